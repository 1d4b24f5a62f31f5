package dev.portolan.conformance.expect;

/** A file of expectations that cannot be used; the message says which, in which line, and why. */
public final class ExpectationFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExpectationFileException(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
    }
}
