package dev.portolan.conformance.record;

import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The kernel that a recorded run begins with.
 *
 * @param dialect {@code xnu} or {@code classic}
 * @param limits the kernel's constants, made small so that runs come upon them
 * @param tasks each with its threads
 */
public record Surroundings(String dialect, Map<String, Integer> limits, Map<String, List<String>> tasks) {

    /** Small limits, two tasks, the first with two threads and the second with one, as in the models' worlds. */
    public static Surroundings of(String dialect) {
        Map<String, Integer> limits = new TreeMap<>();
        limits.put("messageCountMax", 5);
        limits.put("namesMax", 8);
        limits.put("queueLimit", 2);
        limits.put("userRefsMax", 5);
        return new Surroundings(dialect, limits, tasks(2, 3));
    }

    /** With so many tasks, and so many threads dealt out to them in turn. */
    public Surroundings with(int taskCount, int threadCount) {
        return new Surroundings(dialect, limits, tasks(taskCount, threadCount));
    }

    /** With these limits in place of its own. */
    public Surroundings with(Map<String, Integer> others) {
        Map<String, Integer> all = new TreeMap<>(limits);
        all.putAll(others);
        return new Surroundings(dialect, all, tasks);
    }

    private static Map<String, List<String>> tasks(int taskCount, int threadCount) {
        Map<String, List<String>> tasks = new TreeMap<>();
        for (int thread = 0; thread < Math.max(taskCount, threadCount); thread++) {
            String task = Character.toString('A' + thread % taskCount);
            List<String> threads = tasks.computeIfAbsent(task, name -> new ArrayList<>());
            threads.add(task + (threads.size() + 1));
        }
        return tasks;
    }

    /**
     * The header of a run that begins with it.
     *
     * @param kind {@code run} or {@code walk}
     */
    public Trace.Header header(String name, String kind, long seed) {
        return new Trace.Header(Trace.FORMAT, name, kind, dialect, limits, tasks, seed, null, null);
    }
}
