package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Calls that ask, or set a guard, drawn between the others from numbers of their own: what is drawn besides is the same
 * with them and without.
 */
final class ReceiverCalls {

    private static final int ONE_IN = 16;
    private static final String[] FLAVORS = {"LIMITS", "RECEIVE_STATUS", "RECEIVE_STATUS", "7"};

    private final Random random;

    ReceiverCalls(long seed) {
        random = new Random(~seed);
    }

    /** A call on a space, mostly the caller's own; or null, and then it is another's turn. */
    Call next(KernelState state, String caller, String home) {
        if (random.nextInt(ONE_IN) != 0) {
            return null;
        }
        SpaceState space = state.spaces().get(random.nextInt(state.spaces().size()));
        boolean own = space.task().equals(home);
        Call.Entry entry = own && random.nextBoolean() ? Call.Entry.TRAP : Call.Entry.RPC;
        return call(caller, space.task(), name(space), entry);
    }

    private Call call(String caller, String task, PortName name, Call.Entry entry) {
        int word = random.nextInt(3);
        return switch (random.nextInt(14)) {
            case 8 -> new Call.MachPortGetContext(caller, task, name, entry);
            case 9 -> new Call.MachPortSetContext(caller, task, name, word, entry);
            case 10 ->
                new Call.MachPortGuard(caller, task, name, word, random.nextBoolean(), random.nextInt(4) == 0, entry);
            case 11 -> new Call.MachPortUnguard(caller, task, name, word, entry);
            case 12 -> new Call.MachPortSwapGuard(caller, task, name, word, random.nextInt(3), entry);
            case 13 ->
                new Call.MachPortConstruct(
                        caller,
                        task,
                        false,
                        0,
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextInt(4) == 0,
                        word,
                        entry);
            case 0, 1, 2 ->
                new Call.MachPortGetAttributes(
                        caller, task, name, FLAVORS[random.nextInt(FLAVORS.length)], 9 + random.nextInt(4), entry);
            case 3 -> new Call.MachPortGetSrights(caller, task, name, entry);
            case 4, 5, 6 ->
                new Call.MachPortPeek(
                        caller, task, name, random.nextInt(5), 8 + random.nextInt(50), random.nextInt(3), entry);
            default -> new Call.MachPortNames(caller, task, entry);
        };
    }

    /* Mostly of a receive right. */
    private PortName name(SpaceState space) {
        List<PortName> names = new ArrayList<>();
        for (EntryState entry : space.entries()) {
            if (entry.type().contains("RECEIVE") || random.nextInt(6) == 0) {
                names.add(entry.name());
            }
        }
        return names.isEmpty() || random.nextInt(12) == 0 ? PortName.NULL : names.get(random.nextInt(names.size()));
    }
}
