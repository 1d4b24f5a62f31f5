package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.bool;
import static dev.portolan.conformance.exc.Values.record;

import dev.portolan.spec.value.TlaValue;

/**
 * What an action came to, as the model tells it.
 *
 * @param ret a return code, or that the call goes on or waits
 * @param out what it answers besides
 */
public record Told(String ret, TlaValue out) {

    static final String BLOCKED = "BLOCKED";
    static final String CONTINUE = "CONTINUE";

    /** Nothing besides. */
    public static final TlaValue NO_OUT = record("none", bool(true));

    static Told of(String ret) {
        return new Told(ret, NO_OUT);
    }
}
