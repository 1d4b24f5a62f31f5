package dev.portolan.conformance.drive;

import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.NameReuse;
import dev.portolan.traces.Trace;
import java.util.List;
import java.util.Map;

/** Kernels as models and traces want them: a dialect, limits, tasks and their threads, nothing else. */
public final class Boot {

    private Boot() {}

    /**
     * The rules of a dialect.
     *
     * @throws IllegalArgumentException if there is no such dialect
     */
    public static KernelRules rules(String dialect) {
        return switch (dialect) {
            case "xnu" -> KernelRules.XNU;
            case "classic" -> KernelRules.CLASSIC;
            default -> throw new IllegalArgumentException("there is no dialect " + dialect);
        };
    }

    /**
     * The limits by their names; what is not given is the real kernels' value.
     *
     * @throws IllegalArgumentException if a limit is unknown
     */
    public static KernelLimits limits(Map<String, Integer> given) {
        int queueLimit = KernelLimits.DEFAULT.queueLimit();
        int userRefsMax = KernelLimits.DEFAULT.userRefsMax();
        int namesMax = KernelLimits.DEFAULT.namesMax();
        int messageCountMax = KernelLimits.DEFAULT.messageCountMax();
        for (Map.Entry<String, Integer> limit : given.entrySet()) {
            int value = limit.getValue();
            switch (limit.getKey()) {
                case "queueLimit" -> queueLimit = value;
                case "userRefsMax" -> userRefsMax = value;
                case "namesMax" -> namesMax = value;
                case "messageCountMax" -> messageCountMax = value;
                default -> throw new IllegalArgumentException("there is no limit " + limit.getKey());
            }
        }
        return new KernelLimits(queueLimit, userRefsMax, namesMax, messageCountMax);
    }

    /**
     * A kernel on which nothing has happened.
     *
     * @param tasks each with its threads
     * @param stepwise whether a call is its first critical section only, and steps follow
     */
    public static KernelDriver of(
            String dialect, Map<String, Integer> limits, Map<String, List<String>> tasks, boolean stepwise) {
        return new KernelDriver(rules(dialect), limits(limits), tasks, stepwise);
    }

    /** Makes the names of a model the kernel's numbers, where the kernel gives out the lowest free one. */
    public static void fixNames(KernelDriver kernel, String dialect, int count) {
        if (rules(dialect).nameReuse() == NameReuse.LOWEST_FREE) {
            kernel.binding().fixNames(count);
        }
    }

    /** A kernel as a trace's header wants it, or under another dialect if one is given. */
    public static KernelDriver of(Trace.Header header, String dialect, boolean stepwise) {
        return of(
                dialect == null ? header.dialect() : dialect,
                header.limits() == null ? Map.of() : header.limits(),
                header.tasks(),
                stepwise);
    }
}
