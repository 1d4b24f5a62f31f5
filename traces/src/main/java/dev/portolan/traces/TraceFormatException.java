package dev.portolan.traces;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file is not what it should be: it says which one, where in it, and why.
 *
 * <p>Lines and columns count from 1; a column counts bytes.
 */
public final class TraceFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final int line;
    private final int column;
    private final String reason;

    public TraceFormatException(Path file, int line, int column, String reason) {
        super(file + ":" + line + ":" + column + ": " + reason);
        this.file = file;
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    public Path file() {
        return file;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** The reason without the place. */
    public String reason() {
        return reason;
    }
}
