package dev.portolan.conformance.behaviour;

import dev.portolan.conformance.graph.EdgeReader;
import dev.portolan.conformance.graph.ShortestPaths;
import dev.portolan.conformance.graph.WorldConstants;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.ModelKernel;
import dev.portolan.conformance.tlc.CallDecoder;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.StateDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.Optional;
import java.util.stream.Stream;
import tlc2.value.impl.Value;

/**
 * Steps of a model's behaviour as events of a trace.
 *
 * <p>Worlds of calls and of steps say on each edge which call it is. Worlds of claims do not; there the model is
 * asked which call leads from the one state to the other.
 */
final class CallFinder {

    private final ModelKernel model;
    private final WorldConstants constants;
    private final OutcomeDecoder outcomes;
    private final StateDecoder states;

    CallFinder(LoadedModel loaded, WorldConstants constants, boolean stepwise) {
        this.constants = constants;
        Setting setting = new Setting(constants.dialect(), constants.limits(), constants.tasks(), stepwise);
        model = ModelKernel.ofWorld(loaded, setting, constants.slots(), constants.ports());
        TlcText text = new TlcText();
        outcomes = new OutcomeDecoder(text);
        states = new StateDecoder(text, outcomes);
    }

    Outcome outcome(ModelState state) {
        return outcomes.outcome((Value) state.value(EdgeReader.OUTCOME));
    }

    KernelState state(ModelState state) {
        return states.decode((Value) state.value(EdgeReader.KERNEL), null).state();
    }

    /**
     * The call of a step.
     *
     * @throws IllegalStateException if the model has no call that leads there
     */
    Call call(ShortestPaths.Taken step) {
        String action = step.label().name();
        if (WorldConstants.isCall(action)) {
            return CallDecoder.decode(action, step.label().parameters());
        }
        Outcome outcome = outcome(step.to());
        KernelState before = state(step.from());
        KernelState after = state(step.to());
        Stream<Call> candidates = new CallCandidates(constants, before, after).calls();
        Optional<Call> found = candidates
                .filter(call -> leads(step.from(), call, outcome, after))
                .findFirst();
        return found.orElseThrow(
                () -> new IllegalStateException("no call of the model leads over " + step.label() + " to " + outcome));
    }

    private boolean leads(ModelState from, Call call, Outcome outcome, KernelState after) {
        model.enter(from);
        try {
            return model.perform(call) instanceof Answer.Made made
                    && made.outcome().equals(outcome)
                    && model.observe().equals(after);
        } catch (KernelFailure outside) {
            // No world offers it: it would need a port more than the world has.
            return false;
        }
    }
}
