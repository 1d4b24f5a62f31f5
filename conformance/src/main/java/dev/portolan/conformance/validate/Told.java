package dev.portolan.conformance.validate;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.abstraction.Words;
import dev.portolan.conformance.replay.Actions;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.Evidence;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.List;

/** A trace's divergences from the model, for people: what the model says is what was expected. */
record Told(String file, int line, Trace.Header header, String dialect, Citations citations) {

    /**
     * An event whose outcome or state is not the model's.
     *
     * @param before the model's state before the call
     * @param differences as of the trace against the model
     */
    Divergence of(
            Trace.Event event, KernelState before, Outcome model, KernelState after, List<Difference> differences) {
        List<Difference> turned = differences.stream()
                .map(one -> new Difference(one.where(), one.actual(), one.expected()))
                .toList();
        return new Evidence(event.call(), before, model, after, event.outcome(), turned)
                .tell(citations, file, line + event.seq(), null)
                .again(again());
    }

    /** An event whose call the model does not allow at all. */
    Divergence notAllowed(Trace.Event event, String why) {
        String action = Actions.of(event.call());
        return new Divergence(
                file,
                line + event.seq(),
                Words.of(event.call()),
                "no such call now",
                Words.of(event.outcome()),
                List.of(new Difference("call", "none: " + why, "made")),
                null,
                null,
                action,
                null,
                null,
                again());
    }

    /**
     * A run in parallel of which no order is allowed.
     *
     * @param done how many events the best order explains
     * @param stuck the events that could not go on there, the first of which is where it is told
     */
    Divergence unordered(int done, int total, List<Trace.Event> stuck) {
        Trace.Event first = stuck.get(0);
        String explained = done + " of " + total + " events can be put in order, and then none of these";
        return new Divergence(
                file,
                line + first.seq(),
                Words.of(first.call()),
                explained,
                Words.of(first.outcome()),
                stuck.stream()
                        .map(event -> new Difference(
                                "event " + event.seq() + ", " + Words.of(event.call()),
                                "another answer",
                                Words.of(event.outcome())))
                        .toList(),
                null,
                null,
                Actions.of(first.call()),
                null,
                null,
                again());
    }

    private String again() {
        String under = dialect == null ? "" : " --dialect " + dialect;
        return "portolan validate " + file + " --run " + header.name() + under;
    }
}
