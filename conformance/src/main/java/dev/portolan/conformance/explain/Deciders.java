package dev.portolan.conformance.explain;

import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Outcome.Completion;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.List;

/** Names the clauses that decided, by asking the model to make the same calls. Not for use by several threads. */
public final class Deciders implements AutoCloseable {

    private final Oracles oracles = new Oracles();

    /** Names the clauses of one trace, as long as the model does what the trace says. */
    static final class Run {

        private final Driver model;
        private boolean agrees;

        private Run(Driver model) {
            this.model = model;
            this.agrees = model != null;
        }

        /** The event, with the clauses that decided, if they can be told. */
        Trace.Event decided(Trace.Event event) {
            if (!agrees) {
                return event;
            }
            Attempt attempt = Attempt.of(model, event.call(), event.outcome(), event.state(), false);
            agrees = attempt.outcome() != null && attempt.differences(false).isEmpty();
            if (!agrees) {
                return event;
            }
            attempt.settle(model);
            Outcome outcome = named(event.outcome(), attempt.outcome());
            return new Trace.Event(event.seq(), event.call(), outcome, event.state(), event.start(), event.end());
        }

        private static Outcome named(Outcome told, Outcome decided) {
            List<Completion> woke = told.woke() == null ? null : new ArrayList<>();
            for (int i = 0; woke != null && i < told.woke().size(); i++) {
                Completion one = told.woke().get(i);
                String clause = one.clause() == null ? decided.woke().get(i).clause() : one.clause();
                woke.add(new Completion(one.thread(), one.ret(), clause, one.out()));
            }
            String clause = told.clause() == null ? decided.clause() : told.clause();
            return new Outcome(told.ret(), clause, told.out(), woke);
        }
    }

    /** Begins a trace; a trace of the model names its clauses itself. */
    Run run(Setting setting, String kind) {
        if (kind.equals("graph") || kind.equals("walk")) {
            return new Run(null);
        }
        try {
            return new Run(SymbolicDriver.boot(oracles.of(setting), setting));
        } catch (KernelFailure noModel) {
            return new Run(null);
        }
    }

    @Override
    public void close() {
        oracles.close();
    }
}
