package dev.portolan.conformance.replay;

import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;

/** The specification's names for what a call is. */
public final class Actions {

    private Actions() {}

    /** The action, such as {@code MachPortAllocate}; for a message that of its first half. */
    public static String of(Call call) {
        if (call instanceof Call.Step step) {
            return step.at();
        }
        if (call instanceof Call.MachMsg msg) {
            if (msg.send() == null) {
                return "MachMsgReceive";
            }
            return msg.receive() == null ? "MachMsgSend" : "MachMsgSendReceive";
        }
        return CallForm.of(call).action();
    }
}
