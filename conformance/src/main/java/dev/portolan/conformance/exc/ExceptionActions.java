package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.text;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.TlaValue;
import java.util.Map;
import java.util.Set;

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
            Map.entry("SuspendsProcess", "PidSuspend"),
            Map.entry("ResumesProcess", "PidResume"),
            Map.entry("Violates", "ViolateGuard"),
            Map.entry("Exceeds", "ExceedLimit"),
            Map.entry("HoldsTask", "TaskSuspend"),
            Map.entry("ReleasesTask", "TaskResume"),
            Map.entry("EndsTask", "TaskTerminate"),
            Map.entry("HoldsThread", "ThreadSuspend"),
            Map.entry("ReleasesThread", "ThreadResume"),
            Map.entry("BreaksWait", "ThreadAbort"),
            Map.entry("SendsOne", "SendMessage"),
            Map.entry("AbortWaiting", "ThreadAbort"),
            Map.entry("EndsThread", "ThreadTerminate"),
            Map.entry("TakesRequest", "ReceiveRequest"),
            Map.entry("AnswersRequest", "ReplyToRequest"),
            Map.entry("AsksKernel", "MachMsgToKernel"),
            Map.entry("AsksOfBorn", "GetSpecialPort"),
            Map.entry("CreatesThread", "ThreadCreate"),
            Map.entry("BearsThread", "ThreadCreate"),
            Map.entry("IsToldOfTask", "TaskInfo"),
            Map.entry("IsToldOfThread", "ThreadInfo"),
            Map.entry("CreatesTask", "TaskCreate"),
            Map.entry("RunsUser", "RunUser"),
            Map.entry("Raises", "RaiseException"));

    /* A thread's next step, whichever that is, with what the world keeps beside it. */
    private static final Set<String> STEPS = Set.of("Goes", "GoesOrRaises", "Proceeds", "GoesOnFromWait");

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
        String action = STEPS.contains(name)
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
