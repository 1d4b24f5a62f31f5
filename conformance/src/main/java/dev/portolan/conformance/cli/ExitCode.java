package dev.portolan.conformance.cli;

/** What the process tells its parent. */
final class ExitCode {

    static final int CONFORMS = 0;
    static final int DIVERGES = 1;
    static final int BAD_INPUT = 2;
    static final int COULD_NOT_RUN = 3;

    private ExitCode() {}

    static int of(boolean conforms) {
        return conforms ? CONFORMS : DIVERGES;
    }
}
