package dev.portolan.conformance.validate;

import dev.portolan.conformance.abstraction.Binder;
import dev.portolan.conformance.abstraction.StateDifference;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.NotMade;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.drive.ToldNames;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracle;
import dev.portolan.conformance.validate.ParallelEvents.One;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of critical sections, within the instants that a run in parallel tells, in which the model answers
 * every call as the run does.
 *
 * <p>Depth first, the call that ended first before the others; what was tried from a state once is not tried again.
 */
final class ParallelSearch {

    /** What a search may visit before it gives up; it is not a verdict then. */
    static final int STATES_MAX = 2_000_000;

    private static final String IDLE = "Idle";

    private static final String GIVEN_OUT = "gives out a name that a call under way was made with before";

    /** A point of the search: where the model is, which events have begun, and which are over or wait. */
    private record Node(
            Path path, Oracle.Moment moment, SymbolicDriver driver, int[] begun, boolean[] settled, int done) {}

    /**
     * All that what may follow depends on: with equal ones it is equal, but for chance.
     *
     * @param kernel of the model's state
     * @param names of what the run's names stand for, those included that name nothing any more
     */
    private record Place(long kernel, long names, IntBuffer progress) {}

    /** A move: an event begins, or the thread whose event it is takes a step. */
    record Move(int line, One one, Call call) {}

    /** How a point was come to, the last move first; null is the beginning. */
    private record Path(Path before, Move last) {
        static List<Move> moves(Path path) {
            Deque<Move> moves = new ArrayDeque<>();
            for (Path at = path; at != null; at = at.before) {
                moves.push(at.last);
            }
            return List.copyOf(moves);
        }
    }

    /**
     * What the search found.
     *
     * @param explained whether there is such an order
     * @param done as many events as could be explained at most
     * @param stuck the events that could not go on there; empty if all were explained
     * @param reason why the search ended without an answer, or null
     * @param order what happened one after the other, if it is so; else what explains as many events as could be explained
     */
    record Found(boolean explained, int done, long states, List<Trace.Event> stuck, String reason, List<Move> order) {

        /** What is found where these events alone make that there is none. */
        static Found nothing(List<Trace.Event> impossible) {
            return new Found(false, 0, 0, impossible, null, List.of());
        }
    }

    private final Oracle oracle;
    private final List<List<One>> lines;
    private final boolean exact;
    private final int total;
    private final Set<Place> seen = new HashSet<>();
    private int most = -1;
    private Path longest;
    private List<Trace.Event> stuck = List.of();
    private String reason;

    /**
     * Looks for an order of a run.
     *
     * @param oracle to which nothing has happened
     */
    static Found of(Oracle oracle, Setting setting, Trace.Header header, List<Trace.Event> events) {
        ParallelEvents parallel = new ParallelEvents(events);
        return parallel.strays().isEmpty()
                ? new ParallelSearch(oracle, parallel, isExact(header)).search(driver(oracle, setting, header))
                : Found.nothing(parallel.strays());
    }

    /** Whether runs of the kind say all there is. */
    static boolean isExact(Trace.Header header) {
        return !header.kind().equals("real");
    }

    /** The numbers of runs of the reference kernel are numbered as that kernel does. */
    static SymbolicDriver driver(KernelUnderTest model, Setting setting, Trace.Header header) {
        boolean ours = header.kind().equals("run");
        return SymbolicDriver.boot(
                model, setting, ours ? new ToldNames(Boot.names(header.dialect())) : ToldNames.SYMBOLS);
    }

    private ParallelSearch(Oracle oracle, ParallelEvents events, boolean exact) {
        this.oracle = oracle;
        this.lines = events.lines();
        this.exact = exact;
        this.total = events.all().size();
    }

    /** @param driver of the oracle, to which nothing has happened */
    private Found search(SymbolicDriver driver) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(null, oracle.moment(), driver, new int[lines.size()], new boolean[lines.size()], 0));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node.done() == total && isOver(node)) {
                return new Found(true, total, seen.size(), List.of(), null, Path.moves(node.path()));
            }
            if (seen.size() >= STATES_MAX) {
                reason = "no order found in " + STATES_MAX + " states";
                break;
            }
            List<Move> moves = moves(node);
            if (node.done() > most) {
                most = node.done();
                longest = node.path();
                stuck = moves.stream()
                        .map(move -> move.one().event())
                        .distinct()
                        .toList();
            }
            // The last one pushed is looked at first.
            for (int i = moves.size() - 1; i >= 0; i--) {
                Node next = next(node, moves.get(i));
                if (next != null) {
                    open.push(next);
                }
            }
        }
        return new Found(false, most, seen.size(), stuck, reason, Path.moves(longest));
    }

    /** Everything that may happen next, the event that ended first before the others. */
    private List<Move> moves(Node node) {
        oracle.back(node.moment());
        KernelState state = oracle.observe();
        long latest = Long.MAX_VALUE;
        for (int line = 0; line < lines.size(); line++) {
            One unsettled = unsettled(node, line);
            if (unsettled != null) {
                latest = Math.min(latest, unsettled.end());
            }
        }
        List<Move> moves = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            One current = current(node, line);
            One coming = coming(node, line);
            if (current != null && !ParallelEvents.isEvent(current.event().call())) {
                String thread = current.event().call().thread();
                String at = at(state, thread);
                if (!at.equals(IDLE)) {
                    if (!at.startsWith("Await")) {
                        moves.add(new Move(line, current, new Call.Step(thread, at)));
                    }
                    continue;
                }
            }
            if (coming != null && coming.start() <= latest) {
                moves.add(new Move(line, coming, coming.event().call()));
            }
        }
        moves.sort(Comparator.comparingLong(move -> move.one().end()));
        return moves;
    }

    /** True if every call that ended has ended. */
    private boolean isOver(Node node) {
        oracle.back(node.moment());
        KernelState state = oracle.observe();
        for (int line = 0; line < lines.size(); line++) {
            One current = current(node, line);
            boolean ends = current != null && current.blocks() && current.last() != null;
            if (ends && !at(state, current.event().call().thread()).equals(IDLE)) {
                return false;
            }
        }
        return true;
    }

    /** The event of a line that has begun last, if any. */
    private One current(Node node, int line) {
        return node.begun()[line] == 0 ? null : lines.get(line).get(node.begun()[line] - 1);
    }

    private One coming(Node node, int line) {
        List<One> events = lines.get(line);
        return node.begun()[line] < events.size() ? events.get(node.begun()[line]) : null;
    }

    /** The first event of a line that is neither over nor waiting, if any. */
    private One unsettled(Node node, int line) {
        return node.begun()[line] > 0 && !node.settled()[line] ? current(node, line) : coming(node, line);
    }

    private static String at(KernelState state, String thread) {
        for (KernelState.ThreadState one : state.threads()) {
            if (one.thread().equals(thread)) {
                return one.at();
            }
        }
        return IDLE;
    }

    /** Where the move leads, or null if the model does not allow it or it leads where the search has been. */
    private Node next(Node node, Move move) {
        oracle.back(node.moment());
        SymbolicDriver driver = node.driver().copy();
        Outcome answer;
        try {
            driver.perform(move.call());
            answer = driver.outcome();
        } catch (NotMade refused) {
            if (refused.answer() instanceof Answer.Skipped unsaid) {
                reason = unsaid.reason();
            }
            return null;
        }
        int[] begun = node.begun().clone();
        boolean[] settled = node.settled().clone();
        int done = node.done();
        if (!(move.call() instanceof Call.Step)) {
            begun[move.line()]++;
            settled[move.line()] = false;
        }
        if (answer.ret().equals(Outcome.BLOCKED)) {
            if (!move.one().blocks()) {
                return null;
            }
            done += settled[move.line()] ? 0 : 1;
            settled[move.line()] = true;
        } else if (!answer.ret().equals(Outcome.CONTINUE)) {
            answer = ended(driver, move.one(), answer);
            if (!agrees(move.one(), answer) || move.one().blocks() && !settled[move.line()]) {
                return null;
            }
            done += settled[move.line()] ? 0 : 1;
            settled[move.line()] = true;
        }
        driver.settle();
        if (driver.gaveOutWhatIsHeld()) {
            reason = "event " + move.one().event().seq() + ": " + GIVEN_OUT;
            return null;
        }
        Place place = new Place(oracle.moment().fingerprint(), driver.fingerprint(), progress(begun, settled));
        return seen.add(place)
                ? new Node(new Path(node.path(), move), oracle.moment(), driver, begun, settled, done)
                : null;
    }

    /** How far each line is, as a value: a sum of hashes would take different ones for the same. */
    private static IntBuffer progress(int[] begun, boolean[] settled) {
        int[] progress = new int[begun.length];
        for (int line = 0; line < begun.length; line++) {
            progress[line] = 2 * begun[line] + (settled[line] ? 1 : 0);
        }
        return IntBuffer.wrap(progress);
    }

    /** The answer, its names bound to those that the run tells. */
    static Outcome ended(SymbolicDriver driver, One one, Outcome answer) {
        Outcome last = one.last() == null ? Outcome.UNOBSERVED : one.last();
        boolean more = Binder.bind(
                driver.binding(), driver.taskOfThread(), one.event().call(), last, null, answer, driver.state());
        Outcome told = more ? driver.outcome() : answer;
        driver.binding().metUnbound();
        return new Outcome(told.ret(), told.clause(), told.out(), List.of());
    }

    private boolean agrees(One one, Outcome answer) {
        if (one.last() == null) {
            return true;
        }
        boolean same = exact
                ? StateDifference.same(one.last(), answer)
                : StateDifference.observed(one.last(), answer).isEmpty();
        if (!same && SharedSlots.mayDecide(one.last(), answer)) {
            reason = "event " + one.event().seq() + ": " + SharedSlots.REASON;
        }
        return same;
    }
}
