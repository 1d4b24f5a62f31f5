package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.Refines;

/**
 * {@code ipc_marequest}: a message was accepted over the limit of a queue, and its sender is to be told when it is taken
 * or destroyed.
 *
 * <p>The message has it, and so has the entry that its sender's space has for the destination, if it has one.
 */
public final class MsgAcceptedRequest implements Passage {

    private final NakedRight right;

    /* Set once, in a copied kernel when all its spaces are known. */
    private IpcSpace space;

    /* Changed under the space's lock; 0 once the name is gone, or if there never was one. */
    private volatile int name;

    private MsgAcceptedRequest(IpcSpace space, int name, NakedRight right) {
        this.space = space;
        this.name = name;
        this.right = right;
    }

    MsgAcceptedRequest(MsgAcceptedRequest original, KernelCopy copy) {
        this(null, original.name, original.right.copy(copy));
    }

    void setSpace(IpcSpace of) {
        space = of;
    }

    /** A request, or why there is none. */
    public record Made(MsgAcceptedRequest request, MachMsgReturn code) {}

    /** Asks for word of a message that is to be accepted, by the port that its sender names. */
    @Refines("RequestAcceptance")
    public static Made make(IpcSpace space, IpcKmsg message, MachPortName notify) {
        synchronized (space) {
            IpcEntry named = message.destination().port() instanceof IpcPort port && port.isActive()
                    ? space.table().reverseLookup(port)
                    : null;
            if (!notify.equals(MachPortName.MACH_PORT_NULL) && named != null && named.acceptance != null) {
                return new Made(null, MachMsgReturn.MACH_SEND_NOTIFY_IN_PROGRESS);
            }
            IpcEntry told = space.lookup(notify.value());
            if (told == null || !told.type.holdsReceive()) {
                return new Made(null, MachMsgReturn.MACH_SEND_INVALID_NOTIFY);
            }
            told.port().makeSendOnce();
            NakedRight right = told.port().right(NakedRight.Type.SEND_ONCE);
            MsgAcceptedRequest request = new MsgAcceptedRequest(space, named == null ? 0 : named.name, right);
            if (named != null) {
                named.acceptance = request;
            }
            return new Made(request, MachMsgReturn.MACH_MSG_SUCCESS);
        }
    }

    /** The sender has another name for the destination; 0 for none. Conditions: the space is locked. */
    void rename(int newName) {
        name = newName;
    }

    /** The message leaves: its sender is told, and may ask again. Conditions: no port is locked. */
    @Refines("CopyoutHeader")
    public void end(boolean destinationLives, DoomedRights doomed) {
        synchronized (space) {
            IpcEntry entry = name == 0 ? null : space.table().find(name);
            if (entry != null && entry.acceptance == this) {
                entry.acceptance = null;
            }
            if (!destinationLives) {
                name = 0;
            }
            doomed.add(notification());
        }
    }

    /** The same once the sender is told, and the slot of the message is still taken. */
    public MsgAcceptedRequest told() {
        return new MsgAcceptedRequest(space, 0, NakedRight.NONE);
    }

    /** True if the sender is told. */
    public boolean isTold() {
        return right.isNone();
    }

    /** The sender is told: the slot of the message, which was taken from that port, is free. */
    @Refines("CopyoutHeader")
    public static void slotIsFree(IpcPort port) {
        synchronized (port) {
            if (port.isActive()) {
                port.mqueue().slotIsFree();
            }
        }
    }

    /** What the sender is told. */
    IpcKmsg notification() {
        MachPortName told = MachPortName.of(space.isActive() ? name : 0);
        return space.zone().notifications().msgAccepted(right, space, told);
    }

    public IpcSpace space() {
        return space;
    }

    /** The right by which the sender is told. */
    public NakedRight right() {
        return right;
    }

    /** The name that the sender has for the destination; 0 for none. */
    public int name() {
        return name;
    }
}
