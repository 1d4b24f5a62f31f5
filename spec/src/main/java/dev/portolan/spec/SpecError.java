package dev.portolan.spec;

/**
 * A specification, configuration or manifest that cannot be used as it stands: bad input, not a finding about Mach.
 *
 * <p>The message begins with the place, {@code spec/ipc/Ipc.tla:12:5:}, as far as it is known.
 */
public final class SpecError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final String problem;

    /**
     * @param file the path of the file as its author knows it, or null
     * @param line counted from 1, or 0 where unknown
     * @param column counted from 1, or 0 where unknown
     * @param problem what is wrong, without the place
     */
    public SpecError(String file, int line, int column, String problem) {
        super(place(file, line, column) + problem);
        this.file = file;
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    /** An error that no file can be named for. */
    public SpecError(String problem) {
        this(null, 0, 0, problem);
    }

    private static String place(String file, int line, int column) {
        if (file == null) {
            return "";
        }
        if (line == 0) {
            return file + ": ";
        }
        return file + ":" + line + (column == 0 ? "" : ":" + column) + ": ";
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** What is wrong, without the place. */
    public String problem() {
        return problem;
    }
}
