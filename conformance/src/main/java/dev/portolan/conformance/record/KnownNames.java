package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What threads that run in parallel know of their tasks' names: what they were told, however stale.
 *
 * <p>Safe for use by several threads.
 */
final class KnownNames {

    private final Map<String, Map<PortName, String>> spaces = new TreeMap<>();
    private final Map<String, List<String>> tasks;

    KnownNames(Map<String, List<String>> tasks) {
        this.tasks = new TreeMap<>(tasks);
        this.tasks.keySet().forEach(task -> spaces.put(task, new TreeMap<>()));
    }

    /** As a state in which no thread but this one is idle. */
    synchronized KernelState seenBy(String thread) {
        List<SpaceState> known = new ArrayList<>();
        spaces.forEach((task, names) -> {
            List<EntryState> entries = new ArrayList<>();
            names.forEach((name, type) -> entries.add(new EntryState(name, type, null, null)));
            known.add(new SpaceState(task, entries));
        });
        List<ThreadState> others = new ArrayList<>();
        for (List<String> threads : tasks.values()) {
            for (String other : threads) {
                if (!other.equals(thread)) {
                    others.add(ThreadState.of(other, "AwaitMessage"));
                }
            }
        }
        return new KernelState(known, List.of(), others);
    }

    /** Notes what the outcome of a call tells of names. */
    synchronized void learn(Call call, String task, String ret, Outcome.Out out) {
        if (out != null && out.name() != null && call instanceof Call.MachPortAllocate allocate) {
            spaces.get(allocate.task()).put(out.name(), allocate.right());
        }
        if (out != null && out.message() != null) {
            learn(task, out.message().remote(), out.message().remoteDisposition());
            learn(task, out.message().local(), out.message().localDisposition());
        }
        if (ret.equals("KERN_SUCCESS") && call instanceof Call.MachPortInsertRight insert) {
            String type = insert.disposition().endsWith("SEND_ONCE")
                    ? "SEND_ONCE"
                    : insert.disposition().endsWith("RECEIVE") ? "RECEIVE" : "SEND";
            spaces.get(insert.task()).merge(insert.name(), type, KnownNames::both);
        }
        if (ret.equals("KERN_SUCCESS") && call instanceof Call.MachPortDestroy destroy) {
            spaces.get(destroy.task()).remove(destroy.name());
        }
        if (ret.equals("KERN_INVALID_NAME") && call instanceof Call.MachPortType type) {
            spaces.get(type.task()).remove(type.name());
        }
    }

    private void learn(String task, PortName name, String disposition) {
        if (name != null && name.isValid() && disposition != null) {
            String type = disposition.endsWith("SEND_ONCE") ? "SEND_ONCE" : "SEND";
            spaces.get(task).merge(name, type, KnownNames::both);
        }
    }

    private static String both(String before, String added) {
        boolean receives = before.contains("RECEIVE") || added.contains("RECEIVE");
        boolean sends = before.contains("SEND") && !before.equals("SEND_ONCE") || added.equals("SEND");
        return receives && sends ? "SEND_RECEIVE" : added;
    }
}
