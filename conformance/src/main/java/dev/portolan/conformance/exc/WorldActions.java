package dev.portolan.conformance.exc;

import java.util.Map;

/** The worlds' own operators, each an action of the model with what the world keeps beside it. */
final class WorldActions {

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

    private WorldActions() {}

    /** The action that an operator is. */
    static String action(String operator) {
        return ACTIONS.getOrDefault(operator, operator);
    }
}
