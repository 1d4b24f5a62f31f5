package dev.portolan.conformance.record;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Names drawn from a state: mostly such as denote something, and every kind of other. Not for use by several threads. */
final class DrawnNames {

    private static final int STALE_KEPT = 16;

    private final Random random;
    private final List<PortName> unused;
    private final Map<String, Set<PortName>> known = new TreeMap<>();
    private KernelState state;

    /** @param unused names that no allocation gives */
    DrawnNames(Random random, Collection<String> tasks, List<PortName> unused) {
        this.random = random;
        this.unused = unused;
        tasks.forEach(task -> known.put(task, new LinkedHashSet<>()));
    }

    /** The names that follow are drawn from this state, and from those that were in states before. */
    void from(KernelState now) {
        state = now;
        for (SpaceState space : now.spaces()) {
            Set<PortName> names = known.get(space.task());
            for (EntryState entry : space.entries()) {
                names.add(entry.name());
            }
            while (names.size() > STALE_KEPT) {
                names.remove(names.iterator().next());
            }
        }
    }

    /** A name of one of these types if there is one. */
    PortName name(String task, String... types) {
        List<PortName> fitting = new ArrayList<>();
        for (EntryState entry : entries(task)) {
            if (List.of(types).contains(entry.type())) {
                fitting.add(entry.name());
            }
        }
        return fitting.isEmpty() ? name(task) : any(fitting);
    }

    /** Any name: mostly one that denotes something. */
    PortName name(String task) {
        List<EntryState> entries = entries(task);
        int choice = random.nextInt(100);
        if (choice < 3) {
            return PortName.NULL;
        }
        if (choice < 6) {
            return PortName.DEAD;
        }
        if (choice < 9) {
            return any(unused);
        }
        if (choice < 14 || entries.isEmpty()) {
            List<PortName> stale = List.copyOf(known.get(task));
            return stale.isEmpty() ? unused.get(0) : any(stale);
        }
        return any(entries).name();
    }

    /** A name for a right to be put under: one that denotes nothing, if that can be had. */
    PortName unused(String task) {
        int first = random.nextInt(unused.size());
        for (int i = 0; i < unused.size(); i++) {
            PortName name = unused.get((first + i) % unused.size());
            if (typeOf(task, name).isEmpty()) {
                return name;
            }
        }
        return name(task);
    }

    /** The type of what the name denotes; empty if nothing. */
    String typeOf(String task, PortName name) {
        for (EntryState entry : entries(task)) {
            if (entry.name().equals(name)) {
                return entry.type();
            }
        }
        return "";
    }

    private List<EntryState> entries(String task) {
        for (SpaceState space : state.spaces()) {
            if (space.task().equals(task)) {
                return space.entries();
            }
        }
        return List.of();
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
