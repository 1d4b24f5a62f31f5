package dev.portolan.conformance.graph;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.Label;
import dev.portolan.traces.CallForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A world's constants as its configuration gives them: what its kernel is booted with. */
public final class WorldConstants {

    private static final Pattern CONSTANT = Pattern.compile("(?m)^\\s*(\\w+)\\s*=\\s*(\\{[^}]*}|\\S+)\\s*$");
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

    /** The limits that worlds make small, by their names in the specification and in traces. */
    private static final Map<String, String> LIMITS = Map.of(
            "QueueLimit", "queueLimit",
            "UserRefsMax", "userRefsMax",
            "NamesMax", "namesMax",
            "MessageCountMax", "messageCountMax");

    /** Actions of worlds in which a call is its first critical section only. */
    private static final Set<String> STEPS = Set.of(
            "CopyinBody",
            "Admit",
            "Post",
            "ReturnMessage",
            "CopyinReceiveName",
            "TakeMessage",
            "CopyoutHeader",
            "CopyoutBody",
            "InsertRight",
            "RequestNotification",
            "ReturnPrevious",
            "ReturnRight",
            "ReleaseRight",
            "Resume");

    private final String dialect;
    private final Map<String, Integer> limits = new TreeMap<>();
    private final Map<String, List<String>> tasks = new TreeMap<>();
    private final int slots;
    private final int ports;
    private final boolean stepwise;

    public WorldConstants(SpecFiles files, Model model, Collection<Label> labels) {
        this(files, model, labels.stream().anyMatch(label -> STEPS.contains(label.name())));
    }

    /** Of a model of which it is known whether an action is one critical section. */
    public WorldConstants(SpecFiles files, Model model, boolean stepwise) {
        if (!model.hasKernel()) {
            throw new SpecError(model.name() + " is no model of a kernel: no calls are made in it");
        }
        if (model.isOfExceptions()) {
            throw new SpecError(model.name() + " is a world of exceptions, which only our own kernel executes");
        }
        dialect = model.dialect();
        Map<String, String> constants = new HashMap<>();
        Matcher constant = CONSTANT.matcher(files.text(model.configFile()));
        while (constant.find()) {
            constants.put(constant.group(1), constant.group(2));
        }
        LIMITS.forEach((name, limit) -> limits.put(limit, number(constants, name, model)));
        strings(constants, "Tasks", model).forEach(task -> tasks.put(task, new ArrayList<>()));
        for (String thread : strings(constants, "Threads", model)) {
            tasks.get(thread.substring(0, 1)).add(thread);
        }
        slots = number(constants, "Slots", model);
        ports = number(constants, "Ports", model);
        this.stepwise = stepwise;
    }

    private static int number(Map<String, String> constants, String name, Model model) {
        String value = constants.getOrDefault(name, "");
        if (!value.matches("\\d{1,9}")) {
            throw new SpecError(model.config(), 0, 0, "constant " + name + " is no number: " + value);
        }
        return Integer.parseInt(value);
    }

    private static List<String> strings(Map<String, String> constants, String name, Model model) {
        List<String> strings = new ArrayList<>();
        Matcher string = STRING.matcher(constants.getOrDefault(name, ""));
        while (string.find()) {
            strings.add(string.group(1));
        }
        if (strings.isEmpty()) {
            throw new SpecError(model.config(), 0, 0, "constant " + name + " is no set of strings");
        }
        return strings;
    }

    public String dialect() {
        return dialect;
    }

    public Map<String, Integer> limits() {
        return limits;
    }

    public Map<String, List<String>> tasks() {
        return tasks;
    }

    /** How many names a space has room for, whatever their generation. */
    public int slots() {
        return slots;
    }

    /** Identities of ports. */
    public int ports() {
        return ports;
    }

    /** True if a call, an event or a step is what this action is called after. */
    public static boolean isCall(String action) {
        return STEPS.contains(action) || action.startsWith("MachMsg") || CallForm.ofAction(action) != null;
    }

    public boolean isStepwise() {
        return stepwise;
    }

    public Setting setting() {
        return new Setting(dialect, limits, tasks, stepwise);
    }

    /** A kernel in the world's initial state. */
    public KernelDriver boot() {
        KernelDriver kernel = Boot.of(dialect, limits, tasks, stepwise);
        Boot.fixNames(kernel, slots);
        return kernel;
    }
}
