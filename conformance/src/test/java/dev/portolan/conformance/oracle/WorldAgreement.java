package dev.portolan.conformance.oracle;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.tlc.CallDecoder;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.StateDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.value.Label;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tlc2.value.impl.Value;

/** Walks a world edge by edge, its own actions beside {@code Perform}; runs in {@link IsolatedClasses}. */
public final class WorldAgreement {

    private final TlcText text = new TlcText();
    private final OutcomeDecoder outcomes = new OutcomeDecoder(text);
    private final StateDecoder states = new StateDecoder(text, outcomes);

    private WorldAgreement() {}

    /**
     * Walks the first states of a world, breadth first.
     *
     * @return the number of edges, or what differs at the first that does
     */
    public static String check(String model, String dialect, boolean stepwise, int most) {
        SpecFiles files = SpecFiles.packaged();
        try (LoadedModel world = LoadedModel.load(files, Manifest.of(files).model(model))) {
            Setting setting =
                    new Setting(dialect, Map.of(), Map.of("A", List.of("A1", "A2"), "B", List.of()), stepwise);
            return new WorldAgreement().walk(world, ModelKernel.ofWorld(world, setting, 2, 2), most);
        }
    }

    private String walk(LoadedModel world, ModelKernel kernel, int most) {
        SpecOracle oracle = new SpecOracle(world);
        Deque<ModelState> open = new ArrayDeque<>(oracle.initialStates());
        Set<Long> seen = new HashSet<>();
        open.forEach(state -> seen.add(state.fingerprint()));
        long edges = 0;
        for (int states = 0; states < most && !open.isEmpty(); states++) {
            ModelState from = open.pop();
            for (Label label : oracle.labels()) {
                for (ModelState to : oracle.successors(from, label)) {
                    to.state().deepNormalize();
                    edges++;
                    String difference = difference(kernel, from, label, to);
                    if (difference != null) {
                        return difference;
                    }
                    if (seen.add(to.fingerprint())) {
                        open.add(to);
                    }
                }
            }
        }
        return Long.toString(edges);
    }

    private String difference(ModelKernel kernel, ModelState from, Label label, ModelState to) {
        kernel.enter(from);
        Call call = CallDecoder.decode(label.name(), label.parameters());
        Answer answer = kernel.perform(call);
        Outcome outcome = outcomes.outcome((Value) to.value("outcome"));
        KernelState state = states.decode((Value) to.value("kernel"), null).state();
        boolean same = answer instanceof Answer.Made made && made.outcome().equals(outcome);
        if (same && kernel.observe().equals(state)) {
            return null;
        }
        return call + ": " + outcome + " " + state + ", by Perform " + answer + " " + kernel.observe();
    }
}
