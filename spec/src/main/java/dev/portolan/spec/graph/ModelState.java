package dev.portolan.spec.graph;

import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlcValues;
import java.util.Map;
import tlc2.tool.TLCState;
import tlc2.value.IValue;

/**
 * A state of a model, by reference: nothing is copied.
 *
 * <p>States that TLC explores are normalized and may be read by any thread; those of a {@link SpecOracle} belong to
 * the thread that asked for them.
 */
public final class ModelState {

    private final LoadedModel model;
    private final TLCState state;
    private long fingerprint;
    private boolean fingerprinted;

    ModelState(LoadedModel model, TLCState state) {
        this.model = model;
        this.state = state;
    }

    ModelState(LoadedModel model, TLCState state, long fingerprint) {
        this(model, state);
        this.fingerprint = fingerprint;
        this.fingerprinted = true;
    }

    /**
     * TLC's own value of a variable; it must not be changed.
     *
     * @throws IllegalArgumentException if the model has no such variable
     */
    public IValue value(String variable) {
        return state.lookup(model.variable(variable));
    }

    /**
     * TLC's fingerprint, 64 bits, of the state or of its {@code VIEW} if the model has one. Computed at most once;
     * free of charge for the target of an edge.
     */
    public long fingerprint() {
        if (!fingerprinted) {
            fingerprint = state.fingerPrint();
            fingerprinted = true;
        }
        return fingerprint;
    }

    /** All variables as values outside TLC: slow, for messages. */
    public Map<String, TlaValue> values() {
        return TlcValues.of(state);
    }

    /** TLC's own state; it must not be changed. */
    public TLCState state() {
        return state;
    }

    /** The state in TLA+. */
    @Override
    public String toString() {
        return state.toString();
    }
}
