package dev.portolan.conformance.exc;

import dev.portolan.kernel.abi.ThreadStateFlavor;
import java.util.List;
import java.util.Map;

/**
 * What the model knows of registers, as the machine has them, all of them: each of the model's values differs from the
 * others in all registers that it can, so that no state is taken for another that was put in place in part.
 */
final class Registers {

    static final int GENERAL = ThreadStateFlavor.GENERAL.number();
    static final int COUNT = ThreadStateFlavor.GENERAL.words();

    /** Words of a reply's data before its registers. */
    static final int WORDS_BEFORE = 5;

    /* Of a thread that has done nothing: its instruction goes through r0, which is null. */
    private static final List<Integer> FAULTING = List.of(0x1000, 0x7fff_0000, 0, 0);

    private static final List<Integer> REPAIRED = List.of(0x2000, 0x7ffe_f000, 0x7000, 0x5eed);

    /* No instruction begins there. */
    private static final List<Integer> IMPOSSIBLE = List.of(0x3001, 0x7ffd_f000, 0x8000, 0x1dea);

    private static final Map<String, List<Integer>> STATES =
            Map.of("faulting", FAULTING, "repaired", REPAIRED, "impossible", IMPOSSIBLE);

    private Registers() {}

    /** What the model calls them; themselves if it knows no such. */
    static String name(List<Integer> state) {
        return STATES.entrySet().stream()
                .filter(known -> known.getValue().equals(state))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(state::toString);
    }

    /** The registers that the model calls so. */
    static List<Integer> of(String name) {
        List<Integer> state = STATES.get(name);
        if (state == null) {
            throw new IllegalArgumentException("there are no registers that are " + name);
        }
        return state;
    }
}
