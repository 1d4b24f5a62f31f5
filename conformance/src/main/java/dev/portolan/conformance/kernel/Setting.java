package dev.portolan.conformance.kernel;

import dev.portolan.traces.Trace;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a kernel is booted with.
 *
 * @param dialect {@code xnu} or {@code classic}
 * @param limits the kernel's constants by Mach's names; what is not given is the kernel's own
 * @param tasks the tasks, each with its threads, and nothing else
 * @param created those tasks and threads of them that are not there yet
 * @param stepwise whether a call is its first critical section only, and {@code step} events follow
 */
public record Setting(
        String dialect,
        Map<String, Integer> limits,
        Map<String, List<String>> tasks,
        Set<String> created,
        boolean stepwise) {

    /** A setting in which all tasks and threads are there. */
    public Setting(String dialect, Map<String, Integer> limits, Map<String, List<String>> tasks, boolean stepwise) {
        this(dialect, limits, tasks, Set.of(), stepwise);
    }

    /** As a trace's header wants it, or under another dialect if one is given. */
    public static Setting of(Trace.Header header, String dialect, boolean stepwise) {
        return new Setting(
                dialect == null ? header.dialect() : dialect,
                header.limits() == null ? Map.of() : header.limits(),
                header.tasks(),
                header.created() == null ? Set.of() : Set.copyOf(header.created()),
                stepwise);
    }
}
