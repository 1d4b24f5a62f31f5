package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.truth;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MessageCopyout;
import dev.portolan.spec.value.TlaValue;
import java.util.Map;

/** Waits for room in a queue, or for a message, as the module {@code ExcWaits} has them. */
final class MessageWaits {

    /** The id of a message that tells nothing. */
    static final int PLAIN_ID = 500;

    private MessageWaits() {}

    /** True if the step is one of a wait, or one that follows on it. */
    static boolean isOne(Continuation step) {
        return step instanceof Continuation.Resume || portOf(step) != null;
    }

    /** The port that the thread at this step waits at, or waited; null if it is none of those. */
    static IpcObject portOf(Continuation step) {
        if (step instanceof Continuation.AwaitSlot await) {
            return await.port();
        }
        if (step instanceof Continuation.Admit admit) {
            return destination(admit.message());
        }
        if (step instanceof Continuation.Post post) {
            return destination(post.message());
        }
        if (step instanceof MessageCopyout.ReturnMessage returned) {
            return destination(returned.message());
        }
        if (step instanceof Continuation.AwaitMessage await) {
            return await.object();
        }
        return step instanceof MessageCopyout.CopyoutHeader copyout ? destination(copyout.message()) : null;
    }

    private static IpcObject destination(IpcKmsg message) {
        return (IpcPort) message.destination().port();
    }

    /** How long the call waits: not at all, or forever. */
    static MachMsgTimeout timeout(Map<String, TlaValue> of) {
        return truth(of.get("polls")) ? MachMsgTimeout.POLL : MachMsgTimeout.FOREVER;
    }
}
