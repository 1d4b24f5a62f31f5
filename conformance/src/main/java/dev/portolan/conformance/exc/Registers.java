package dev.portolan.conformance.exc;

import dev.portolan.kernel.abi.ThreadStateFlavor;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model knows of registers, as the machine has them: the instruction faults that goes through {@code r0} if that
 * is null, and is repaired if it is not.
 */
final class Registers {

    static final int GENERAL = ThreadStateFlavor.GENERAL.number();
    static final int COUNT = ThreadStateFlavor.GENERAL.words();

    /** Words of a reply's data before its registers. */
    static final int WORDS_BEFORE = 5;

    /** Registers of a thread that has done nothing. */
    static final List<Integer> FIRST = List.of(0x1000, 0x7fff_0000, 0, 0);

    private static final int R0 = 2;
    private static final int MEMORY = 0x7000;
    private static final int NO_INSTRUCTION = 1;

    private Registers() {}

    static String name(List<Integer> state) {
        if (state.get(0) % 4 != 0) {
            return "impossible";
        }
        return state.get(R0) == 0 ? "faulting" : "repaired";
    }

    /** Those, with what that name says. */
    static List<Integer> of(List<Integer> state, String name) {
        List<Integer> registers = new ArrayList<>(state);
        switch (name) {
            case "faulting" -> registers.set(R0, 0);
            case "repaired" -> registers.set(R0, MEMORY);
            case "impossible" -> registers.set(0, NO_INSTRUCTION);
            default -> throw new IllegalArgumentException("there are no registers that are " + name);
        }
        return registers;
    }
}
