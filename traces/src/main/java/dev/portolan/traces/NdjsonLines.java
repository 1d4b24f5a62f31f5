package dev.portolan.traces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The lines of an NDJSON file, one at a time, plain or gzip-compressed; which, its first two bytes say.
 *
 * <p>Holds one line in memory. Not for use by several threads.
 */
public final class NdjsonLines implements AutoCloseable {

    private static final int CHUNK_BYTES = 1 << 16;

    private final Path file;
    private final InputStream in;
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int start;
    private int end;
    private int filled;
    private long read;
    private int line;
    private boolean terminated;

    private NdjsonLines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Opens a file. Fails as {@link Files#newInputStream} does. */
    public static NdjsonLines open(Path file) throws IOException {
        return open(file, file);
    }

    /** Opens a file whose content is to be found in {@code content}. */
    static NdjsonLines open(Path file, Path content) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(content), CHUNK_BYTES);
        try {
            raw.mark(2);
            boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return new NdjsonLines(file, compressed ? new GzipMembers(raw) : raw);
        } catch (IOException failed) {
            raw.close();
            throw failed;
        }
    }

    public Path file() {
        return file;
    }

    /** The number of the line that {@link #next} found last; 0 before the first. */
    public int line() {
        return line;
    }

    /**
     * Goes to the next line.
     *
     * @return false at the end of the file
     * @throws TraceFormatException if a line is far too long or the compressed data is damaged
     */
    public boolean next() throws IOException {
        start = line == 0 ? 0 : Math.min(end + 1, filled);
        line++;
        int seen = start;
        while (true) {
            for (; seen < filled; seen++) {
                if (buffer[seen] == '\n') {
                    end = seen;
                    terminated = true;
                    return isWithinLimit();
                }
            }
            seen -= start;
            if (!fill()) {
                end = filled;
                terminated = false;
                return start < filled && isWithinLimit();
            }
        }
    }

    /** Whether a line feed ends the current line; the file's last may have none. */
    boolean isTerminated() {
        return terminated;
    }

    /** What the current line stands in, from {@link #start} up to {@link #end}; good until the next one is asked for. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Bytes read so far, after decompression, up to the end of the current line. */
    long position() {
        return read - (filled - end);
    }

    /** A parser of the current line, good until the next one is asked for. */
    public JsonParser parser(JsonFactory json) throws IOException {
        return json.createParser(buffer, start, end - start);
    }

    /** An exception for a column of the current line. */
    public TraceFormatException refuse(int column, String reason) {
        return new TraceFormatException(file, Math.max(line, 1), column, reason);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /* Moves the line begun to the front of the buffer and reads more behind it; false at the end of the file. */
    private boolean fill() throws IOException {
        int kept = filled - start;
        end = filled;
        isWithinLimit();
        byte[] target = kept == buffer.length ? new byte[2 * kept] : buffer;
        System.arraycopy(buffer, start, target, 0, kept);
        buffer = target;
        start = 0;
        filled = kept;
        try {
            int count = in.read(buffer, filled, buffer.length - filled);
            filled += Math.max(count, 0);
            read += Math.max(count, 0);
            if (read > TraceLimits.FILE_BYTES_MAX) {
                throw refuse(1, "the file has more than " + TraceLimits.FILE_BYTES_MAX + " bytes");
            }
            return count >= 0;
        } catch (EOFException | ZipException damaged) {
            throw damaged(file, line, damaged);
        }
    }

    private boolean isWithinLimit() throws TraceFormatException {
        if (end - start > TraceLimits.LINE_BYTES_MAX) {
            throw refuse(1, "the line has more than " + TraceLimits.LINE_BYTES_MAX + " bytes");
        }
        return true;
    }

    private static TraceFormatException damaged(Path file, int line, IOException cause) {
        TraceFormatException refusal =
                new TraceFormatException(file, line, 1, "the compressed data is damaged: " + cause.getMessage());
        refusal.initCause(cause);
        return refusal;
    }
}
