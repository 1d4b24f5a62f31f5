package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_DEAD_NAME;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_NO_SENDERS;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_PORT_DESTROYED;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_SEND_POSSIBLE;

import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.NotificationForm;
import java.util.List;

/** Notifications as messages, each to the send-once right that was stored for it. */
final class Notifications {

    /* Header, NDR record and one word; header and one port descriptor; header, type descriptor and one word. */
    private static final int NDR_SIZE = 36;
    private static final int NDR_PORT_SIZE = 40;
    private static final int TYPED_SIZE = 32;

    private final boolean typed;

    Notifications(KernelRules rules) {
        typed = rules.notificationForm() == NotificationForm.TYPED;
    }

    /** A name is gone, with its last right, while its port lives. */
    IpcKmsg portDeleted(NakedRight notify, IpcSpace space, MachPortName name) {
        return told(IpcKmsg.MACH_NOTIFY_PORT_DELETED, notify, MachNotifyBody.of(space.index(), name));
    }

    /** There may be room in the queue of the port. */
    IpcKmsg sendPossible(NakedRight notify, IpcSpace space, MachPortName name) {
        return told(MACH_NOTIFY_SEND_POSSIBLE.id(), notify, MachNotifyBody.of(space.index(), name));
    }

    /** A message that was accepted over the limit is taken; the name may be null. */
    IpcKmsg msgAccepted(NakedRight notify, IpcSpace space, MachPortName name) {
        return told(MACH_NOTIFY_SEND_POSSIBLE.id(), notify, MachNotifyBody.of(space.index(), name));
    }

    /** The port is dead. */
    IpcKmsg deadName(NakedRight notify, IpcSpace space, MachPortName name) {
        return told(MACH_NOTIFY_DEAD_NAME.id(), notify, MachNotifyBody.of(space.index(), name));
    }

    /** There is no send right any more, after so many were made. */
    IpcKmsg noSenders(NakedRight notify, int makeSendCount) {
        return told(MACH_NOTIFY_NO_SENDERS.id(), notify, MachNotifyBody.of(makeSendCount));
    }

    /** The receive right was given up, and is here. */
    IpcKmsg portDestroyed(NakedRight notify, NakedRight receive) {
        return IpcKmsg.ofKernel(
                MACH_NOTIFY_PORT_DESTROYED.id(),
                typed ? TYPED_SIZE : NDR_PORT_SIZE,
                notify,
                List.of(new MessageDescriptor.Port(receive)),
                null);
    }

    private IpcKmsg told(int id, NakedRight notify, MachNotifyBody body) {
        return IpcKmsg.ofKernel(id, typed ? TYPED_SIZE : NDR_SIZE, notify, List.of(), body);
    }
}
