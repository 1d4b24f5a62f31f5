package dev.portolan.conformance.validate;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.List;

/** A trace whose calls follow one another, judged event by event: one state of the model each. */
final class SequentialRun {

    /** More names than the space of any world has. */
    private static final int NAMES_OF_MODELS = 64;

    private final Driver model;
    private final Trace.Header header;
    private final Told told;
    private final boolean exact;
    private final Unchecked unchecked = new Unchecked();
    private KernelState before;
    private long events;
    private long compared;
    private long unjudged;
    private Divergence divergence;
    private String reason;

    /** @param model to which nothing has happened */
    SequentialRun(Driver model, Trace.Header header, Told told) {
        this.model = model;
        this.header = header;
        this.told = told;
        this.exact = !header.kind().equals("real");
        if (header.kind().equals("graph")) {
            Boot.fixNames(model, NAMES_OF_MODELS);
        }
        before = model.state();
    }

    /** Judges the next event, if none before has ended the run. */
    void judge(Trace.Event event) {
        if (divergence != null || reason != null) {
            unjudged++;
            return;
        }
        int bodies = Bodies.count(event.outcome());
        Outcome seen = bodies == 0 ? event.outcome() : Bodies.without(event.outcome());
        unchecked.noteBodies(bodies);
        // Where nobody looked at the state, none is made out but to find what a name stands for.
        boolean observed = event.state() != null;
        Attempt attempt = Attempt.of(model, event.call(), seen, event.state(), false, observed);
        if (attempt.failure() != null) {
            notMade(event, attempt.notMade(), attempt.failure());
            return;
        }
        List<Difference> differences = exact && attempt.conforms() ? List.of() : attempt.differences(exact);
        if (!differences.isEmpty() && cut(event, seen, attempt.outcome())) {
            return;
        }
        note(event, attempt.outcome());
        if (!differences.isEmpty()) {
            divergence = told.of(event, before, attempt.outcome(), attempt.state(), differences);
            return;
        }
        attempt.settle(model);
        before = attempt.state();
    }

    /** True if the run ends here without a verdict. */
    private boolean cut(Trace.Event event, Outcome seen, Outcome answer) {
        if (SharedSlots.mayDecide(seen, answer)) {
            reason = "event " + event.seq() + ": " + SharedSlots.REASON;
            unjudged++;
        }
        return reason != null;
    }

    private void note(Trace.Event event, Outcome answer) {
        events++;
        if (unchecked.note(event, answer, exact)) {
            compared++;
        }
    }

    private void notMade(Trace.Event event, Answer answer, String failure) {
        if (answer instanceof Answer.Skipped unsaid) {
            reason = "event " + event.seq() + ": " + unsaid.reason();
            unjudged++;
        } else if (answer instanceof Answer.Unsupported impossible) {
            events++;
            compared++;
            divergence = told.notAllowed(event, impossible.reason());
        } else {
            throw new KernelFailure(told.file() + ":" + (told.line() + event.seq()) + ": " + failure);
        }
    }

    Verdict verdict() {
        int beyond = header.end() == null ? 0 : header.end().skipped();
        return new Verdict(events, compared, events, unjudged + beyond, divergence, reason, unchecked, true);
    }
}
