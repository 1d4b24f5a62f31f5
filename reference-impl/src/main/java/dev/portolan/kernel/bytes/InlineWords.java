package dev.portolan.kernel.bytes;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** In-line data as words of 4 bytes, unsigned, in no more room than they take. It never changes. */
final class InlineWords extends AbstractList<Long> implements RandomAccess {

    private final int[] words;

    private InlineWords(int[] words) {
        this.words = words;
    }

    /** The words from one place to another, so many bytes behind it as are a multiple of 4. */
    static List<Long> read(ByteBuffer bytes, int from, int to) {
        if (from == to) {
            return List.of();
        }
        int[] words = new int[(to - from) / Integer.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = bytes.getInt(from + i * Integer.BYTES);
        }
        return new InlineWords(words);
    }

    /** Writes as many of the words as there is room for. */
    static void write(ByteBuffer bytes, int from, int to, List<Long> words) {
        int at = from;
        for (int i = 0; i < words.size() && at + Integer.BYTES <= to; i++) {
            bytes.putInt(at, words.get(i).intValue());
            at += Integer.BYTES;
        }
    }

    @Override
    public Long get(int index) {
        return Integer.toUnsignedLong(words[index]);
    }

    @Override
    public int size() {
        return words.length;
    }
}
