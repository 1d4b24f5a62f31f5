package dev.portolan.kernel.abi;

/**
 * What the kernel carries from a message's sender to its receiver without ever looking at it.
 *
 * @param complex {@code MACH_MSGH_BITS_COMPLEX}, which a message may have without a descriptor
 * @param sender whom the trailer names
 */
public record MachMsgEnvelope(boolean complex, MachMsgTokens sender) {

    /** Of a message whose call was a record, and said nothing of either. */
    public static final MachMsgEnvelope NOBODYS = new MachMsgEnvelope(false, MachMsgTokens.NOBODY);

    /** Of a message that the kernel sends. */
    public static final MachMsgEnvelope KERNELS = new MachMsgEnvelope(false, MachMsgTokens.KERNEL);
}
