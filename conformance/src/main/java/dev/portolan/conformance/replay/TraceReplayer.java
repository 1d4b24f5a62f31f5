package dev.portolan.conformance.replay;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.List;

/**
 * Executes traces on the kernel, each to its end or to its first divergence.
 *
 * <p>What a trace of a real kernel did not observe is not compared; a trace of a model is the whole truth. Not for
 * use by several threads.
 */
public final class TraceReplayer {

    /**
     * What came of one trace.
     *
     * @param events events executed and compared, a diverging one included
     * @param skipped events not executed: those from a known difference on, and what lay beyond the border of an
     *     imported run
     * @param divergence null if there was none
     */
    public record Result(int events, int skipped, Divergence divergence) {}

    /** More names than the space of any world has. */
    private static final int NAMES_OF_MODELS = 64;

    private final KnownDifferences known;
    private final Citations citations;
    private final String dialect;

    /**
     * @param known operations at which a run ends without a word
     * @param dialect to be used in place of what the traces say, or null
     */
    public TraceReplayer(KnownDifferences known, Citations citations, String dialect) {
        this.known = known;
        this.citations = citations;
        this.dialect = dialect;
    }

    /**
     * Replays one trace.
     *
     * @param file where it was read from, for messages
     * @param line of its header
     * @throws IllegalArgumentException if the trace speaks of what no kernel of this slice can be booted with
     */
    public Result replay(String file, int line, Trace trace) {
        Trace.Header header = trace.header();
        int beyond = header.end() == null ? 0 : header.end().skipped();
        KernelDriver kernel = Boot.of(header, dialect, isStepwise(trace));
        boolean exact = !header.kind().equals("real");
        if (header.kind().equals("graph")) {
            Boot.fixNames(kernel, dialect == null ? header.dialect() : dialect, NAMES_OF_MODELS);
        }
        int executed = 0;
        KernelState before = kernel.state();
        for (Trace.Event event : trace.events()) {
            if (known.isKnown(header, event.seq())) {
                return new Result(executed, trace.events().size() - executed + beyond, null);
            }
            executed++;
            Attempt attempt = Attempt.of(kernel, event.call(), event.outcome(), event.state(), true);
            List<Difference> differences = attempt.differences(exact);
            if (!differences.isEmpty()) {
                int skipped = trace.events().size() - executed + beyond;
                return new Result(
                        executed, skipped, divergence(file, line, header, event, before, attempt, differences));
            }
            kernel.binding().settle(attempt.state());
            before = attempt.state();
        }
        return new Result(executed, beyond, null);
    }

    private Divergence divergence(
            String file,
            int line,
            Trace.Header header,
            Trace.Event event,
            KernelState before,
            Attempt attempt,
            List<Difference> differences) {
        Evidence evidence =
                new Evidence(event.call(), before, event.outcome(), event.state(), attempt.outcome(), differences);
        return evidence.tell(citations, file, line + event.seq(), null)
                .again("portolan replay " + file + " --run " + header.name()
                        + (dialect == null ? "" : " --dialect " + dialect));
    }

    /** True if the trace's calls are single critical sections, with steps after them. */
    private static boolean isStepwise(Trace trace) {
        for (Trace.Event event : trace.events()) {
            if (event.call() instanceof Call.Step
                    || Outcome.CONTINUE.equals(event.outcome().ret())) {
                return true;
            }
            List<Outcome.Completion> woke = event.outcome().woke();
            if (woke != null && woke.stream().anyMatch(one -> one.ret().equals(Outcome.CONTINUE))) {
                return true;
            }
        }
        return false;
    }
}
