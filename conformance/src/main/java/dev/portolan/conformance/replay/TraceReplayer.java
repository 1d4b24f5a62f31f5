package dev.portolan.conformance.replay;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.abstraction.Visible;
import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.expect.Expectation;
import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.ProtocolViolation;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Argument;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Executes traces on a kernel, each to its end or to its first divergence.
 *
 * <p>What a trace of a real kernel did not observe is not compared; a trace of a model is the whole truth. What the
 * kernel does not show is not compared either. A call that the kernel declines is passed over if it would have
 * changed nothing, and else ends the trace. Not for use by several threads.
 */
public final class TraceReplayer {

    /**
     * What came of one trace.
     *
     * @param events events executed and compared, a diverging one included
     * @param skipped events not executed: declined ones, those from a known difference on, and what lay beyond the
     *     border of an imported run
     * @param divergence null if there was none
     * @param declined how many calls the kernel declined, by its reasons
     * @param hidden at how many events something was not compared because the kernel does not show it
     */
    public record Result(
            int events,
            int skipped,
            Divergence divergence,
            Map<String, Integer> declined,
            Map<String, Integer> hidden) {}

    /** More names than the space of any world has. */
    private static final int NAMES_OF_MODELS = 64;

    private final KnownDifferences known;
    private final Citations citations;
    private final String dialect;
    private final Function<Setting, Driver> boot;
    private final ExpectationTally tally;

    /**
     * Traces on the reference kernel.
     *
     * @param known operations at which a run ends without a word
     * @param dialect to be used in place of what the traces say, or null
     */
    public TraceReplayer(KnownDifferences known, Citations citations, String dialect) {
        this(known, citations, dialect, Boot::of);
    }

    /**
     * Traces on any kernel.
     *
     * @param boot a kernel on which nothing has happened; a {@link KernelFailure} says that there is none such, and
     *     an {@link IllegalArgumentException} that there cannot be
     */
    public TraceReplayer(KnownDifferences known, Citations citations, String dialect, Function<Setting, Driver> boot) {
        this(known, citations, dialect, boot, new ExpectationTally(Expectations.NONE));
    }

    private TraceReplayer(
            KnownDifferences known,
            Citations citations,
            String dialect,
            Function<Setting, Driver> boot,
            ExpectationTally tally) {
        this.known = known;
        this.citations = citations;
        this.dialect = dialect;
        this.boot = boot;
        this.tally = tally;
    }

    /**
     * The same, but what is expected of the kernel is no divergence: a trace ends at a call that fails as expected.
     *
     * @param expected is told how calls came out of which something is expected
     */
    public TraceReplayer expecting(ExpectationTally expected) {
        return new TraceReplayer(known, citations, dialect, boot, expected);
    }

    /** Traces on this kernel, which stays the caller's to close. */
    public static TraceReplayer on(
            KernelUnderTest kernel, KnownDifferences known, Citations citations, String dialect) {
        return new TraceReplayer(known, citations, dialect, setting -> SymbolicDriver.boot(kernel, setting));
    }

    /** The events of one trace, one after the other. */
    public interface Events {

        /** The next event, or nothing after the last. */
        Optional<Trace.Event> next() throws IOException;
    }

    /**
     * Replays one trace that is held whole.
     *
     * @param file where it was read from, for messages
     * @param line of its header
     * @throws IllegalArgumentException if the trace speaks of what no kernel of this slice can be booted with, or its
     *     calls overlap
     * @throws ProtocolViolation if the kernel cannot be understood
     */
    public Result replay(String file, int line, Trace trace) {
        Iterator<Trace.Event> events = trace.events().iterator();
        try {
            return replay(
                    file,
                    line,
                    trace.header(),
                    isStepwise(trace),
                    () -> events.hasNext() ? Optional.of(events.next()) : Optional.empty());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Replays one trace, reading its events as they are needed, and in any case to the end.
     *
     * @param file where it is read from, for messages
     * @param line of its header
     * @param stepwise whether its calls are single critical sections, with steps after them
     * @throws IOException if an event cannot be read
     * @throws IllegalArgumentException if the trace speaks of what no kernel of this slice can be booted with, or its
     *     calls overlap
     * @throws ProtocolViolation if the kernel cannot be understood
     */
    public Result replay(String file, int line, Trace.Header header, boolean stepwise, Events events)
            throws IOException {
        return new Run(file, line, header, events).replay(stepwise);
    }

    /**
     * Checks that there is an order in which to make the calls.
     *
     * @param event or null
     * @throws IllegalArgumentException if it may overlap others
     */
    public static void checkOrder(Trace.Event event) {
        if (event != null && event.start() != null) {
            throw new IllegalArgumentException("calls that overlap have no order to be made in; validate judges them");
        }
    }

    /** One trace on its way. */
    private final class Run {

        private final String file;
        private final int line;
        private final Trace.Header header;
        private final Events events;
        private final Map<String, Integer> declined = new TreeMap<>();
        private final Map<String, Integer> hidden = new TreeMap<>();
        private int read;
        private Trace.Event following;
        private int executed;
        private KernelState before;
        private KernelState last;

        Run(String file, int line, Trace.Header header, Events events) {
            this.file = file;
            this.line = line;
            this.header = header;
            this.events = events;
        }

        Result replay(boolean stepwise) throws IOException {
            Driver kernel = boot(stepwise);
            Divergence divergence = kernel == null ? null : execute(kernel);
            while (next() != null) {
                // They count as skipped.
            }
            int beyond = header.end() == null ? 0 : header.end().skipped();
            return new Result(executed, read - executed + beyond, divergence, declined, hidden);
        }

        private Trace.Event next() throws IOException {
            Trace.Event event = read == 0 ? events.next().orElse(null) : following;
            if (event != null) {
                read++;
                checkOrder(event);
                following = events.next().orElse(null);
            }
            return event;
        }

        /** A kernel on which nothing has happened, or null if there is none for this trace. */
        private Driver boot(boolean stepwise) {
            try {
                Driver kernel = boot.apply(Setting.of(header, dialect, stepwise));
                before = kernel.state();
                if (header.kind().equals("graph")) {
                    Boot.fixNames(kernel, NAMES_OF_MODELS);
                }
                return kernel;
            } catch (ProtocolViolation violation) {
                throw violation;
            } catch (KernelFailure refused) {
                declined.merge(refused.getMessage(), 1, Integer::sum);
                return null;
            }
        }

        /** Executes events up to a divergence, a known difference, or a call that cannot be left out. */
        private Divergence execute(Driver kernel) throws IOException {
            for (Trace.Event event = next(); event != null; event = next()) {
                if (known.isKnown(header, event.seq())) {
                    return null;
                }
                Expectation expected = expected(event);
                if (expected != null && expected.effect() == Expectation.Effect.SKIP) {
                    tally.skipped(expected, 1);
                    declined.merge("skipped: " + expected.why(), 1, Integer::sum);
                    if (!changesNothing(event)) {
                        return null;
                    }
                    continue;
                }
                Attempt attempt =
                        Attempt.of(kernel, event.call(), event.outcome(), event.state(), true, isObserved(event));
                if (attempt.isDeclined()) {
                    declined.merge(attempt.failure(), 1, Integer::sum);
                    if (!changesNothing(event)) {
                        return null;
                    }
                } else {
                    executed++;
                    attempt.hidden().forEach(what -> hidden.merge(what, 1, Integer::sum));
                    List<Difference> differences = attempt.conforms()
                            ? List.of()
                            : attempt.differences(!header.kind().equals("real"));
                    if (expected != null) {
                        tell(expected, differences.isEmpty());
                    }
                    if (!differences.isEmpty() && expected != null) {
                        return null;
                    }
                    if (!differences.isEmpty()) {
                        return divergence(file, line, header, event, before, attempt, differences);
                    }
                    attempt.settle(kernel);
                    before = attempt.state();
                }
                last = event.state() == null ? last : event.state();
            }
            return null;
        }

        /** A state is looked at to be compared, or to tell what the next event should change in it. */
        private boolean isObserved(Trace.Event event) {
            return event.state() != null || following != null && following.state() != null;
        }

        /** What is expected of the kernel at an event, or null. */
        private Expectation expected(Trace.Event event) {
            String spoken = dialect == null ? header.dialect() : dialect;
            return tally.expectations().of(header.name(), spoken, event.call(), event.outcome());
        }

        private void tell(Expectation expected, boolean passed) {
            if (passed) {
                tally.passed(expected, 1);
            } else {
                tally.failed(expected, 1);
            }
        }

        /** True if nobody can tell afterwards whether the call was made. */
        private boolean changesNothing(Trace.Event event) {
            Call call = event.call();
            String ret = event.outcome().ret();
            List<Outcome.Completion> woke = event.outcome().woke();
            if (Outcome.BLOCKED.equals(ret) || Outcome.CONTINUE.equals(ret) || woke != null && !woke.isEmpty()) {
                return false;
            }
            if (event.state() != null && last != null) {
                return event.state().equals(last);
            }
            // A right that is refused where it should go is gone from where it came.
            boolean isRefused = ret != null
                    && ret.startsWith("KERN_")
                    && !ret.equals("KERN_SUCCESS")
                    && CallForm.of(call).value(call, Argument.Kind.DISPOSITION) == null;
            return call instanceof Call.Query || isRefused;
        }
    }

    private Divergence divergence(
            String file,
            int line,
            Trace.Header header,
            Trace.Event event,
            KernelState before,
            Attempt attempt,
            List<Difference> differences) {
        // Of a kernel that does not show everything, what it does not show cannot be said to change.
        boolean isWhole = attempt.hidden().isEmpty() && attempt.failure() == null;
        KernelState state = isWhole || before == null || event.state() == null
                ? event.state()
                : new Visible(new HashSet<>()).of(event.state(), before);
        Evidence evidence = new Evidence(event.call(), before, event.outcome(), state, attempt.outcome(), differences);
        return evidence.tell(citations, file, line + event.seq(), null)
                .again("portolan replay " + file + " --run " + header.name()
                        + (dialect == null ? "" : " --dialect " + dialect))
                .explain("portolan explain " + file + " --run " + header.name());
    }

    /** True if the trace's calls are single critical sections, with steps after them. */
    public static boolean isStepwise(Trace trace) {
        return trace.events().stream().anyMatch(Trace.Event::isStep);
    }
}
