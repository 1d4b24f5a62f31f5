package dev.portolan.conformance.shrink;

import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracle;
import dev.portolan.conformance.replay.Evidence;
import dev.portolan.traces.Call;
import dev.portolan.traces.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Shortens runs that end in a divergence.
 *
 * <p>After each change the model says anew what is expected of each call, and the kernel is run from boot. What comes
 * out diverges from the model by the same kind; no call of it can be left out, and, where it is short, no shorter run
 * of the same calls does it. Bounded in time: then it is as short as it had become. Not for use by several threads.
 */
public final class Shrinker {

    /**
     * For each of the two parts of a search. No more than a safeguard: tries end a search, so that it comes to the same
     * on a machine that is busy.
     */
    private static final long MILLISECONDS = 30_000;

    private static final int TRIES = 4_000;

    /** A search for a shorter run is not begun among more. */
    private static final int CALLS_SEARCHED = 8;

    private final Oracle oracle;
    private final Setting setting;
    private final Supplier<Driver> boot;

    /**
     * A run that was shortened.
     *
     * @param events the calls, with what the model says of each; the last diverges
     * @param evidence how it does
     */
    public record Shrunk(List<Trace.Event> events, Evidence evidence) {

        public Shrunk {
            events = List.copyOf(events);
        }
    }

    /**
     * @param oracle that can be had in the setting
     * @param boot kernels in the setting on which nothing has happened
     */
    public Shrinker(Oracle oracle, Setting setting, Supplier<Driver> boot) {
        this.oracle = oracle;
        this.setting = setting;
        this.boot = boot;
    }

    /**
     * Shortens a run.
     *
     * @param run calls from boot, each with what it was answered where the run comes from
     * @param kind of the divergence to keep; null is the one that is met first
     * @return nothing if the kernel and the model do not part in the run, or in another way
     */
    public Optional<Shrunk> shrink(List<Trace.Event> run, Kind kind) {
        try {
            Rerun.Result whole = rerun(run);
            boolean wanted = whole.evidence() != null && (kind == null || kind.equals(whole.kind()));
            return wanted ? Optional.of(shrink(whole)) : Optional.empty();
        } catch (KernelFailure unsaid) {
            return Optional.empty();
        }
    }

    private Shrunk shrink(Rerun.Result whole) {
        Kind kind = whole.kind();
        List<Trace.Event> events = withoutIdleCalls(whole.events(), kind);
        Budget budget = new Budget(MILLISECONDS, TRIES);
        events = minimal(events, kind, budget);
        List<Trace.Event> simpler = simpler(events, kind, budget);
        // A simpler call may need less before it.
        events = simpler.equals(events) ? events : minimal(simpler, kind, budget);
        events = shorter(events, kind);
        return new Shrunk(events, rerun(events).evidence());
    }

    private List<Trace.Event> minimal(List<Trace.Event> events, Kind kind, Budget budget) {
        return new Minimization<Trace.Event>(candidate -> shows(candidate, kind), budget).of(events);
    }

    /* Most calls of a long run change nothing, and it is cheap to leave them all out at once. */
    private List<Trace.Event> withoutIdleCalls(List<Trace.Event> events, Kind kind) {
        List<Trace.Event> active = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            boolean idle = i > 0
                    && i < events.size() - 1
                    && events.get(i).state().equals(events.get(i - 1).state());
            if (!idle) {
                active.add(events.get(i));
            }
        }
        return shows(active, kind).orElse(events);
    }

    private List<Trace.Event> simpler(List<Trace.Event> events, Kind kind, Budget budget) {
        List<Trace.Event> simplest = events;
        for (int i = 0; i < simplest.size(); i++) {
            for (Call call : SimplerCalls.of(simplest.get(i).call(), setting)) {
                List<Trace.Event> candidate = new ArrayList<>(simplest);
                Trace.Event event = simplest.get(i);
                candidate.set(i, new Trace.Event(event.seq(), call, event.outcome(), event.state()));
                Optional<List<Trace.Event>> shown = budget.allowsOne() ? shows(candidate, kind) : Optional.empty();
                if (shown.isPresent()) {
                    simplest = shown.get();
                    i = -1;
                    break;
                }
            }
        }
        return simplest;
    }

    /* Breadth first through all runs of these calls, in any order and as often as one likes. */
    private List<Trace.Event> shorter(List<Trace.Event> events, Kind kind) {
        if (events.size() > CALLS_SEARCHED) {
            return events;
        }
        Set<Call> calls = new LinkedHashSet<>();
        List<Trace.Event> alphabet =
                events.stream().filter(event -> calls.add(event.call())).toList();
        Budget budget = new Budget(MILLISECONDS, TRIES);
        Deque<List<Trace.Event>> runs = new ArrayDeque<>(List.of(List.of()));
        while (!runs.isEmpty() && runs.peek().size() < events.size() - 1) {
            List<Trace.Event> run = runs.poll();
            for (Trace.Event next : alphabet) {
                List<Trace.Event> candidate = new ArrayList<>(run);
                candidate.add(next);
                if (!budget.allowsOne()) {
                    return events;
                }
                Rerun.Result result = rerun(candidate);
                if (kind.equals(result.kind())) {
                    return result.events();
                }
                if (result.evidence() == null && isNew(result.events(), candidate.size())) {
                    runs.add(candidate);
                }
            }
        }
        return events;
    }

    /* A call that was left out, or changed nothing, leads nowhere new. */
    private static boolean isNew(List<Trace.Event> events, int calls) {
        int last = events.size() - 1;
        return events.size() == calls
                && (last == 0
                        || !events.get(last).state().equals(events.get(last - 1).state()));
    }

    private Optional<List<Trace.Event>> shows(List<Trace.Event> candidate, Kind kind) {
        Rerun.Result result = rerun(candidate);
        return kind.equals(result.kind()) ? Optional.of(result.events()) : Optional.empty();
    }

    private Rerun.Result rerun(List<Trace.Event> calls) {
        return Rerun.of(oracle, setting, boot.get(), calls);
    }
}
