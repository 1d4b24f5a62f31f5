package dev.portolan.conformance.kernel;

/** A kernel under test that cannot be booted, observed or understood; the message says which and why. */
public class KernelFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KernelFailure(String message) {
        super(message);
    }

    public KernelFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
