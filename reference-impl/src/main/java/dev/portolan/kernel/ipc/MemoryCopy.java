package dev.portolan.kernel.ipc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** {@code vm_map_copy_t}: bytes on their way from one memory to another. They never change. */
public final class MemoryCopy {

    static final MemoryCopy EMPTY = new MemoryCopy(new byte[0]);

    private final byte[] bytes;

    private MemoryCopy(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these bytes. */
    public static MemoryCopy of(byte[] bytes) {
        return new MemoryCopy(bytes.clone());
    }

    /** Words of 4 bytes, the lowest byte first. */
    static MemoryCopy ofWords(int[] words) {
        ByteBuffer buffer = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(words);
        return new MemoryCopy(buffer.array());
    }

    public int size() {
        return bytes.length;
    }

    /** The bytes, in an array of the caller's own. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /* The words that the bytes are. */
    int[] toWords() {
        int[] words = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemoryCopy copy && Arrays.equals(bytes, copy.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
