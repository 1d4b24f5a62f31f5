package dev.portolan.traces;

/**
 * What a file of traces may not exceed, so that reading one costs what its length costs, and no more.
 *
 * <p>Whatever exceeds a limit is refused with its place, like anything else that is not a trace. The page on the
 * format lists them.
 */
public final class TraceLimits {

    /** Bytes in a line, without the line feed. */
    public static final int LINE_BYTES_MAX = 8 << 20;

    /** Objects and arrays within one another. */
    public static final int DEPTH_MAX = 32;

    /** Fields and elements of arrays in a line, at all depths together. */
    public static final int VALUES_MAX = 1_000_000;

    /** Characters in a string, as Java counts them: those beyond U+FFFF count twice. */
    public static final int TEXT_CHARS_MAX = 4_096;

    /** Tasks of a trace. */
    public static final int TASKS_MAX = 1_024;

    /** Threads of a trace, those of all tasks together. */
    public static final int THREADS_MAX = 4_096;

    /** Bytes of a file, after decompression. */
    public static final long FILE_BYTES_MAX = 64L << 30;

    /** Bytes of a trace that is read whole, by {@link TraceReader}; longer ones are streamed. */
    public static final long WHOLE_TRACE_BYTES_MAX = 16L << 20;

    private TraceLimits() {}
}
