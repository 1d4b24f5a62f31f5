package dev.portolan.kernel.abi;

/** {@code kern_return_t}: what a port call answers. */
public enum KernReturn implements ReturnCode {
    KERN_SUCCESS(0),
    KERN_INVALID_ADDRESS(1),
    KERN_PROTECTION_FAILURE(2),
    KERN_NO_SPACE(3),
    KERN_INVALID_ARGUMENT(4),
    KERN_FAILURE(5),
    KERN_RESOURCE_SHORTAGE(6),
    KERN_NO_ACCESS(8),
    KERN_ALREADY_IN_SET(11),
    KERN_NOT_IN_SET(12),
    KERN_NAME_EXISTS(13),
    KERN_INVALID_NAME(15),
    KERN_INVALID_TASK(16),
    KERN_INVALID_RIGHT(17),
    KERN_INVALID_VALUE(18),
    KERN_UREFS_OVERFLOW(19),
    KERN_INVALID_CAPABILITY(20),
    KERN_RIGHT_EXISTS(21),
    KERN_TERMINATED(37),
    KERN_NOT_SUPPORTED(46);

    private final int code;

    KernReturn(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
