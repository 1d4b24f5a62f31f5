package dev.portolan.conformance.validate;

import dev.portolan.traces.Outcome;
import java.util.Set;

/**
 * The one answer that hangs on how a kernel numbers its names: a right is refused under a free name if another name has
 * its slot, clauses ipc.insert_right.17 and ipc.allocate_name.5. Names of traces are symbols, so no model can tell which ones share a slot.
 */
final class SharedSlots {

    static final String REASON = "whether two names share a slot is the kernel's own business";

    private static final Set<String> SLOT_IS_TAKEN = Set.of("ipc.insert_right.17", "ipc.allocate_name.5");
    private static final String TAKEN = "KERN_FAILURE";

    /** What else may become of a right under a free name, and its codes. */
    private static final Set<String> SLOT_IS_FREE = Set.of(
            "ipc.insert_right.11",
            "ipc.insert_right.12",
            "ipc.insert_right.16",
            "ipc.allocate_name.6",
            "ipc.allocate_name.7");

    private static final Set<String> FREE = Set.of("KERN_NO_SPACE", "KERN_RIGHT_EXISTS", "KERN_SUCCESS");

    private SharedSlots() {}

    /**
     * True if the two answers may differ for that alone. Not where a check before it, or one of a name in use, decided.
     *
     * @param answer the model's, with the clause that decided
     */
    static boolean mayDecide(Outcome seen, Outcome answer) {
        String code = seen.ret();
        // A step that refuses the right goes on to release it, whatever the code will be.
        boolean unsaid = code == null || code.equals(Outcome.CONTINUE);
        return SLOT_IS_TAKEN.contains(String.valueOf(answer.clause()))
                ? unsaid || FREE.contains(code)
                : SLOT_IS_FREE.contains(answer.clause()) && (unsaid || code.equals(TAKEN));
    }
}
