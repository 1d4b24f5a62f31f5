package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.MachMsgReceive.Option.MACH_RCV_LARGE_IDENTITY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TOO_LARGE;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.rules.KernelRules.LargeIdentity;

/** What a receiver found. */
public sealed interface Take {

    /** A message, dequeued. */
    record Taken(IpcKmsg message, int seqno, boolean tooLarge) implements Take {}

    /**
     * A message too large, still queued.
     *
     * @param receiver the space that has the receive right of its port, or null
     * @param receiverName the name of that right
     */
    record StillQueued(int size, IpcSpace receiver, int receiverName) implements Take {

        /** Conditions: the port is locked. */
        static StillQueued at(IpcPort port, int size) {
            return new StillQueued(size, port.receiver(), port.receiverName());
        }

        /** What a receiver in that space is told of it. */
        public CallResult told(IpcSpace space, MachMsgReceive receive) {
            boolean named = receive.asksFor(MACH_RCV_LARGE_IDENTITY)
                    && space.zone().rules().largeIdentity() == LargeIdentity.TOLD;
            MachPortName here = receiver == space ? MachPortName.of(receiverName) : MachPortName.MACH_PORT_NULL;
            return CallResult.of(MACH_RCV_TOO_LARGE, new OutValue.Size(size, named ? here : null));
        }
    }

    /** No message. */
    enum Empty implements Take {
        /** There is none; the receiver may ask to wait. */
        NOTHING,
        /** The object has died. */
        GONE,
        /** The port has joined a set that has its messages. */
        CHANGED,
        /** The receiver polls. */
        TIMED_OUT,
        /** The receiver waits. */
        WAITING
    }
}
