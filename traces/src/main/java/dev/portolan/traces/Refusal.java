package dev.portolan.traces;

import java.io.IOException;

/** A value within a line that is not what it should be; {@link TraceReader} adds file and line. */
final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    private final int column;

    Refusal(int column, String reason) {
        super(reason);
        this.column = column;
    }

    int column() {
        return column;
    }
}
