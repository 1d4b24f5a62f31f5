package dev.portolan.conformance.suite;

import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.expect.Expectation;
import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.graph.WorldGraph;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.ProtocolViolation;
import dev.portolan.conformance.replay.Evidence;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * One world walked by a kernel: every labelled edge, by sequences of calls from reset.
 *
 * <p>First one edge of every kind, so that a small budget is well spent; then all. An edge that diverges is not
 * walked again, and what lies behind it only, is not reached. One walk for each object.
 */
public final class WorldWalk {

    /** After so many divergences the world is not walked any further. */
    private static final int DIVERGENCES_ENOUGH = 500;

    /** After so many crashes the world is not walked any further: each may have taken a time-out. */
    private static final int CRASHES_ENOUGH = 20;

    private static final int KINDS_KEPT = 200;
    private static final int PROGRESS_STEPS = 256;
    private static final int TOGETHER_MAX = 128;
    private static final long MOMENT_NANOSECONDS = 250_000_000;

    private final WorldGraph graph;
    private final KernelUnderTest kernel;
    private final ExpectationTally tally;
    private final Budget budget;
    private final LongConsumer progress;
    private final EdgeKind.Table kinds;
    private final Coverage coverage;
    private final Expectation[] expected;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Set<String> hidden = new TreeSet<>();
    private final long start = System.nanoTime();

    /* Where the kernel stands, and the edges from reset that led there; at -1 before the first reset. */
    private SymbolicDriver driver;
    private int at = -1;
    private int[] path = new int[64];
    private int pathLength;

    /* How many calls are made together, and the states whose loops are made one by one. */
    private int together = 8;
    private final BitSet oneByOne = new BitSet();

    private long steps;
    private long resets;
    private int divergences;
    private int crashes;
    private String ended;

    /**
     * @param tally is told how calls came out of which something is expected
     * @param progress is told now and then how many edges are not open any more
     */
    public WorldWalk(
            WorldGraph graph, KernelUnderTest kernel, ExpectationTally tally, Budget budget, LongConsumer progress) {
        this.graph = graph;
        this.kernel = kernel;
        this.tally = tally;
        this.budget = budget;
        this.progress = progress;
        kinds = new EdgeKind.Table(graph);
        coverage = new Coverage(graph, kinds);
        expected = new Expectation[graph.edges()];
    }

    /**
     * Walks to the end, or until the budget is spent.
     *
     * @throws KernelFailure if the kernel cannot be had in this world
     * @throws ProtocolViolation if the kernel cannot be understood
     * @throws InterruptedException if the thread is interrupted; the kernel is between two calls then
     */
    public WalkReport run() throws InterruptedException {
        applyExpectations();
        reset();
        try {
            cover(edge -> !coverage.isKindExecuted(edge), false);
            cover(edge -> true, true);
        } catch (ProtocolViolation violation) {
            throw violation;
        } catch (KernelFailure failure) {
            ended = failure.getMessage();
        }
        tellExpectations();
        return report();
    }

    /**
     * Executes what is wanted as far as it can be reached.
     *
     * @param all whether every edge is wanted, so that those that stay in a state can be executed together
     */
    private void cover(IntPredicate wanted, boolean all) throws InterruptedException {
        Tour tour = new Tour(graph, coverage, wanted);
        while (ended == null) {
            Tour.Leg leg = tour.next(Math.max(at, 0));
            if (leg == Tour.NONE) {
                return;
            }
            if (leg.fromReset() || at < 0) {
                reset();
            }
            boolean there = true;
            for (int i = 0; i < leg.edges().length && there && ended == null; i++) {
                int edge = leg.edges()[i];
                there = all && graph.target(edge) == graph.source(edge) ? stay(tour, edge) : step(tour, edge);
            }
        }
    }

    /** Walks an edge that leads nowhere, and others with it; answers whether the kernel is still there. */
    private boolean stay(Tour tour, int edge) throws InterruptedException {
        int[] loops = oneByOne.get(graph.source(edge)) ? new int[0] : loops(graph.source(edge));
        if (loops.length < 2) {
            return step(tour, edge);
        }
        long begun = System.nanoTime();
        List<Call> calls = Arrays.stream(loops).mapToObj(graph::call).toList();
        if (!driver.performAhead(calls)) {
            // Which call the kernel did not survive is told by making them one by one.
            oneByOne.set(graph.source(edge));
            steps += loops.length;
            at = -1;
            return false;
        }
        adapt(System.nanoTime() - begun);
        for (int loop : loops) {
            if (!step(tour, loop)) {
                return false;
            }
        }
        return true;
    }

    /** So many calls together as a kernel makes in a moment; a slow one would seem not to answer. */
    private void adapt(long nanoseconds) {
        if (nanoseconds < MOMENT_NANOSECONDS) {
            together = Math.min(2 * together, TOGETHER_MAX);
        } else {
            together = Math.max(together / 2, 1);
        }
    }

    /** Open edges that stay in a state and of which no failure is expected; no more than can be made together. */
    private int[] loops(int state) {
        long left = Math.min(together, budget.steps() - steps - resets);
        return IntStream.range(graph.firstEdge(state), graph.endOfEdges(state))
                .filter(edge -> graph.target(edge) == state && coverage.isOpen(edge) && expected[edge] == null)
                .limit(Math.max(0, left))
                .toArray();
    }

    private void reset() {
        resets++;
        driver = SymbolicDriver.boot(kernel, graph.setting());
        Boot.fixNames(driver, graph.names());
        at = 0;
        pathLength = 0;
    }

    /** Walks one edge; answers whether the kernel is at its end now. */
    private boolean step(Tour tour, int edge) throws InterruptedException {
        spend();
        if (ended != null) {
            return false;
        }
        Attempt attempt = attempt(edge);
        if (attempt.conforms()) {
            if (coverage.isOpen(edge)) {
                coverage.executed(edge, EdgeStatus.CONFORMS);
            }
            at = graph.target(edge);
            append(edge);
            return true;
        }
        Answer refusal = attempt.notMade();
        if (refusal instanceof Answer.Unsupported unsupported) {
            coverage.refusedEverywhere(graph.callNumber(edge), EdgeStatus.UNSUPPORTED, unsupported.reason());
            if (coverage.of(edge).isPassable()) {
                // A kernel that made the call before; whoever planned to pass here again would do so for ever.
                coverage.refused(edge, EdgeStatus.UNSUPPORTED, unsupported.reason());
            }
        } else if (refusal instanceof Answer.Skipped skipped) {
            coverage.refused(edge, EdgeStatus.SKIPPED, skipped.reason());
        } else {
            diverged(tour, edge, attempt, refusal instanceof Answer.Crashed);
        }
        return false;
    }

    private void spend() throws InterruptedException {
        if (steps++ % PROGRESS_STEPS == 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while walking " + graph.model());
            }
            progress.accept(graph.edges() - coverage.open());
        }
        if (steps + resets > budget.steps()) {
            ended = "the budget of steps is spent";
        } else if (System.nanoTime() - start > budget.time().toNanos()) {
            ended = "the budget of time is spent";
        }
        if (ended != null) {
            steps--;
        }
    }

    private Attempt attempt(int edge) {
        Attempt attempt =
                Attempt.of(driver, graph.call(edge), graph.outcome(edge), graph.state(graph.target(edge)), true);
        if (attempt.conforms() && graph.target(edge) != graph.source(edge)) {
            attempt.settle(driver);
        }
        hidden.addAll(attempt.hidden());
        return attempt;
    }

    private void append(int edge) {
        if (pathLength == path.length) {
            path = Arrays.copyOf(path, 2 * pathLength);
        }
        path[pathLength++] = edge;
    }

    private void diverged(Tour tour, int edge, Attempt attempt, boolean crashed) {
        at = -1;
        if (crashed && ++crashes == CRASHES_ENOUGH) {
            ended = CRASHES_ENOUGH + " crashes are enough";
        }
        if (expected[edge] != null) {
            coverage.failed(edge, expected[edge].why());
            return;
        }
        coverage.executed(edge, EdgeStatus.DIVERGES);
        if (++divergences == DIVERGENCES_ENOUGH) {
            ended = DIVERGENCES_ENOUGH + " divergences are enough";
        }
        String kind = kind(edge, attempt.outcome());
        if (findings.size() < KINDS_KEPT && !findings.containsKey(kind)) {
            append(edge);
            findings.put(kind, shortened(tour, kind, finding(Arrays.copyOf(path, pathLength), attempt)));
        }
    }

    private String kind(int edge, Outcome actual) {
        return kinds.kind(kinds.of(edge)) + " " + (actual == null ? "failure" : actual.ret());
    }

    private Finding finding(int[] way, Attempt attempt) {
        int edge = way[way.length - 1];
        Evidence evidence = new Evidence(
                graph.call(edge),
                graph.state(graph.source(edge)),
                graph.outcome(edge),
                graph.state(graph.target(edge)),
                attempt.outcome(),
                attempt.differences(true));
        return new Finding(graph, kinds.kind(kinds.of(edge)), way, evidence);
    }

    /** The finding by a shorter way to an edge of its kind, or without the calls that change nothing. */
    private Finding shortened(Tour tour, String kind, Finding found) {
        int last = found.edges()[found.edges().length - 1];
        int kindOfEdge = kinds.of(last);
        int[] moves = Arrays.stream(found.edges())
                .filter(edge -> edge == last || graph.source(edge) != graph.target(edge))
                .toArray();
        int[][] ways = {
            tour.fromReset(edge -> kinds.of(edge) == kindOfEdge && coverage.of(edge) != EdgeStatus.UNSUPPORTED),
            tour.fromReset(edge -> edge == last),
            moves
        };
        for (int[] way : ways) {
            Finding shorter = way == null || way.length >= found.edges().length ? null : again(way, kind);
            if (shorter != null) {
                return shorter;
            }
        }
        return found;
    }

    /** The same kind of divergence at the end of another way, or null if it does not show there. */
    private Finding again(int[] way, String kind) {
        reset();
        at = -1;
        for (int i = 0; i < way.length; i++) {
            steps++;
            Attempt attempt = attempt(way[i]);
            if (!attempt.conforms()) {
                boolean same = i == way.length - 1
                        && !attempt.isDeclined()
                        && kind(way[i], attempt.outcome()).equals(kind);
                return same ? finding(way, attempt) : null;
            }
        }
        return null;
    }

    private void applyExpectations() {
        if (tally.expectations().all().isEmpty()) {
            return;
        }
        String dialect = graph.setting().dialect();
        for (int edge = 0; edge < expected.length; edge++) {
            Expectation one = tally.expectations().of(graph.model(), dialect, graph.call(edge), graph.outcome(edge));
            if (one != null && one.effect() == Expectation.Effect.SKIP) {
                coverage.refused(edge, EdgeStatus.SKIPPED, one.why());
                tally.skipped(one, 1);
            } else {
                expected[edge] = one;
            }
        }
    }

    private void tellExpectations() {
        for (int edge = 0; edge < expected.length; edge++) {
            if (expected[edge] != null && coverage.of(edge) == EdgeStatus.FAILS_AS_EXPECTED) {
                tally.failed(expected[edge], 1);
            } else if (expected[edge] != null && coverage.of(edge) == EdgeStatus.CONFORMS) {
                tally.passed(expected[edge], 1);
            }
        }
    }

    private WalkReport report() {
        progress.accept(graph.edges());
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        return new WalkTotals(graph, kinds, coverage)
                .report(steps, resets, taken, ended, hidden, List.copyOf(findings.values()));
    }
}
