package dev.portolan.kernel.abi;

/** How user code of a task lays out what it and the kernel tell each other: by the width of its addresses. */
public enum UserLayout {
    LP64(8),
    ILP32(4);

    /** The bytes that a 64-bit task's descriptor with an address takes. */
    private static final int LP64_DESCRIPTOR_SIZE = 16;

    private static final int LEAST_DESCRIPTOR_SIZE = 12;

    private final int addressSize;

    UserLayout(int addressSize) {
        this.addressSize = addressSize;
    }

    /** The bytes that an address takes. */
    public int addressSize() {
        return addressSize;
    }

    /** The bytes that a descriptor with an address or a context takes; a port descriptor takes 12 in either. */
    public int wideDescriptorSize() {
        return this == LP64 ? LP64_DESCRIPTOR_SIZE : LEAST_DESCRIPTOR_SIZE;
    }

    /** How many bytes here is a message of so many bytes of a 64-bit task's, so many of its descriptors being wide. */
    public int sizeOf(int lp64Size, int wideDescriptors) {
        return lp64Size - wideDescriptors * (LP64_DESCRIPTOR_SIZE - wideDescriptorSize());
    }

    /** How many bytes of a 64-bit task's is a message of so many bytes here; the inverse of {@link #sizeOf}. */
    public int lp64SizeOf(int size, int wideDescriptors) {
        return size + wideDescriptors * (LP64_DESCRIPTOR_SIZE - wideDescriptorSize());
    }
}
