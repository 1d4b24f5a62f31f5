package dev.portolan.conformance.graph;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;

/** An edge of a world of IPC: a call, or a step of one. */
public record CallEdge(String action, Call call, Outcome outcome, KernelState state, boolean changes)
        implements WorldEdge {

    @Override
    public String ret() {
        return outcome.ret();
    }

    @Override
    public String clause() {
        return outcome.clause();
    }
}
