package dev.portolan.kernel.abi;

/** Something that cannot happen has happened: a fault of the kernel, never of its caller. */
public final class KernelPanic extends AssertionError {

    private static final long serialVersionUID = 1L;

    public KernelPanic(String message) {
        super(message);
    }
}
