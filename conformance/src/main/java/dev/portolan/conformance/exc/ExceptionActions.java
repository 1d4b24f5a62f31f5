package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.text;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.TlaValue;
import java.util.Map;

/** A world of exceptions, tasks and threads: what its edges are of the model {@code Exc}. */
final class ExceptionActions implements ActionWorld {

    /* The worlds' own operators, each an action of the model with what the world keeps beside it. */
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("ReceivesRequest", "ReceiveRequest"),
            Map.entry("RepliesToRequest", "ReplyToRequest"),
            Map.entry("DropsRequest", "DropRequest"),
            Map.entry("ForwardsRequest", "ForwardRequest"),
            Map.entry("DestroysPort", "DestroyPort"),
            Map.entry("MovesRight", "MoveReceiveRight"),
            Map.entry("AbortsThread", "ThreadAbort"),
            Map.entry("TerminatesThread", "ThreadTerminate"),
            Map.entry("TerminatesTask", "TaskTerminate"),
            Map.entry("SuspendsThread", "ThreadSuspend"),
            Map.entry("ResumesThread", "ThreadResume"),
            Map.entry("SuspendsTask", "TaskSuspend"),
            Map.entry("ResumesTask", "TaskResume"),
            Map.entry("AsksKernel", "MachMsgToKernel"),
            Map.entry("AsksOfBorn", "GetSpecialPort"),
            Map.entry("CreatesThread", "ThreadCreate"),
            Map.entry("CreatesTask", "TaskCreate"),
            Map.entry("RunsUser", "RunUser"),
            Map.entry("Raises", "RaiseException"));

    private static final String STEP = "Goes";

    private final SpecFiles files;
    private final Model model;

    ExceptionActions(SpecFiles files, Model model) {
        this.files = files;
        this.model = model;
    }

    @Override
    public ActionKernel boot(TlaValue state) {
        return ExceptionBoot.boot(files, model, state);
    }

    @Override
    public TlaValue compared(TlaValue state) {
        return ExceptionState.of(state);
    }

    @Override
    public Action action(String name, Map<String, TlaValue> parameters, TlaValue source) {
        String action = name.equals(STEP)
                ? step(field(field(field(source, "threads"), text(parameters.get("t"))), "does"))
                : ACTIONS.getOrDefault(name, name);
        return new Action(action, parameters);
    }

    private static String step(TlaValue does) {
        String at = text(field(does, "at"));
        return switch (at) {
            case "Return", "User", "Parked", "NotStarted" -> "CrossBorder";
            default -> at;
        };
    }
}
