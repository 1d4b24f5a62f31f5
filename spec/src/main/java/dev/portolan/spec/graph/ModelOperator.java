package dev.portolan.spec.graph;

import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.EvalControl;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/**
 * An operator of a loaded model, applied to values: no state of the model is involved and no action enumerated.
 *
 * <p>Not while the model is being explored; one thread at a time.
 */
public final class ModelOperator {

    private final FastTool tool;
    private final OpDefNode definition;

    /* Where there is no next state TLC does not keep the value of a definition that it has evaluated. */
    private final TLCState nowhere = TLCState.Empty.createEmpty();

    /**
     * Looks the operator up.
     *
     * @throws IllegalArgumentException if the model has none of that name and number of parameters
     */
    public ModelOperator(LoadedModel model, String name, int parameters) {
        this.tool = model.tool();
        this.definition = find(model, name);
        if (definition == null || definition.getParams().length != parameters) {
            throw new IllegalArgumentException(
                    model.model().name() + " has no operator " + name + " of " + parameters + " parameters");
        }
    }

    private static OpDefNode find(LoadedModel model, String name) {
        for (OpDefNode candidate : model.tool().getRootModule().getOpDefs()) {
            if (candidate.getName().toString().equals(name)) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * The operator's value for these arguments, as TLC evaluates it: before its parts are compared, those that are not
     * parts of the arguments have to be normalized.
     *
     * @throws RuntimeException TLC's own, if the operator says nothing of such arguments
     */
    public Value apply(Value... arguments) {
        Context context = Context.Empty;
        FormalParamNode[] parameters = definition.getParams();
        for (int i = 0; i < parameters.length; i++) {
            context = context.cons(parameters[i], arguments[i]);
        }
        return tool.eval(definition.getBody(), context, nowhere, nowhere, EvalControl.Clear, CostModel.DO_NOT_RECORD);
    }
}
