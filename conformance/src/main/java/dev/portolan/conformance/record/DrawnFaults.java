package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.PortName;
import java.util.Random;

/** What makes a thread that executes instructions raise exceptions, drawn: faults, limits, and guards that it violates. */
final class DrawnFaults {

    /* Of the types of exception that instructions raise the first are the most common. */
    private static final int FAULTS = 6;
    private static final int CRASH = 10;
    private static final int GUARD = 77;

    private final Random random;
    private final boolean masked;

    DrawnFaults(Random random, boolean masked) {
        this.random = random;
        this.masked = masked;
    }

    /** What the thread does. */
    Call of(String thread, String task, KernelState now) {
        int kind = random.nextInt(10);
        if (masked && kind == 0) {
            return new ObjectCall.ExceedLimit(
                    thread, 1 + random.nextInt(3), 1 + random.nextInt(3), random.nextInt(100), random.nextInt(1_000));
        }
        if (masked && kind < 5) {
            return guarding(thread, task, now);
        }
        int type = masked && random.nextInt(10) == 0 ? CRASH : 1 + random.nextInt(FAULTS);
        return new ObjectCall.RaiseException(thread, type, random.nextInt(14), random.nextInt());
    }

    /* A port is made, guarded, and its guard violated, a call each. */
    private Call guarding(String thread, String task, KernelState now) {
        for (SpaceState space : now.spaces()) {
            for (EntryState entry : space.entries()) {
                if (space.task().equals(task) && entry.type().equals("RECEIVE")) {
                    return onGuarded(thread, task, entry.name(), port(entry.port(), now));
                }
            }
        }
        return new Call.MachPortAllocate(thread, task, "RECEIVE", Call.Entry.TRAP);
    }

    private static PortState port(String identity, KernelState now) {
        return now.ports().stream()
                .filter(port -> port.port().equals(identity))
                .findFirst()
                .orElseThrow();
    }

    private Call onGuarded(String thread, String task, PortName name, PortState port) {
        Call.Entry entry = Call.Entry.TRAP;
        boolean isGuarded = port.guard() != null && port.guard().guarded();
        if (!isGuarded && random.nextInt(4) > 0) {
            return new Call.MachPortGuard(thread, task, name, GUARD, random.nextBoolean(), random.nextBoolean(), entry);
        }
        return switch (random.nextInt(7)) {
            case 0 -> new Call.MachPortModRefs(thread, task, name, "RECEIVE", -1, entry);
            case 1 -> new Call.MachPortDestroy(thread, task, name, entry);
            case 2 -> new Call.MachPortSetContext(thread, task, name, GUARD + 2, entry);
            case 3 -> new Call.MachPortUnguard(thread, task, name, GUARD + random.nextInt(2), entry);
            case 4 -> new Call.MachPortSwapGuard(thread, task, name, GUARD + random.nextInt(2), GUARD + 1, entry);
            case 5 -> new Call.MachPortDestruct(thread, task, name, 0, GUARD + random.nextInt(2), entry);
            default -> new Call.MachPortExtractRight(thread, task, name, "MOVE_RECEIVE", entry);
        };
    }
}
