package dev.portolan.conformance.explain;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.Evidence;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.conformance.replay.TraceReplayer.Events;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Executes a trace on the kernel to learn what each call did.
 *
 * <p>States that the trace does not have, or has in part only, are the kernel's, as long as it does what the trace
 * says; where the trace does not name the clauses that decided, the model is asked. Not for use by several threads.
 */
public final class Explainer {

    /** More names than the space of any world has. */
    private static final int NAMES_OF_MODELS = 64;

    private final Citations citations;
    private final Deciders deciders;
    private final int most;

    /**
     * @param deciders names the clauses that the trace does not
     * @param most how many calls to keep of a long trace
     */
    public Explainer(Citations citations, Deciders deciders, int most) {
        this.citations = citations;
        this.deciders = deciders;
        this.most = most;
    }

    /**
     * Explains one trace, reading its events as they are needed, and to the end.
     *
     * @param file where it is read from
     * @param line of its header
     * @param stepwise whether its calls are single critical sections, with steps after them
     * @param asked the index of the first call to keep; null keeps the first, or those around a divergence
     * @throws IllegalArgumentException if the trace speaks of what no kernel of this slice can be booted with, or its
     *     calls overlap
     */
    public Explanation explain(
            String file, int line, Trace.Header header, boolean stepwise, Events events, Integer asked)
            throws IOException {
        Setting setting = Setting.of(header, null, stepwise);
        Driver kernel = Boot.of(setting);
        Deciders.Run decides = deciders.run(setting, header.kind());
        boolean exact = !header.kind().equals("real");
        if (header.kind().equals("graph")) {
            Boot.fixNames(kernel, NAMES_OF_MODELS);
        }
        KeptMoments kept = new KeptMoments(most, asked);
        KernelState before = kernel.state();
        Divergence divergence = null;
        for (Optional<Trace.Event> next = events.next(); next.isPresent(); next = events.next()) {
            TraceReplayer.checkOrder(next.get());
            Trace.Event event = decides.decided(next.get());
            Moment moment = divergence == null ? executed(kernel, event, before, exact) : told(event, before);
            kept.add(moment);
            before = moment.after() == null ? before : moment.after();
            if (divergence == null && moment.diverges()) {
                divergence = divergence(file, line, header, moment);
            }
        }
        return new Explanation(
                file, line, header, kept.kept(), kept.first(), kept.count(), divergence, kept.divergesAt());
    }

    private static Moment executed(Driver kernel, Trace.Event event, KernelState before, boolean exact) {
        Attempt attempt = Attempt.of(kernel, event.call(), event.outcome(), event.state(), true);
        if (event.state() == null && attempt.state() != null) {
            namePorts(kernel, attempt.state());
            attempt.render(kernel);
        }
        List<Difference> differences = attempt.differences(exact);
        if (differences.isEmpty()) {
            attempt.settle(kernel);
            return new Moment(
                    event,
                    before,
                    attempt.state(),
                    !attempt.state().equals(event.state()),
                    attempt.outcome(),
                    attempt.state(),
                    List.of());
        }
        KernelState after = exact || attempt.state() == null
                ? wholeOrNull(event.state(), before)
                : Completed.of(event.state(), attempt.state());
        return new Moment(event, before, after, false, attempt.outcome(), attempt.state(), differences);
    }

    /* Where no state says what a port is called it is k and the kernel's own number. */
    private static void namePorts(Driver kernel, KernelState state) {
        for (KernelState.PortState port : new StateView(state).ports()) {
            if (port.port().startsWith("@")) {
                String serial = port.port().substring(1);
                kernel.binding().bindPort("k" + serial, Long.parseLong(serial));
            }
        }
    }

    /* What comes after a divergence is known as far as the trace has it. */
    private static Moment told(Trace.Event event, KernelState before) {
        return new Moment(event, before, wholeOrNull(event.state(), before), false, null, null, List.of());
    }

    private static KernelState wholeOrNull(KernelState observed, KernelState before) {
        if (observed == null) {
            return null;
        }
        return new KernelState(
                observed.spaces() == null ? before.spaces() : observed.spaces(),
                observed.ports() == null ? before.ports() : observed.ports(),
                observed.threads() == null ? before.threads() : observed.threads(),
                observed.tasks() == null ? before.tasks() : observed.tasks(),
                observed.acts() == null ? before.acts() : observed.acts());
    }

    private Divergence divergence(String file, int line, Trace.Header header, Moment moment) {
        Trace.Event event = moment.event();
        Evidence evidence = new Evidence(
                event.call(), moment.before(), event.outcome(), event.state(), moment.actual(), moment.differences());
        return evidence.tell(citations, file, line + event.seq(), null)
                .again("portolan replay " + file + " --run " + header.name());
    }
}
