package dev.portolan.conformance.validate;

import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;

/**
 * The one answer that hangs on how a kernel numbers its names: a right is refused under a free name if another name has
 * its slot, clause ipc.insert_right.17. Names of traces are symbols, so no model can tell which ones share a slot.
 */
final class SharedSlots {

    static final String REASON = "whether two names share a slot is the kernel's own business";

    private static final String SLOT_IS_TAKEN = "KERN_FAILURE";

    private SharedSlots() {}

    /** True if the two answers may differ for that alone. */
    static boolean mayDecide(Call call, Outcome seen, Outcome answer) {
        return call instanceof Call.MachPortInsertRight
                && (SLOT_IS_TAKEN.equals(seen.ret()) || SLOT_IS_TAKEN.equals(answer.ret()));
    }
}
