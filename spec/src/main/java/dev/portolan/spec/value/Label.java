package dev.portolan.spec.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.value.IValue;

/**
 * An action with its arguments: what is written on an edge of the graph.
 *
 * <p>TLC splits the next-state relation at its disjunctions and constant-bounded quantifiers, and gives each part
 * its own context; a label is made once of each part. Labels of one specification are equal only if they are the
 * same object.
 *
 * @see #complete
 */
public final class Label {

    private final int id;
    private final Action action;
    private final String name;
    private final Map<String, TlaValue> parameters;
    private final boolean complete;

    private Label(int id, Action action, OpDefNode operator) {
        this.id = id;
        this.action = action;
        this.name = (operator == null ? action.getName() : operator.getName()).toString();
        FormalParamNode[] formals = operator == null ? new FormalParamNode[0] : operator.getParams();
        Map<String, TlaValue> values = new LinkedHashMap<>();
        boolean all = true;
        for (FormalParamNode parameter : formals) {
            all &= put(values, parameter);
        }
        for (SymbolNode bound : innermostLast(action, formals)) {
            put(values, bound);
        }
        this.parameters = Collections.unmodifiableMap(values);
        this.complete = all;
    }

    private boolean put(Map<String, TlaValue> values, SymbolNode symbol) {
        if (!(action.con.lookup(symbol) instanceof IValue value)) {
            return false;
        }
        values.putIfAbsent(symbol.getName().toString(), TlcValues.of(value));
        return true;
    }

    /** The symbols bound within the action: those that TLC bound after the action's own parameters. */
    private static List<SymbolNode> innermostLast(Action action, FormalParamNode[] formals) {
        Set<SymbolNode> parameters = Set.of(formals);
        Set<SymbolNode> inner = new LinkedHashSet<>();
        action.con.lookupName(name -> {
            boolean outer = parameters.contains(name);
            if (!outer && name != null) {
                inner.add(name);
            }
            return outer;
        });
        List<SymbolNode> ordered = new ArrayList<>(inner);
        Collections.reverse(ordered);
        return ordered;
    }

    /** The labels of all parts of a specification's next-state relation, in TLC's order, which is the {@link #id}. */
    public static List<Label> of(ITool tool) {
        Map<SemanticNode, OpDefNode> definitions = new IdentityHashMap<>();
        for (OpDefNode definition : tool.getRootModule().getOpDefs()) {
            definitions.put(definition.getBody(), definition);
        }
        List<Label> labels = new ArrayList<>();
        for (Action action : tool.getActions()) {
            // Where A(t) is defined as F(x, t) with x a variable, TLC says F and cannot say its arguments.
            OpDefNode operator = definitions.getOrDefault(action.pred, action.getOpDef());
            labels.add(new Label(labels.size(), action, operator));
        }
        return Collections.unmodifiableList(labels);
    }

    /** Dense, from 0, in the order of TLC's actions. */
    public int id() {
        return id;
    }

    /** The name of the operator that is the action. */
    public String name() {
        return name;
    }

    /**
     * The arguments: the operator's parameters in the order of its definition, then what constant-bounded
     * quantifiers inside it bind. Unmodifiable.
     */
    public Map<String, TlaValue> parameters() {
        return parameters;
    }

    /** False if a parameter of the operator is missing, because its bound or argument depends on the state. */
    public boolean complete() {
        return complete;
    }

    /** TLC's own part of the next-state relation. */
    public Action action() {
        return action;
    }

    @Override
    public String toString() {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + " = " + parameter.getValue())
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
