package dev.portolan.conformance.validate;

import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracle;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges traces by the specification: each call is put to it, and what it answers is what should have happened.
 *
 * <p>The trace's names are bound to the model's as they are to a kernel's. Not for use by several threads.
 */
public final class TraceValidator {

    /** Events of a run in parallel are held in memory, all of them. */
    private static final int PARALLEL_MAX = 100_000;

    private static final Outcome NOTHING = new Outcome(null, null, null, List.of());

    /** Why a run is not judged whose calls make tasks and threads: {@link ObjectValidator} judges those. */
    public static final String OF_OBJECTS = "calls on tasks and threads are not put to the model of IPC";

    private final Oracles oracles;
    private final Citations citations;
    private final String dialect;

    /**
     * @param oracles the models; stay the caller's to close
     * @param dialect to be used in place of what the traces say, or null
     */
    public TraceValidator(Oracles oracles, Citations citations, String dialect) {
        this.oracles = oracles;
        this.citations = citations;
        this.dialect = dialect;
    }

    /**
     * Judges the trace that the stream has gone to, to its end or to its first divergence.
     *
     * @param file where it is read from, for messages
     * @throws IllegalArgumentException if no model can have the trace's setting, or it is not said of all events or of
     *     none when they began
     * @throws KernelFailure if the model cannot answer
     */
    public Verdict validate(String file, TraceStream trace, Trace.Header header) throws IOException {
        Told told = new Told(file, trace.line(), header, dialect, citations);
        Optional<Trace.Event> event = trace.event();
        if (header.created() != null) {
            return unjudged(trace, event, header);
        }
        if (event.isPresent() && event.get().start() != null) {
            return parallel(told, header, all(trace, event));
        }
        Setting setting = Setting.of(header, dialect, trace.isStepwise());
        SequentialRun run = new SequentialRun(SymbolicDriver.boot(oracle(setting), setting), header, told);
        for (; event.isPresent(); event = trace.event()) {
            checkInstants(event.get(), false);
            run.judge(event.get());
        }
        return run.verdict();
    }

    /* The model of IPC has no such calls; ObjectValidator asks that of exceptions. */
    private static Verdict unjudged(TraceStream trace, Optional<Trace.Event> first, Trace.Header header)
            throws IOException {
        long events = header.end() == null ? 0 : header.end().skipped();
        for (Optional<Trace.Event> event = first; event.isPresent(); event = trace.event()) {
            events++;
        }
        return new Verdict(0, 0, 0, events, null, OF_OBJECTS, new Unchecked(), true);
    }

    /**
     * Judges a run in parallel that was made here.
     *
     * @param file where it will be written if it is, for messages
     * @param events each with its instants
     * @throws IllegalArgumentException if no model can have the run's setting
     * @throws KernelFailure if the model cannot answer
     */
    public Verdict validate(String file, Trace.Header header, List<Trace.Event> events) {
        return parallel(new Told(file, 1, header, dialect, citations), header, events);
    }

    /** The events that the stream has yet to give. */
    static List<Trace.Event> all(TraceStream trace, Optional<Trace.Event> first) throws IOException {
        List<Trace.Event> events = new ArrayList<>();
        for (Optional<Trace.Event> event = first; event.isPresent(); event = trace.event()) {
            if (events.size() == PARALLEL_MAX) {
                throw new IllegalArgumentException("a run in parallel of more than " + PARALLEL_MAX + " events");
            }
            checkInstants(event.get(), true);
            events.add(event.get());
        }
        return events;
    }

    private static void checkInstants(Trace.Event event, boolean wanted) {
        if (wanted != (event.start() != null)) {
            throw new IllegalArgumentException("start and end are told of some events, and of others not");
        }
    }

    private Verdict parallel(Told told, Trace.Header header, List<Trace.Event> events) {
        Setting setting = Setting.of(header, dialect, true);
        boolean exact = ParallelSearch.isExact(header);
        ParallelSearch.Found found = ParallelSearch.of(oracle(setting), setting, header, events);
        Unchecked unchecked = new Unchecked();
        long compared = 0;
        for (Trace.Event event : events) {
            unchecked.noteBodies(Bodies.count(event.outcome()));
            compared += unchecked.note(withoutState(event), NOTHING, exact) ? 1 : 0;
        }
        boolean diverges = !found.explained() && found.reason() == null;
        List<Trace.Event> stuck = found.stuck().isEmpty() ? List.of(events.get(events.size() - 1)) : found.stuck();
        return new Verdict(
                found.done(),
                Math.min(compared, found.done()),
                found.states(),
                events.size() - found.done(),
                diverges ? told.unordered(found.done(), events.size(), stuck) : null,
                found.explained() ? null : found.reason(),
                unchecked,
                false);
    }

    /** While other calls go on there is no telling which state was seen. */
    private static Trace.Event withoutState(Trace.Event event) {
        return new Trace.Event(event.seq(), event.call(), event.outcome(), null, event.start(), event.end());
    }

    private Oracle oracle(Setting setting) {
        try {
            return oracles.of(setting);
        } catch (KernelFailure refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }
}
