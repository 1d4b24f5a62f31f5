package dev.portolan.conformance.kernel;

/** A kernel said something that its protocol does not have; there is no verdict on it before that is mended. */
public final class ProtocolViolation extends KernelFailure {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final int line;
    private final int column;

    /**
     * @param kernel who said it
     * @param name the violation's name, such as {@code not-json}
     * @param line which of its lines, counted from 1
     * @param column the byte of that line, counted from 1
     */
    public ProtocolViolation(String kernel, String name, int line, int column, String reason) {
        super(kernel + ":" + line + ":" + column + ": " + name + ": " + reason);
        this.name = name;
        this.line = line;
        this.column = column;
    }

    public String name() {
        return name;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
