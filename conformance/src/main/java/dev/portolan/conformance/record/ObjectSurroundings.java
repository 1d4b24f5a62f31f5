package dev.portolan.conformance.record;

import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The kernel that a recorded run of tasks, threads and exceptions begins with: the recorder {@code D} with its thread {@code
 * D0}, and limits as real kernels have them. The run's calls make the others.
 *
 * @param dialect {@code xnu} or {@code classic}
 * @param tasks those that calls make, each with its threads
 */
public record ObjectSurroundings(String dialect, Map<String, List<String>> tasks) {

    static final String RECORDER = "D";
    static final String CALLER = "D0";

    private static final Map<String, Integer> LIMITS = Map.of("queueLimit", 5, "userRefsMax", 65_535);

    /** Tasks {@code T0}, {@code T1}, and threads {@code H0}, {@code H1}, dealt out to them in turn. */
    public static ObjectSurroundings of(String dialect, int taskCount, int threadCount) {
        Map<String, List<String>> tasks = new TreeMap<>();
        for (int task = 0; task < taskCount; task++) {
            tasks.put("T" + task, new ArrayList<>());
        }
        for (int thread = 0; thread < threadCount; thread++) {
            tasks.get("T" + thread % taskCount).add("H" + thread);
        }
        return new ObjectSurroundings(dialect, tasks);
    }

    private Map<String, List<String>> all() {
        Map<String, List<String>> all = new TreeMap<>(tasks);
        all.put(RECORDER, List.of(CALLER));
        return all;
    }

    private List<String> created() {
        List<String> created = new ArrayList<>(tasks.keySet());
        tasks.values().forEach(created::addAll);
        return created;
    }

    /** The kernel. */
    public Setting setting() {
        return Setting.of(header("", "run", 0), null, false);
    }

    /**
     * The header of a run that begins with it.
     *
     * @param kind {@code run} or {@code walk}
     */
    public Trace.Header header(String name, String kind, long seed) {
        return new Trace.Header(Trace.FORMAT, name, kind, dialect, LIMITS, all(), created(), seed, null, null);
    }
}
