package dev.portolan.kernel.abi;

import java.util.List;

/**
 * What a request tells a routine besides rights.
 *
 * @param words of the arguments that are one word, in order
 * @param array the words of the argument that is an array; none if there is no such argument
 */
public record MigArguments(List<Integer> words, List<Integer> array) {

    public int word(int place) {
        return words.get(place);
    }

    public MachPortName name(int place) {
        return MachPortName.of(word(place));
    }
}
