package dev.portolan.conformance.graph;

import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.value.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The way by which each state was reached first, while one worker of TLC explores a graph.
 *
 * <p>A single worker takes states in the order of their distance, so these ways are shortest ones. For one worker only.
 */
public class ShortestPaths implements GraphListener, EdgeListener {

    private final SpanningTree tree = new SpanningTree();
    private long[] fingerprints = new long[1 << 11];
    private int sourceIndex;
    private long edges;

    /**
     * Edges from the initial state on.
     *
     * @param labels their labels
     * @param fingerprints of the state that each leads to
     */
    public record Path(int[] labels, long[] fingerprints) {

        public int length() {
            return labels.length;
        }
    }

    /** A step of a behaviour: what was done and where it led. */
    public record Taken(Label label, ModelState from, ModelState to) {}

    @Override
    public void initial(ModelState state) {
        tree.addRoot(state.fingerprint());
        fingerprints[0] = state.fingerprint();
    }

    @Override
    public EdgeListener worker(int worker) {
        return this;
    }

    @Override
    public void source(ModelState source) {
        sourceIndex = tree.indexOf(source.fingerprint());
    }

    @Override
    public void edge(ModelState target, boolean isNew, Label label) {
        edges++;
        if (isNew) {
            int index = tree.add(target.fingerprint(), sourceIndex, label.id());
            if (index >= fingerprints.length) {
                fingerprints = Arrays.copyOf(fingerprints, 2 * index);
            }
            fingerprints[index] = target.fingerprint();
        }
    }

    /** The way to the current source and on over this edge. */
    public final Path over(ModelState target, Label label) {
        int[] before = tree.path(sourceIndex);
        int[] labels = Arrays.copyOf(before, before.length + 1);
        labels[before.length] = label.id();
        int[] states = tree.states(sourceIndex);
        long[] ends = new long[labels.length];
        for (int i = 0; i < before.length; i++) {
            ends[i] = fingerprints[states[i + 1]];
        }
        ends[before.length] = target.fingerprint();
        return new Path(labels, ends);
    }

    public final long edges() {
        return edges;
    }

    public final int states() {
        return tree.size();
    }

    /**
     * Goes a way once more, the exploration being over.
     *
     * @param last what the end of the last step has to be, beside leading to the right state
     */
    public static List<Taken> walk(SpecOracle oracle, Path path, Predicate<ModelState> last) {
        List<Taken> taken = new ArrayList<>();
        ModelState at = oracle.initialStates().get(0);
        for (int i = 0; i < path.length(); i++) {
            Label label = oracle.labels().get(path.labels()[i]);
            Predicate<ModelState> wanted = i == path.length() - 1 ? last : state -> true;
            ModelState to = successor(oracle, at, label, path.fingerprints()[i], wanted);
            taken.add(new Taken(label, at, Objects.requireNonNull(to, "an edge that is not there again")));
            at = to;
        }
        return taken;
    }

    private static ModelState successor(
            SpecOracle oracle, ModelState at, Label label, long fingerprint, Predicate<ModelState> wanted) {
        for (ModelState to : oracle.successors(at, label)) {
            to.state().deepNormalize();
            if (to.fingerprint() == fingerprint && wanted.test(to)) {
                return to;
            }
        }
        return null;
    }
}
