package dev.portolan.kernel;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.MachTask;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The names of a task as they were a while ago, to draw from: the more there are, the longer ago, so that looking costs
 * the same for every draw.
 */
final class HeldNames {

    private static final int DRAWS_FOR_A_NAME = 4;

    private final MachTask task;
    private final Random random;
    private List<IpcSpace.Name> names = List.of();
    private final Map<MachPortName, EntryType> types = new HashMap<>();
    private final Map<EntryType, List<MachPortName>> byType = new EnumMap<>(EntryType.class);
    private int drawsLeft;

    HeldNames(MachTask task, Random random) {
        this.task = task;
        this.random = random;
    }

    /** How many there were. */
    int count() {
        look();
        return names.size();
    }

    /** Any of them; a fresh one if there are none. */
    MachPortName any() {
        look();
        return names.isEmpty()
                ? fresh()
                : names.get(random.nextInt(names.size())).name();
    }

    /** One of one of these types, if there is one. */
    MachPortName of(EntryType... wanted) {
        look();
        List<MachPortName> fitting = byType.get(wanted[random.nextInt(wanted.length)]);
        return fitting == null || fitting.isEmpty() ? any() : fitting.get(random.nextInt(fitting.size()));
    }

    /** What the name denoted; {@code NONE} if nothing. */
    EntryType typeOf(MachPortName name) {
        look();
        return types.getOrDefault(name, EntryType.NONE);
    }

    /** A name that no allocation gives. */
    MachPortName fresh() {
        return new MachPortName((0x90000 + random.nextInt(50 + count())) << 8 | 3);
    }

    private void look() {
        if (drawsLeft-- > 0) {
            return;
        }
        names = task.space().names();
        drawsLeft = names.size() / DRAWS_FOR_A_NAME;
        types.clear();
        byType.clear();
        for (IpcSpace.Name name : names) {
            types.put(name.name(), name.type());
            byType.computeIfAbsent(name.type(), type -> new ArrayList<>()).add(name.name());
        }
    }
}
