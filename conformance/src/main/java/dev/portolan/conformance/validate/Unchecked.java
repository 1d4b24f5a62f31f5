package dev.portolan.conformance.validate;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.Map;
import java.util.TreeMap;

/**
 * What traces leave open, counted by what it is: the events whose return code, out-values, completions or state were
 * not observed, and what a model knows nothing of.
 */
public final class Unchecked {

    private final Map<String, Long> counts = new TreeMap<>();

    /**
     * Counts what an event leaves open.
     *
     * @param answer what the model answers, which tells what there was to observe
     * @param exact whether what is absent is not there, or was not seen
     * @return true if the event leaves anything to check
     */
    boolean note(Trace.Event event, Outcome answer, boolean exact) {
        Outcome seen = event.outcome();
        boolean ret = seen.ret() != null;
        boolean out = seen.out() != null;
        boolean woke = seen.woke() != null && !seen.woke().isEmpty();
        count("ret", !ret);
        count("out", !out && answer.out() != null && !(ret && exact));
        count("woke", !woke && !answer.woke().isEmpty() && !ret);
        return state(event.state(), exact) | ret | out | woke;
    }

    private boolean state(KernelState state, boolean exact) {
        count("state", state == null);
        if (state == null) {
            return false;
        }
        count("spaces", state.spaces() == null && !exact);
        count("ports", state.ports() == null && !exact);
        count("threads", state.threads() == null && !exact);
        return true;
    }

    /** Counts messages whose words a trace shows, and of which no model has any. */
    void noteBodies(int bodies) {
        if (bodies > 0) {
            counts.merge("body", (long) bodies, Long::sum);
        }
    }

    private void count(String what, boolean open) {
        if (open) {
            counts.merge(what, 1L, Long::sum);
        }
    }

    /** Adds what another counted. */
    public void add(Unchecked other) {
        other.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
    }

    /** How many events leave open what: {@code ret out woke state spaces ports threads body}; none is zero. */
    public Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
