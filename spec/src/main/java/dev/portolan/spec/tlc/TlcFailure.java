package dev.portolan.spec.tlc;

/** TLC could not be run to an answer, for a reason that is not in the specification: memory, disk, the jar. */
public final class TlcFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TlcFailure(String message) {
        super(message);
    }

    public TlcFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
