package dev.portolan.conformance.cli;

/** Something that the user gave cannot be used; the message says where and what. */
final class InputError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InputError(String message) {
        super(message);
    }
}
