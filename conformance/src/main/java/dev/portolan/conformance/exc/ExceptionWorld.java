package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.elements;
import static dev.portolan.conformance.exc.Values.entries;
import static dev.portolan.conformance.exc.Values.field;

import dev.portolan.kernel.kern.SpecialPorts;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.ExceptionRules.IdentityTokens;
import dev.portolan.kernel.rules.ExceptionRules.NobodyHandles;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The constants of a world of the model {@code Exc}.
 *
 * @param tasks all that there ever are, in order
 * @param threads all that there ever are, in order; the first letter of each is its task
 * @param keys of the slots that the world speaks of: types of exceptions, or 0 where there is one port
 */
record ExceptionWorld(
        KernelRules rules,
        ExceptionRules exceptionRules,
        List<String> tasks,
        List<String> threads,
        List<Integer> keys) {

    /** Numbers of the special ports that a thread has. */
    static final List<Integer> THREAD_PORTS = List.of(SpecialPorts.KERNEL_PORT);

    private static final Pattern RULES = Pattern.compile("(?m)^\\s*ExceptionRules\\s*<-\\s*(\\w+)\\s*$");

    /**
     * A world as its configuration and its initial states have it.
     *
     * @throws SpecError if its rules are none that the kernel has
     */
    static ExceptionWorld of(SpecFiles files, Model model, TlaValue kernel) {
        Matcher rules = RULES.matcher(files.text(model.configFile()));
        String bundle = rules.find() ? rules.group(1) : "none";
        ExceptionRules exceptionRules = switch (bundle) {
            case "XnuExceptions" -> ExceptionRules.XNU;
            case "LaterXnuExceptions" -> ExceptionRules.XNU.with(IdentityTokens.KNOWN);
            case "RefaultingXnuExceptions" -> ExceptionRules.XNU.with(NobodyHandles.REFAULTS);
            case "ClassicExceptions" -> ExceptionRules.CLASSIC;
            default -> throw new SpecError(model.config(), 0, 0, "the kernel does not have the rules " + bundle);
        };
        Rec tasks = (Rec) field(kernel, "tasks");
        TlaValue table = field(tasks.fields().values().iterator().next(), "slots");
        return new ExceptionWorld(
                exceptionRules.portsAreMasked() ? KernelRules.XNU : KernelRules.CLASSIC,
                exceptionRules,
                List.copyOf(tasks.fields().keySet()),
                List.copyOf(((Rec) field(kernel, "threads")).fields().keySet()),
                List.copyOf(entries(table).keySet()));
    }

    /** True if there is a slot for each type of exception. */
    boolean masked() {
        return exceptionRules.portsAreMasked();
    }

    /** Numbers of the special ports that a task has. */
    List<Integer> taskPorts() {
        List<Integer> few = List.of(SpecialPorts.KERNEL_PORT, SpecialPorts.TASK_BOOTSTRAP_PORT);
        return exceptionRules.specialPorts() == ExceptionRules.SpecialPorts.FEW
                ? few
                : List.of(
                        SpecialPorts.KERNEL_PORT,
                        SpecialPorts.TASK_HOST_PORT,
                        SpecialPorts.TASK_BOOTSTRAP_PORT,
                        SpecialPorts.TASK_SEATBELT_PORT,
                        SpecialPorts.TASK_ACCESS_PORT);
    }

    /** The task of a thread. */
    static String taskOf(String thread) {
        return thread.substring(0, 1);
    }

    /** How many ports there are. */
    static int ports(TlaValue kernel) {
        return elements(field(kernel, "ports")).size();
    }
}
