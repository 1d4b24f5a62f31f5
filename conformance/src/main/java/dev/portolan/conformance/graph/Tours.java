package dev.portolan.conformance.graph;

import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.conformance.tlc.CallDecoder;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.StateDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;
import tlc2.value.impl.Value;

/**
 * Random walks over a world's graph, each on one kernel that is never copied, so that states are reached by other
 * histories than the tree's.
 */
final class Tours {

    private static final int STEPS_EACH = 500;

    private final SpecOracle oracle;
    private final WorldConstants constants;
    private final World world;
    private final RandomSteps random;
    private final TlcText text = new TlcText();
    private final OutcomeDecoder outcomes = new OutcomeDecoder(text);
    private final StateDecoder states = new StateDecoder(text, outcomes);
    private long steps;

    Tours(SpecOracle oracle, WorldConstants constants, World world, long seed) {
        this.oracle = oracle;
        this.constants = constants;
        this.world = world;
        this.random = new RandomSteps(oracle, seed);
    }

    long steps() {
        return steps;
    }

    /** Walks that many steps, or to the first divergence. */
    void run(int count) {
        while (steps < count && walk(Math.min(STEPS_EACH, count - steps))) {
            // The next tour begins at boot again.
        }
    }

    private boolean walk(long length) {
        ModelState at = oracle.initialStates().get(0);
        KernelDriver kernel = constants.boot();
        List<Taken> path = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            RandomSteps.Step step = random.next(at);
            if (step == null) {
                // Nobody can move: only where every thread waits.
                return i > 0;
            }
            steps++;
            Taken taken = taken(step, path);
            if (!execute(kernel, taken).conforms()) {
                diverged(path, taken);
                return false;
            }
            path.add(taken);
            at = step.to();
        }
        return true;
    }

    /** A step as the specification has it. */
    private record Taken(Call call, Outcome outcome, KernelState state, boolean changes) {}

    private Taken taken(RandomSteps.Step step, List<Taken> before) {
        Call call = CallDecoder.decode(step.label().name(), step.label().parameters());
        Outcome outcome = outcomes.outcome((Value) step.to().value(WorldWorker.OUTCOME));
        KernelState state =
                states.decode((Value) step.to().value(WorldWorker.KERNEL), null).state();
        boolean changes =
                before.isEmpty() || !before.get(before.size() - 1).state.equals(state);
        return new Taken(call, outcome, state, changes);
    }

    private static Attempt execute(KernelDriver kernel, Taken taken) {
        kernel.binding().startLog();
        Attempt attempt = Attempt.of(kernel, taken.call, taken.outcome, taken.state, true);
        if (attempt.conforms()) {
            kernel.binding().settle(taken.state);
        }
        return attempt;
    }

    /** Tells the divergence, without the steps before it that change nothing if it shows without them too. */
    private void diverged(List<Taken> path, Taken last) {
        if (!told(path.stream().filter(Taken::changes).toList(), last)) {
            told(path, last);
        }
    }

    private boolean told(List<Taken> path, Taken last) {
        KernelDriver kernel = constants.boot();
        List<Hop> hops = new ArrayList<>();
        for (Taken taken : path) {
            if (!execute(kernel, taken).conforms()) {
                return false;
            }
            hops.add(new Hop(taken.call, kernel.binding().log()));
        }
        Attempt attempt = execute(kernel, last);
        if (!attempt.conforms()) {
            world.diverged(hops, last.call, last.outcome, last.state, attempt);
        }
        return !attempt.conforms();
    }
}
