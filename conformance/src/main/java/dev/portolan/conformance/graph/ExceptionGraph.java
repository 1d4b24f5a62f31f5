package dev.portolan.conformance.graph;

import dev.portolan.conformance.exc.ExceptionKernel;
import dev.portolan.conformance.exc.ExceptionState;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.Label;
import dev.portolan.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The graph of one world of exceptions while it is executed: what TLC's threads share.
 *
 * <p>As in a {@link World}, a kernel is brought to each state by the steps of its path, and each edge is executed on a copy
 * of it. Safe for use by several threads.
 */
final class ExceptionGraph implements GraphListener {

    private static final int KINDS_KEPT = 20;
    private static final long ENOUGH = 500;
    private static final int KERNELS_KEPT = 20_000;
    private static final Comparator<List<String>> IN_ORDER = Comparator.comparing(List::toString);

    private final Function<ModelState, ExceptionKernel> boot;
    private Runnable stop = () -> {};
    private final SpanningTree tree = new SpanningTree();
    private final Map<ExceptionStep, Integer> numbers = new HashMap<>();
    private final List<ExceptionStep> steps = new ArrayList<>();
    private final Map<Integer, ExceptionKernel> roots = new ConcurrentHashMap<>();
    private final Map<Integer, ExceptionKernel> kept = new ConcurrentHashMap<>();
    private final Map<Long, TlaValue> states = new ConcurrentHashMap<>();
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private long divergences;

    /** The first divergence of its kind, of those after the fewest steps. */
    record Finding(List<ExceptionStep> path, ExceptionStep step, ExceptionAttempt attempt) {

        Divergence divergence(Citations citations, String model, long seed) {
            List<String> calls = new ArrayList<>();
            path.forEach(one -> calls.add(one.toString()));
            calls.add(step.toString());
            String clause = attempt.expected().clause();
            return new Divergence(
                            model,
                            null,
                            step.toString(),
                            attempt.expected().ret(),
                            attempt.actual() == null
                                    ? "nothing"
                                    : attempt.actual().ret(),
                            attempt.differences(),
                            clause,
                            citations.sentence(clause),
                            step.action(),
                            citations.methods(step.action()),
                            calls,
                            null,
                            citations.checks(clause, step.action()),
                            null,
                            null,
                            null,
                            null)
                    .again("portolan conform " + model + " --seed " + seed);
        }
    }

    /** @param boot a kernel in an initial state */
    ExceptionGraph(Function<ModelState, ExceptionKernel> boot) {
        this.boot = boot;
    }

    /** What ends the exploration. */
    void onEnough(Runnable end) {
        stop = end;
    }

    @Override
    public void initial(ModelState state) {
        tree.addRoot(state.fingerprint());
        roots.put(tree.indexOf(state.fingerprint()), boot.apply(state));
    }

    @Override
    public EdgeListener worker(int worker) {
        Worker fresh = new Worker();
        workers.add(fresh);
        return fresh;
    }

    long edges() {
        return workers.stream().mapToLong(worker -> worker.edges).sum();
    }

    long executed() {
        return workers.stream().mapToLong(worker -> worker.executed).sum();
    }

    long stateChanging() {
        return workers.stream().mapToLong(worker -> worker.stateChanging).sum();
    }

    /** Edges by action, return code and deciding clause. */
    Map<List<String>, Long> coverage() {
        Map<List<String>, Long> sums = new TreeMap<>(IN_ORDER);
        workers.forEach(worker -> worker.counts.forEach((key, edges) -> sums.merge(key, edges, Long::sum)));
        return sums;
    }

    synchronized long divergences() {
        return divergences;
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    /** Notes a divergence after this path from an initial state; of each kind one after the fewest steps is kept. */
    synchronized void diverged(List<ExceptionStep> path, ExceptionStep step, ExceptionAttempt attempt) {
        if (++divergences == ENOUGH) {
            stop.run();
        }
        String actual = attempt.actual() == null ? "panic" : attempt.actual().ret();
        String kind = step.action() + " " + attempt.expected().ret() + " "
                + attempt.expected().clause() + " " + actual;
        Finding known = findings.get(kind);
        boolean isFirst = known == null && findings.size() < KINDS_KEPT;
        if (isFirst || known != null && path.size() < known.path().size()) {
            findings.put(kind, new Finding(List.copyOf(path), step, attempt));
        }
    }

    private TlaValue state(ModelState state) {
        return states.computeIfAbsent(
                state.fingerprint(), known -> ExceptionState.of(ExceptionConformance.kernel(state)));
    }

    private synchronized int number(ExceptionStep step) {
        return numbers.computeIfAbsent(step, fresh -> {
            steps.add(fresh);
            return steps.size() - 1;
        });
    }

    private synchronized List<ExceptionStep> path(int index) {
        List<ExceptionStep> path = new ArrayList<>();
        for (int number : tree.path(index)) {
            path.add(steps.get(number));
        }
        return path;
    }

    private ExceptionKernel kernelAt(int index) {
        ExceptionKernel early = kept.remove(index);
        if (early != null) {
            return early;
        }
        ExceptionKernel kernel = roots.get(tree.states(index)[0]).copy();
        path(index).forEach(step -> kernel.perform(step.action(), step.arguments()));
        return kernel;
    }

    private void grow(long fingerprint, int parent, ExceptionStep step, ExceptionKernel kernel) {
        int index = tree.add(fingerprint, parent, number(step));
        if (index >= 0 && kept.size() < KERNELS_KEPT) {
            kept.put(index, kernel);
        }
    }

    /** Executes the edges that one of TLC's threads finds. */
    private final class Worker implements EdgeListener {

        /* Read by other threads for progress only. */
        private volatile long edges;
        private long executed;
        private long stateChanging;
        private final Map<List<String>, Long> counts = new HashMap<>();

        private int sourceIndex;
        private TlaValue sourceState;
        private ExceptionKernel atSource;

        /* A copy of the source's kernel in the source's state, or null; and whether calls were made on it already. */
        private ExceptionKernel work;
        private boolean used;

        @Override
        public void source(ModelState source) {
            sourceState = state(source);
            sourceIndex = tree.indexOf(source.fingerprint());
            atSource = sourceIndex < 0 ? null : kernelAt(sourceIndex);
            work = null;
        }

        @Override
        public void edge(ModelState target, boolean isNew, Label label) {
            edges++;
            ExceptionStep step = ExceptionStep.of(label, sourceState);
            ExceptionAttempt.Outcome expected = ExceptionAttempt.outcome(target);
            counts.merge(List.of(step.action(), expected.ret(), expected.clause()), 1L, Long::sum);
            TlaValue expectedState = state(target);
            boolean changes = !expectedState.equals(sourceState);
            stateChanging += changes ? 1 : 0;
            if (atSource == null) {
                return;
            }
            executed++;
            if (work == null || isNew && used) {
                work = atSource.copy();
                used = false;
            }
            ExceptionAttempt attempt = ExceptionAttempt.of(work, step, expected, expectedState, isNew);
            if (!attempt.conforms()) {
                diverged(path(sourceIndex), step, attempt);
            } else if (isNew) {
                grow(target.fingerprint(), sourceIndex, step, work);
            }
            used = true;
            if (changes || isNew || !attempt.conforms()) {
                work = null;
            }
        }
    }
}
