package dev.portolan.kernel.abi;

import java.util.List;

/**
 * What a request tells a routine besides rights.
 *
 * @param words of the arguments that are one word, in order
 * @param array the words of the argument that is an array; none if there is no such argument
 * @param region the words of the structure that is out of line; none if there is none
 */
public record MigArguments(List<Integer> words, List<Integer> array, List<Integer> region) {

    /** The same with a structure out of line. */
    public MigArguments with(List<Integer> other) {
        return new MigArguments(words, array, other);
    }

    public int word(int place) {
        return words.get(place);
    }

    /** An argument of 64 bits, the lower word first. */
    public long wide(int place) {
        return Integer.toUnsignedLong(word(place)) | (long) word(place + 1) << Integer.SIZE;
    }

    public MachPortName name(int place) {
        return MachPortName.of(word(place));
    }
}
