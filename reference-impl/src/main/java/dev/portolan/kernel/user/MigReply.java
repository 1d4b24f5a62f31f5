package dev.portolan.kernel.user;

import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachPortName;
import java.util.List;

/**
 * What the reply of a request tells besides its code.
 *
 * @param descriptors the rights and what is out of line
 * @param words all else; an array stands behind its number
 */
record MigReply(List<MachMsgDescriptor> descriptors, List<Integer> words) {

    /** True if it has so many descriptors of that kind and nothing else out of line, and so many words. */
    boolean has(int number, Class<? extends MachMsgDescriptor> kind, int size) {
        return descriptors.size() == number && descriptors.stream().allMatch(kind::isInstance) && words.size() == size;
    }

    /** True if it has so many words and nothing else. */
    boolean has(int size) {
        return descriptors.isEmpty() && words.size() == size;
    }

    /** True if it has an array behind so many words, and nothing else. */
    boolean hasArrayAt(int place) {
        return descriptors.isEmpty() && words.size() > place && words.size() - place - 1 == words.get(place);
    }

    /** The array behind so many words. */
    List<Integer> arrayAt(int place) {
        return List.copyOf(words.subList(place + 1, words.size()));
    }

    int word(int place) {
        return words.get(place);
    }

    /** A value of 64 bits. */
    long wide(int place) {
        return Integer.toUnsignedLong(word(place)) | (long) word(place + 1) << Integer.SIZE;
    }

    /** The name that a right got. */
    MachPortName port(int place) {
        return ((MachMsgDescriptor.Port) descriptors.get(place)).name();
    }

    /** The names that an array of rights got. */
    List<MachPortName> ports() {
        return ((MachMsgDescriptor.OolPorts) descriptors.get(0)).names();
    }

    /** True if what stands in that place is out of line, be it nothing. */
    boolean isRegion(int place) {
        return descriptors.get(place) instanceof MachMsgDescriptor.OolWords
                || descriptors.get(place) instanceof MachMsgDescriptor.Ool none && none.length() == 0;
    }

    /** The words that are out of line. */
    List<Integer> region(int place) {
        return descriptors.get(place) instanceof MachMsgDescriptor.OolWords told ? told.words() : List.of();
    }
}
