package dev.portolan.kernel.abi;

/**
 * {@code thread_state_flavor_t}: which registers of the machine are told, each a word of 32 bits.
 *
 * <p>The machine has four registers: the program counter, the stack pointer, and two that programs use as they like.
 */
public enum ThreadStateFlavor {
    /** Program counter, stack pointer, {@code r0}, {@code r1}. */
    GENERAL(1, 4),
    /** Program counter, stack pointer. */
    CONTROL(2, 2);

    /** {@code THREAD_STATE_NONE}: no registers. */
    public static final int NONE = 0;

    private final int number;
    private final int words;

    ThreadStateFlavor(int number, int words) {
        this.number = number;
        this.words = words;
    }

    public int number() {
        return number;
    }

    /** How many registers it tells, the first of the machine's. */
    public int words() {
        return words;
    }

    /** The flavor of that number, or null. */
    public static ThreadStateFlavor of(int number) {
        for (ThreadStateFlavor flavor : values()) {
            if (flavor.number == number) {
                return flavor;
            }
        }
        return null;
    }
}
