package dev.portolan.conformance.graph;

import dev.portolan.conformance.tlc.CallDecoder;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.StateDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.Label;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tlc2.value.impl.Value;

/** Reads the edges of a world of IPC, and counts the calls that they let go. */
public final class CallReader implements EdgeReader<CallEdge> {

    private final TlcText text = new TlcText();
    private final OutcomeDecoder outcomes = new OutcomeDecoder(text);
    private final StateDecoder states = new StateDecoder(text, outcomes);
    private final AnswerCounts letGo = new AnswerCounts("MachMsg");
    private final EndedWaits endedWaits = new EndedWaits();

    /* By label. */
    private Call[] calls = new Call[256];

    private StateDecoder.Decoded source;
    private long from;

    @Override
    public void source(ModelState state) {
        source = states.decode(value(state, KERNEL), source);
        from = state.fingerprint();
    }

    @Override
    public CallEdge edge(ModelState to, Label label) {
        StateDecoder.Decoded target = states.decode(value(to, KERNEL), source);
        Outcome outcome = outcomes.outcome(value(to, OUTCOME));
        for (Outcome.Completion ended : outcome.woke()) {
            letGo.count(ended.ret(), ended.clause());
        }
        boolean changes = to.fingerprint() != from;
        if (changes) {
            endedWaits.count(label.name(), source.state(), target.state(), outcome);
        }
        return new CallEdge(label.name(), call(label), outcome, target.state(), changes);
    }

    private Call call(Label label) {
        if (label.id() >= calls.length) {
            calls = Arrays.copyOf(calls, 2 * label.id());
        }
        if (calls[label.id()] == null) {
            calls[label.id()] = CallDecoder.decode(label.name(), label.parameters());
        }
        return calls[label.id()];
    }

    private static Value value(ModelState state, String variable) {
        return (Value) state.value(variable);
    }

    @Override
    public void tell(AnswerCounts.Counts counts) {
        letGo.tell(counts);
    }

    @Override
    public void tellEndedWaits(Map<List<String>, Long> sums) {
        endedWaits.tell(sums);
    }
}
