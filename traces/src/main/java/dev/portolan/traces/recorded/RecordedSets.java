package dev.portolan.traces.recorded;

import dev.portolan.traces.Call;
import java.util.HashMap;
import java.util.Map;

/** The identities of port sets, which have none of their own in a recording: a set's task and its first name serve. */
final class RecordedSets {

    /* The first names of sets that have another by now, each with its task. */
    private final Map<String, String> renamed = new HashMap<>();

    /** Notes that a call has succeeded: it may have given a set another name. */
    void succeeded(Call call) {
        if (call instanceof Call.MachPortRename rename) {
            String identity = identity(rename.task(), rename.name().symbol());
            renamed.put(key(rename.task(), rename.newName().symbol()), identity);
        }
    }

    /** The identity of the set that has that name. */
    String identity(String task, String name) {
        String key = key(task, name);
        return renamed.getOrDefault(key, key);
    }

    /** The identity of a set that is spelled as its task and its name. */
    String identity(String spelled) {
        return renamed.getOrDefault(spelled, spelled);
    }

    private static String key(String task, String name) {
        return task + ":" + name;
    }
}
