package dev.portolan.conformance.kernel;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a kernel says of itself before it is asked anything.
 *
 * @param name the kernel's name
 * @param version its own version
 * @param homepage where it comes from, or null
 * @param dialects those that it can be booted in
 * @param levels the parts of Mach that it has: {@code ipc}, with {@code tasks} calls on tasks and threads, and
 *     exceptions, with {@code steps} single critical sections
 * @param limits its constants where they are not to be chosen
 * @param observes the parts of a state that it shows: {@code spaces ports threads}, and {@code woke}, the calls that
 *     ended because of another; {@code everything}, if nothing of these is ever left out
 */
public record Declaration(
        String name,
        String version,
        String homepage,
        Set<String> dialects,
        Set<String> levels,
        Map<String, Integer> limits,
        Set<String> observes) {

    /** The word for a kernel that observes all parts, and all of each. */
    public static final String EVERYTHING = "everything";

    private static final String LEVEL = "ipc";
    private static final String LEVEL_TASKS = "tasks";
    private static final String LEVEL_STEPS = "steps";

    /** Why the kernel cannot be had in a setting; null if it can, as far as it declares. */
    public String refusal(Setting setting) {
        if (!dialects.contains(setting.dialect())) {
            return "the kernel does not have the dialect " + setting.dialect();
        }
        if (!levels.contains(LEVEL)) {
            return "the kernel does not have the level " + LEVEL;
        }
        if (!setting.created().isEmpty() && !levels.contains(LEVEL_TASKS)) {
            return "the kernel does not have the level " + LEVEL_TASKS + ", calls on tasks and threads";
        }
        if (setting.stepwise() && !levels.contains(LEVEL_STEPS)) {
            return "the kernel does not have the level " + LEVEL_STEPS + ", single critical sections";
        }
        for (Map.Entry<String, Integer> own : new TreeMap<>(limits).entrySet()) {
            Integer asked = setting.limits().get(own.getKey());
            if (asked != null && !asked.equals(own.getValue())) {
                return "the " + own.getKey() + " asked for is " + asked + ", the kernel's is always " + own.getValue();
            }
        }
        return null;
    }

    /** True if what the kernel's states leave out is not there, rather than not shown. */
    public boolean observesAll() {
        return observes.contains(EVERYTHING);
    }

    /** True if the kernel shows this part of a state. */
    public boolean observes(String part) {
        return observesAll() || observes.contains(part);
    }
}
