package dev.portolan.traces;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of gzip members, one after another.
 *
 * <p>Unlike the one of {@code java.util.zip} it does not take damage behind a member for the end of the file, nor
 * stack for empty members. Not for use by several threads.
 */
final class GzipMembers extends InputStream {

    private static final int CHUNK_BYTES = 1 << 16;

    private static final int HAS_HEADER_SUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int FLAGS = 31;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final byte[] compressed = new byte[CHUNK_BYTES];
    private int next;
    private int filled;
    private boolean inside;

    /** Takes over the stream, of which nothing is read yet. */
    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (length > 0) {
            if (!inside && !begin()) {
                return -1;
            }
            int count = inflate(target, offset, length);
            if (count > 0) {
                sum.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                end();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("it wants a dictionary");
            } else if (!fill()) {
                throw cutOff();
            } else {
                inflater.setInput(compressed, next, filled - next);
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException broken) {
            throw new ZipException(broken.getMessage());
        }
    }

    /* Reads a member's header; false if there is no further member. */
    private boolean begin() throws IOException {
        if (next == filled && !fill()) {
            return false;
        }
        if (octet() != 0x1f || octet() != 0x8b) {
            throw new ZipException("something that is not compressed follows");
        }
        int method = octet();
        int flags = octet();
        if (method != 8 || (flags & ~FLAGS) != 0) {
            throw new ZipException("it is compressed in an unknown way");
        }
        skip(6);
        if ((flags & HAS_EXTRA) != 0) {
            skip(octet() | octet() << 8);
        }
        for (int text = flags & (HAS_NAME | HAS_COMMENT); text != 0; text &= text - 1) {
            while (octet() != 0) {
                // The name of a file and a comment on it are of no interest.
            }
        }
        if ((flags & HAS_HEADER_SUM) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(compressed, next, filled - next);
        sum.reset();
        inside = true;
        return true;
    }

    /* Checks a member's trailer. */
    private void end() throws IOException {
        next = filled - inflater.getRemaining();
        if (word() != sum.getValue() || word() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("its sum is wrong");
        }
        inside = false;
    }

    private long word() throws IOException {
        return octet() | octet() << 8 | octet() << 16 | (long) octet() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            octet();
        }
    }

    private int octet() throws IOException {
        if (next == filled && !fill()) {
            throw cutOff();
        }
        return compressed[next++] & 0xff;
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(in.read(compressed, 0, compressed.length), 0);
        return filled > 0;
    }

    private static EOFException cutOff() {
        return new EOFException("it is cut off");
    }
}
