package dev.portolan.conformance.kernel;

import dev.portolan.traces.Outcome;

/** What came of asking a kernel to make a call. */
public sealed interface Answer {

    /** The call was made. */
    record Made(Outcome outcome) implements Answer {}

    /** The kernel does not have this call, or not with these arguments. Nothing happened. */
    record Unsupported(String reason) implements Answer {}

    /** The kernel would rather not make this call now. Nothing happened. */
    record Skipped(String reason) implements Answer {}

    /** The kernel failed in making the call, says so itself, and cannot go on before a reset. */
    record Failed(String message) implements Answer {}

    /** The kernel ended, or was ended because it did not answer, while it made the call. */
    record Crashed(String message) implements Answer {}
}
