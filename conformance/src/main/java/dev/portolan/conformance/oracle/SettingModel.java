package dev.portolan.conformance.oracle;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules.NameReuse;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Kind;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.manifest.Tier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model made for a setting: a module of ours with the setting's constants.
 *
 * <p>By itself it is {@code IpcPerform}, which has no variables and no behaviour; it is there to be asked. Its tables
 * begin small and are enlarged as they fill, so {@code Slots} is only what a name is counted by.
 */
public final class SettingModel {

    private static final String NAME = "Setting";

    /** No space of a trace has more names at a time. */
    static final int SLOTS = 1 << 13;

    /** How many names a slot has in turn before the first comes again. */
    private static final int GENERATIONS = 1 << 17;

    /** As a string of TLA+ and of TLC's configurations has no escapes for. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.:+-]{1,64}");

    /** What the specification calls the dialects. */
    private static final Map<String, String> RULES = Map.of("xnu", "XnuRules", "classic", "ClassicRules");

    private final Setting setting;
    private final KernelLimits limits;

    /**
     * Checks that a model can have the setting.
     *
     * @throws KernelFailure if it cannot; the message says why
     */
    public SettingModel(Setting setting) {
        this.setting = setting;
        try {
            Boot.rules(setting.dialect());
            this.limits = Boot.limits(setting.limits());
        } catch (IllegalArgumentException unknown) {
            throw new KernelFailure(unknown.getMessage(), unknown);
        }
        if (limits.queueLimit() < 1 || limits.namesMax() < 1 || limits.messageCountMax() < 1) {
            throw new KernelFailure("a limit is less than 1: " + setting.limits());
        }
        if (limits.userRefsMax() < 3) {
            throw new KernelFailure("userRefsMax is less than 3");
        }
        if (setting.tasks().isEmpty() || threads().isEmpty()) {
            throw new KernelFailure("there is no task with a thread");
        }
        plain(setting.tasks().keySet());
        plain(threads());
    }

    /** How names are counted. */
    static ModelNames names(String dialect) {
        return new ModelNames(SLOTS, hasGenerations(dialect) ? GENERATIONS : 1);
    }

    private static boolean hasGenerations(String dialect) {
        return Boot.rules(dialect).nameReuse() == NameReuse.GENERATIONS;
    }

    private static void plain(Collection<String> names) {
        for (String name : names) {
            if (!PLAIN.matcher(name).matches()) {
                throw new KernelFailure("a task or thread cannot be called \"" + name + "\"");
            }
        }
    }

    private List<String> threads() {
        return setting.tasks().values().stream().flatMap(List::stream).sorted().toList();
    }

    /** The model; its files are those of {@link #files}. */
    public Model model() {
        return graph(NAME, setting.dialect());
    }

    /** A model that is made for the moment, of a module and a configuration of one name. */
    public static Model graph(String name, String dialect) {
        return new Model(
                name,
                name + ".tla",
                name + ".cfg",
                Kind.GRAPH,
                dialect,
                Tier.QUICK,
                Result.SUCCESS,
                null,
                null,
                null,
                null,
                0,
                false);
    }

    /** The specification's files and the two of this model. */
    SpecFiles files(SpecFiles specification) {
        return files(specification, "IpcPerform", "", "");
    }

    /**
     * The specification's files and the two of this model.
     *
     * @param extended the module that it extends, which extends {@code IpcPerform}
     * @param definitions of its own, in TLA+
     * @param configuration what its configuration says besides the constants of {@code IpcPerform}
     */
    public SpecFiles files(SpecFiles specification, String extended, String definitions, String configuration) {
        return specification.with(
                Map.of(NAME + ".tla", module(extended, definitions), NAME + ".cfg", constants() + configuration));
    }

    private String module(String extended, String definitions) {
        return """
                ---- MODULE %s ----
                EXTENDS %s
                %s
                %s
                ====
                """.formatted(NAME, extended, tasksOfThreads(), definitions);
    }

    /** The definitions that take the places of {@code TaskOf} and {@code ThreadOrder}. */
    private String tasksOfThreads() {
        String cases = setting.tasks().entrySet().stream()
                .filter(task -> !task.getValue().isEmpty())
                .map(task -> "t \\in " + set(task.getValue()) + " -> " + quoted(task.getKey()))
                .sorted()
                .collect(Collectors.joining(" [] ", "CASE ", ""));
        String order = threads().stream().map(SettingModel::quoted).collect(Collectors.joining(", ", "<<", ">>"));
        return "SettingTaskOf == [t \\in Threads |-> " + cases + "]\nSettingThreadOrder == " + order;
    }

    private String constants() {
        return """
                CONSTANTS
                    Rules <- %s
                    TaskOf <- SettingTaskOf
                    ThreadOrder <- SettingThreadOrder
                    Tasks = %s
                    Threads = %s
                    Slots = %d
                    Generations = %d
                    Ports = 1
                    QueueLimit = %d
                    UserRefsMax = %d
                    NamesMax = %d
                    MessageCountMax = %d
                """.formatted(
                        RULES.get(setting.dialect()),
                        set(setting.tasks().keySet()),
                        set(threads()),
                        SLOTS,
                        names(setting.dialect()).generations(),
                        limits.queueLimit(),
                        limits.userRefsMax(),
                        limits.namesMax(),
                        limits.messageCountMax());
    }

    private static String set(Collection<String> names) {
        return names.stream().sorted().map(SettingModel::quoted).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
