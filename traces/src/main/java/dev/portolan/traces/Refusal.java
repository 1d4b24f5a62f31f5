package dev.portolan.traces;

import java.io.IOException;

/** A value within a line that is not what it should be; whoever read the line adds where it stands. */
public final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    private final int column;

    /** @param column the byte of the line, counted from 1 */
    public Refusal(int column, String reason) {
        super(reason);
        this.column = column;
    }

    /** The byte of the line, counted from 1. */
    public int column() {
        return column;
    }
}
