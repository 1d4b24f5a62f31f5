package dev.portolan.conformance.shrink;

import dev.portolan.conformance.replay.Actions;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;

/**
 * What makes two divergences the same.
 *
 * @param action of the specification
 * @param expected the code that should have come back, {@code clause} the clause that decides so
 * @param actual the code that did come back, or null if the kernel failed
 */
public record Kind(String action, String expected, String clause, String actual) {

    /** The kind of a call that diverges. */
    public static Kind of(Call call, Outcome expected, Outcome actual) {
        return new Kind(Actions.of(call), expected.ret(), expected.clause(), actual == null ? null : actual.ret());
    }
}
