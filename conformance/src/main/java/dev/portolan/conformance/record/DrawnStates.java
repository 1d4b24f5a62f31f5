package dev.portolan.conformance.record;

import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.traces.Call;
import dev.portolan.traces.ObjectCall;
import java.util.List;
import java.util.Random;

/** Calls on the registers of threads, well and badly, drawn from what its user draws from. */
final class DrawnStates {

    private static final int NO_FLAVOR = 9;
    private static final int NO_INSTRUCTION = 3;

    private final Random random;

    DrawnStates(Random random) {
        this.random = random;
    }

    /** Registers that are told, or set. */
    Call of(String caller, String thread) {
        return chance(50)
                ? new ObjectCall.ThreadGetState(caller, thread, flavor())
                : new ObjectCall.ThreadSetState(caller, thread, flavor(), words());
    }

    /** A thread with registers. */
    Call made(String caller, String task, String thread) {
        return new ObjectCall.ThreadCreateRunning(caller, task, thread, flavor(), words());
    }

    private int flavor() {
        return chance(10) ? NO_FLAVOR : (chance(50) ? ThreadStateFlavor.GENERAL : ThreadStateFlavor.CONTROL).number();
    }

    /* Seldom too few of them, or a first one at which no instruction begins. */
    private List<Integer> words() {
        int first = random.nextInt();
        List<Integer> words = List.of(
                chance(85) ? first & ~NO_INSTRUCTION : first, random.nextInt(), random.nextInt(), random.nextInt());
        return chance(85) ? words : words.subList(0, random.nextInt(words.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
