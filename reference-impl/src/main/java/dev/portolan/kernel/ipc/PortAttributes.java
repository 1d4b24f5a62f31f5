package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MachMsgTokens;
import dev.portolan.kernel.abi.MachMsgTrailer;
import dev.portolan.kernel.abi.MachPortStatus;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.rules.KernelRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What calls change and see of a port whose receive right a name denotes. Each public method is one critical section, and
 * answers {@code KERN_INVALID_NAME} for a name that denotes nothing, {@code KERN_INVALID_RIGHT} for any other right.
 */
public final class PortAttributes {

    private PortAttributes() {}

    /** Changes the limit of the port's queue; as many blocked senders are let go as it is higher. */
    @Refines("MachPortSetAttributes")
    public static KernReturn setQueueLimit(IpcSpace space, int name, int queueLimit) {
        return of(space, name, port -> {
            port.setQueueLimit(queueLimit);
            return KERN_SUCCESS;
        });
    }

    /** Changes how many send rights are said to have been made. */
    @Refines("MachPortSetMscount")
    public static KernReturn setMakeSendCount(IpcSpace space, int name, int makeSendCount) {
        return of(space, name, port -> {
            port.setMakeSendCount(makeSendCount);
            return KERN_SUCCESS;
        });
    }

    /** Changes the number of the next message. */
    @Refines("MachPortSetSeqno")
    public static KernReturn setSeqno(IpcSpace space, int name, int seqno) {
        return of(space, name, port -> {
            port.setSeqno(seqno);
            return KERN_SUCCESS;
        });
    }

    /** The limit of the port's queue. */
    @Refines("MachPortGetAttributes")
    public static CallResult queueLimit(IpcSpace space, int name) {
        return seen(space, name, port -> CallResult.of(KERN_SUCCESS, new OutValue.Limits(port.queueLimit())));
    }

    /** All there is to say of the port. */
    @Refines("MachPortGetAttributes")
    public static CallResult status(IpcSpace space, int name) {
        return seen(space, name, PortAttributes::statusOf);
    }

    /** How many send rights there are. */
    @Refines("MachPortGetSrights")
    public static CallResult sendRights(IpcSpace space, int name) {
        return seen(space, name, port -> CallResult.of(KERN_SUCCESS, new OutValue.Refs(port.sendRights())));
    }

    /**
     * The message of that number, or for 0 the first, with its trailer to the last of those elements; it stays queued.
     * {@code KERN_FAILURE} if there is none.
     */
    @Refines("MachPortPeek")
    public static CallResult peek(IpcSpace space, int name, int seqno, int elements) {
        return seen(space, name, port -> peek(space.zone().rules(), port, seqno, elements));
    }

    private static CallResult statusOf(IpcPort port) {
        synchronized (port) {
            MachPortStatus status = new MachPortStatus(
                    !port.links().isEmpty(),
                    port.seqno(),
                    port.makeSendCount(),
                    port.queueLimit(),
                    port.messageCount(),
                    port.sendOnceRights(),
                    port.sendRights() > 0,
                    port.isAwaited(),
                    !port.requests().noSenders().isNone(),
                    port.guard().guarded(),
                    port.guard().strict(),
                    port.guard().guarded() && port.guard().immovable());
            return CallResult.of(KERN_SUCCESS, new OutValue.Status(status));
        }
    }

    private static CallResult peek(KernelRules rules, IpcPort port, int seqno, int elements) {
        synchronized (port) {
            int first = port.seqno();
            int place = seqno == 0 ? 0 : seqno - first;
            List<IpcKmsg> queued = port.queue();
            if (place < 0 || place >= queued.size()) {
                return CallResult.of(KERN_FAILURE);
            }
            IpcKmsg message = queued.get(place);
            int size = message.sizeIn(rules);
            return CallResult.of(
                    KERN_SUCCESS,
                    new OutValue.Peeked(
                            message.id(), size, first + place, trailer(message.envelope(), first + place, elements)));
        }
    }

    private static List<Integer> trailer(MachMsgEnvelope envelope, int seqno, int elements) {
        int size = MachMsgTrailer.size(elements);
        MachMsgTokens sender = envelope.sender();
        List<Integer> words = new ArrayList<>(List.of(0, size, seqno, sender.uid(), sender.gid()));
        words.addAll(sender.audit());
        return List.copyOf(words.subList(0, size / Integer.BYTES));
    }

    static KernReturn of(IpcSpace space, int name, Function<IpcPort, KernReturn> change) {
        return (KernReturn)
                seen(space, name, port -> CallResult.of(change.apply(port))).code();
    }

    static CallResult seen(IpcSpace space, int name, Function<IpcPort, CallResult> look) {
        synchronized (space) {
            IpcEntry entry = space.lookup(name);
            if (entry == null) {
                return CallResult.of(KERN_INVALID_NAME);
            }
            return entry.type.holdsReceive() ? look.apply(entry.port()) : CallResult.of(KERN_INVALID_RIGHT);
        }
    }
}
