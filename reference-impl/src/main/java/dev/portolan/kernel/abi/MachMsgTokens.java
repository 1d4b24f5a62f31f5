package dev.portolan.kernel.abi;

import java.util.Collections;
import java.util.List;

/**
 * For whom the sender of a message acts: {@code security_token_t} and {@code audit_token_t}.
 *
 * @param audit the eight words of the audit token
 */
public record MachMsgTokens(int uid, int gid, List<Integer> audit) {

    /** The words of an audit token. */
    public static final int AUDIT_WORDS = 8;

    private static final List<Integer> NO_AUDIT = Collections.nCopies(AUDIT_WORDS, 0);

    /** Those of a task that acts for nobody in particular. */
    public static final MachMsgTokens NOBODY = new MachMsgTokens(0, 0, NO_AUDIT);

    /** {@code KERNEL_SECURITY_TOKEN}, {@code KERNEL_AUDIT_TOKEN}. */
    public static final MachMsgTokens KERNEL = new MachMsgTokens(0, 1, NO_AUDIT);

    public MachMsgTokens {
        if (audit.size() != AUDIT_WORDS) {
            throw new IllegalArgumentException("an audit token of " + audit.size() + " words");
        }
        audit = List.copyOf(audit);
    }
}
