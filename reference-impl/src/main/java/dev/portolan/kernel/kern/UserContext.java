package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.MachMsgTokens;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.ipc.UserMemory;

/**
 * What the user code of a task is, to the kernel.
 *
 * @param memory where the out-of-line parts of messages come from and go to; null for a task that says what they are
 *     instead of where
 * @param tokens for whom it acts
 */
public record UserContext(UserLayout layout, UserMemory memory, MachMsgTokens tokens) {

    /** Of a task whose calls are records: 64-bit, without memory, nobody's. */
    public static final UserContext NONE = new UserContext(UserLayout.LP64, null, MachMsgTokens.NOBODY);

    /** The same in a copied kernel. */
    UserContext copy() {
        return memory == null ? this : new UserContext(layout, memory.copy(), tokens);
    }
}
