package dev.portolan.conformance.graph;

import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.value.Label;
import java.util.List;
import java.util.Random;
import tlc2.value.impl.Value;

/** Steps of a model drawn at random, those that change its state before those that do not. */
public final class RandomSteps {

    /** Edges that leave a state alone are many, and lead nowhere. */
    private static final int TRIES_FOR_CHANGE = 4;

    private final SpecOracle oracle;
    private final List<Label> labels;
    private final Random random;

    public RandomSteps(SpecOracle oracle, long seed) {
        this.oracle = oracle;
        this.labels = oracle.labels();
        this.random = new Random(seed);
    }

    /** A step and the state that it leads to. */
    public record Step(Label label, ModelState to) {}

    /** The next step, or null if there is none. */
    public Step next(ModelState from) {
        Step idle = null;
        int tries = 0;
        Value before = (Value) from.value(EdgeReader.KERNEL);
        int first = random.nextInt(labels.size());
        // A random stride without a factor in common with the labels, and one turn: each is tried once.
        int stride = stride();
        for (int i = 0; i < labels.size(); i++) {
            Label label = labels.get((int) ((first + (long) i * stride) % labels.size()));
            List<ModelState> found = oracle.successors(from, label);
            if (found.isEmpty()) {
                continue;
            }
            ModelState to = found.get(random.nextInt(found.size()));
            // As TLC does with each state that it keeps: its values share parts, which normalizing moves about.
            to.state().deepNormalize();
            if (!before.equals(to.value(EdgeReader.KERNEL)) || ++tries > TRIES_FOR_CHANGE) {
                return new Step(label, to);
            }
            idle = new Step(label, to);
        }
        return idle;
    }

    private int stride() {
        int stride = 1 + random.nextInt(labels.size());
        while (gcd(stride, labels.size()) != 1) {
            stride = stride % labels.size() + 1;
        }
        return stride;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
