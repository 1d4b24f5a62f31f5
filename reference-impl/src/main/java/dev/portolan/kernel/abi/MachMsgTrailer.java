package dev.portolan.kernel.abi;

/** {@code mach_msg_trailer_t}, as far as it is as large in every layout. */
public final class MachMsgTrailer {

    /** The last of the elements that are: type and size alone, sequence number, security token, audit token. */
    public static final int AUDIT = 3;

    /* What each element's trailer has in bytes, those before included. */
    private static final int[] SIZES = {8, 12, 20, 52};

    private MachMsgTrailer() {}

    /** The bytes of a trailer that ends with that element, {@link #AUDIT} at most. */
    public static int size(int lastElement) {
        return SIZES[lastElement];
    }
}
