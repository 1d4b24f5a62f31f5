package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.kernel.SlottedNames;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.NameReuse;
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
     * The rules of a dialect about exceptions, tasks and threads.
     *
     * @throws IllegalArgumentException if there is no such dialect
     */
    public static ExceptionRules exceptionRules(String dialect) {
        return rules(dialect) == KernelRules.CLASSIC ? ExceptionRules.CLASSIC : ExceptionRules.XNU;
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
        return of(new Setting(dialect, limits, tasks, stepwise));
    }

    /** A kernel whose symbols are its own numbers, as {@link Binding#ofNumbers} has it. */
    static KernelDriver ofNumbers(Setting setting) {
        Binding binding = Binding.ofNumbers(sorted(setting.tasks()), names(setting.dialect()));
        return new KernelDriver(setting, binding);
    }

    /**
     * How the reference kernel numbers names in a dialect.
     *
     * @throws IllegalArgumentException if there is no such dialect
     */
    public static NameScheme names(String dialect) {
        return rules(dialect).nameReuse() == NameReuse.LOWEST_FREE
                ? SlottedNames.LOWEST_FREE
                : SlottedNames.GENERATIONS;
    }

    /** Tasks in the order in which kernels are given them. */
    static List<String> sorted(Map<String, List<String>> tasks) {
        return tasks.keySet().stream().sorted().toList();
    }

    /** Makes the names of a model the kernel's numbers, where the kernel gives out the lowest free one. */
    public static void fixNames(Driver kernel, int count) {
        if (kernel.binding().names().isLowestFree()) {
            kernel.binding().fixNames(count);
        }
    }

    /** The reference kernel in this setting. */
    public static KernelDriver of(Setting setting) {
        return new KernelDriver(setting, new Binding(sorted(setting.tasks()), names(setting.dialect())));
    }
}
