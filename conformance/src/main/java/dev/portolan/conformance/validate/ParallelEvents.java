package dev.portolan.conformance.validate;

import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of a run in parallel: what each thread did in turn, how it ended, and what was over before what. */
final class ParallelEvents {

    /**
     * One event, and what became of its call in the end.
     *
     * @param last how the call ended, without the completions of others; null if it never did, or nobody saw it
     */
    record One(Trace.Event event, Outcome last, long start, long end) {
        boolean blocks() {
            return Outcome.BLOCKED.equals(event.outcome().ret());
        }
    }

    /** The events that follow one another: those of a thread, or those that befall it. */
    private final List<List<One>> lines = new ArrayList<>();

    /** All events, as the file has them. */
    private final List<One> all = new ArrayList<>();

    /** Events that tell of the end of a call that never blocked. */
    private final List<Trace.Event> strays;

    /** @param events each with its instants */
    ParallelEvents(List<Trace.Event> events) {
        Map<String, Deque<Outcome>> ends = ends(events);
        Map<String, List<One>> byThread = new HashMap<>();
        for (Trace.Event event : events) {
            Outcome seen = Bodies.without(event.outcome());
            boolean blocks = Outcome.BLOCKED.equals(seen.ret());
            Outcome last = blocks
                    ? ends.getOrDefault(event.call().thread(), new ArrayDeque<>())
                            .poll()
                    : seen.ret() == null ? null : new Outcome(seen.ret(), null, seen.out(), List.of());
            One one = new One(event, last, event.start(), event.end());
            all.add(one);
            byThread.computeIfAbsent(line(event.call()), line -> new ArrayList<>())
                    .add(one);
        }
        byThread.values().forEach(line -> line.sort((a, b) -> Long.compare(a.start(), b.start())));
        lines.addAll(byThread.values());
        strays = events.stream().filter(event -> tellsOfNoWait(event, ends)).toList();
    }

    /** @param left the ends that no call has that was seen to block */
    private boolean tellsOfNoWait(Trace.Event event, Map<String, Deque<Outcome>> left) {
        List<Outcome.Completion> woke = event.outcome().woke();
        return woke != null
                && woke.stream()
                        .anyMatch(one -> !left.get(one.thread()).isEmpty()
                                && all.stream().noneMatch(other -> mayHaveBlocked(other, one.thread())));
    }

    private static boolean mayHaveBlocked(One one, String thread) {
        return one.event().call().thread().equals(thread)
                && one.event().outcome().ret() == null;
    }

    /** How the calls that blocked ended, each thread's in their order. */
    private static Map<String, Deque<Outcome>> ends(List<Trace.Event> events) {
        Map<String, Deque<Outcome>> ends = new HashMap<>();
        for (Trace.Event event : events) {
            Outcome seen = Bodies.without(event.outcome());
            for (Outcome.Completion woke : seen.woke() == null ? List.<Outcome.Completion>of() : seen.woke()) {
                ends.computeIfAbsent(woke.thread(), thread -> new ArrayDeque<>())
                        .add(new Outcome(woke.ret(), null, woke.out(), List.of()));
            }
        }
        return ends;
    }

    private static String line(Call call) {
        return isEvent(call) ? call.getClass().getSimpleName() + " " + call.thread() : call.thread();
    }

    /** True for what befalls a thread, in a call or not. */
    static boolean isEvent(Call call) {
        return call instanceof Call.ThreadAbort || call instanceof Call.ClockExpire;
    }

    List<List<One>> lines() {
        return lines;
    }

    List<One> all() {
        return all;
    }

    List<Trace.Event> strays() {
        return strays;
    }
}
