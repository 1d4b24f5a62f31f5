package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_IPC_SPACE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_HEADER_ERROR;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INVALID_NOTIFY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TOO_LARGE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_DEST;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_HEADER;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_NOTIFY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_REPLY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_VOUCHER;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_MSG_TOO_SMALL;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TOO_LARGE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.OutValue.Nothing.NOTHING;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.NakedRight.Type;
import dev.portolan.kernel.rules.KernelRules.SendPossible;
import dev.portolan.kernel.rules.KernelRules.TooLargeHeader;
import java.util.List;

/**
 * A message's header on its way into the kernel and out again, in one space.
 *
 * <p>Each public method is one critical section of the space; what it gives up is added to the doomed rights.
 */
public final class HeaderTransfer {

    private HeaderTransfer() {}

    /** What copy-in of a header came to: a message, whose rights have left the space, or a code. */
    public sealed interface Copyin permits IpcKmsg, Refused {}

    /** A code; nothing changed. */
    public record Refused(MachMsgReturn code) implements Copyin {}

    /** Validates the header and copies its rights in. */
    @Refines("CopyinHeader")
    public static Copyin copyinHeader(IpcSpace space, MachMsgSend send, DoomedRights doomed) {
        boolean cancels = send.sendCancel() && space.zone().rules().tellsOfAcceptance();
        MachMsgReturn fault = validate(send, cancels);
        if (fault != MACH_MSG_SUCCESS) {
            return refused(fault);
        }
        MachMsgHeader header = send.header();
        synchronized (space) {
            IpcPort notify = cancels ? receiveRight(space, send.notifyPort()) : null;
            if (cancels && notify == null && space.isActive()) {
                return refused(MACH_SEND_INVALID_NOTIFY);
            }
            IpcEntry destination = space.lookup(header.remote().value());
            if (destination == null) {
                return refused(MACH_SEND_INVALID_DEST);
            }
            return header.remote().value() == header.local().value()
                    ? copyinSameName(space, send, destination, notify, doomed)
                    : copyinTwoNames(space, send, destination, notify, doomed);
        }
    }

    /* The port whose receive right the space calls so, or null. */
    private static IpcPort receiveRight(IpcSpace space, MachPortName name) {
        IpcEntry entry = space.lookup(name.value());
        return entry == null || !entry.type.holdsReceive() ? null : entry.port();
    }

    /**
     * Gives the message's rights back to its sender, as a receive would, and rewrites the sender's buffer.
     *
     * @return that code and what was short
     */
    @Refines("ReturnMessage")
    public static CallResult returnMessage(
            IpcSpace space, IpcKmsg message, MachMsgReturn code, MachMsgBuffer buffer, DoomedRights doomed) {
        synchronized (space) {
            synchronized (lockOfBoth(space, message)) {
                return returned(space, message, code, buffer, doomed);
            }
        }
    }

    private static CallResult returned(
            IpcSpace space, IpcKmsg message, MachMsgReturn code, MachMsgBuffer buffer, DoomedRights doomed) {
        MachPortName remote = space.copyout(message.destination());
        MachPortName local = space.copyout(message.reply());
        if (remote == null) {
            doomed.add(message.destination());
        }
        if (local == null) {
            doomed.add(message.reply());
        }
        buffer.begin(message.id(), message.size(), message.envelope());
        buffer.setRemote(
                (remote == null ? MACH_PORT_NULL : remote).value(),
                message.destination().type().disposition());
        buffer.setLocal(
                (local == null ? MACH_PORT_NULL : local).value(),
                message.reply().type().disposition());
        buffer.setBody(message.body(), null);
        return new CallResult(code, remote == null || local == null ? MACH_MSG_IPC_SPACE : 0, NOTHING);
    }

    /**
     * Names the reply right of a message received, and uses up the right that it was sent to.
     *
     * @param buffer the receiver's
     * @return the code, and what was short
     */
    @Refines("CopyoutHeader")
    public static CallResult copyoutHeader(
            IpcSpace space,
            IpcKmsg message,
            int seqno,
            boolean tooLarge,
            MachPortName notifyName,
            MachMsgBuffer buffer,
            DoomedRights doomed) {
        synchronized (space) {
            boolean asks = !tooLarge
                    && notifyName != null
                    && space.isActive()
                    && space.zone().rules().tellsOfAcceptance();
            IpcPort notify = asks ? receiveRight(space, notifyName) : null;
            CallResult result;
            if (asks && notify == null) {
                result = bareHeader(space, message, MACH_RCV_INVALID_NOTIFY, 0, buffer, doomed);
            } else if (notify != null && isNewReply(space, message.reply())) {
                result = copiedOutAndRequested(space, message, notify, buffer, doomed);
            } else {
                result = copiedOut(space, message, tooLarge, null, buffer, doomed);
            }
            buffer.setTrailer(seqno, contextOf(message.destination().port()));
            return result;
        }
    }

    private static boolean isNewReply(IpcSpace space, NakedRight reply) {
        return reply.port() instanceof IpcPort port
                && port.isActive()
                && (reply.type() == Type.SEND_ONCE || space.table().reverseLookup(port) == null);
    }

    /*
     * The receiver is to be told of the death of the reply port. Of two ports never both are locked, so the right by which
     * it will be told is counted before, and no more if none came of it; whoever asks for that count locks the space.
     */
    private static CallResult copiedOutAndRequested(
            IpcSpace space, IpcKmsg message, IpcPort notify, MachMsgBuffer buffer, DoomedRights doomed) {
        notify.makeSendOnce();
        CallResult result = copiedOut(space, message, false, notify, buffer, doomed);
        if (!buffer.remote().isValid()) {
            synchronized (notify) {
                notify.consume(Type.SEND_ONCE);
            }
        }
        return result;
    }

    /* One port that both rights are to does not die between the two: its lock is held, else no more than the space's. */
    private static Object lockOfBoth(IpcSpace space, IpcKmsg message) {
        PortReference port = message.destination().port();
        return port == message.reply().port() && port instanceof IpcPort ? port : space;
    }

    private static CallResult copiedOut(
            IpcSpace space,
            IpcKmsg message,
            boolean tooLarge,
            IpcPort notify,
            MachMsgBuffer buffer,
            DoomedRights doomed) {
        synchronized (lockOfBoth(space, message)) {
            if (tooLarge) {
                return bareHeader(space, message, MACH_RCV_TOO_LARGE, 0, buffer, doomed);
            }
            MachPortName remote = space.isActive() ? copyoutReply(space, message.reply(), notify) : null;
            if (remote == null) {
                return bareHeader(space, message, MACH_RCV_HEADER_ERROR, MACH_MSG_IPC_SPACE, buffer, doomed);
            }
            int local = useUpDestination(space, message.destination(), doomed);
            writeHeader(buffer, message, message.size(), remote, local);
            buffer.setBody(message.body(), message.notified());
            return CallResult.MACH_MSG_SUCCESS;
        }
    }

    /* Word of the reply port's death is asked for in the section in which it gets its name: it does not die between. */
    private static MachPortName copyoutReply(IpcSpace space, NakedRight reply, IpcPort notify) {
        if (notify == null) {
            return space.copyout(reply);
        }
        IpcPort port = (IpcPort) reply.port();
        synchronized (port) {
            MachPortName name = space.copyout(reply);
            if (name != null && name.isValid()) {
                IpcEntry entry = space.lookup(name.value());
                entry.request = port.requests()
                        .add(space, entry.name, PortRequests.Kind.DEAD_NAME, notify.right(Type.SEND_ONCE), false);
            }
            return name;
        }
    }

    private static MachMsgReturn validate(MachMsgSend send, boolean cancels) {
        int size = send.sendSize();
        if (Integer.compareUnsigned(size, MachMsgHeader.SIZE) < 0 || (size & 3) != 0) {
            return MACH_SEND_MSG_TOO_SMALL;
        }
        if (Integer.compareUnsigned(size, MachMsgSend.SIZE_MAX) > 0) {
            return MACH_SEND_TOO_LARGE;
        }
        if (cancels && send.notifyPort().equals(MACH_PORT_NULL)) {
            return MACH_SEND_INVALID_NOTIFY;
        }
        MachMsgHeader header = send.header();
        boolean replyIsMalformed = header.localDisposition() == MachMsgTypeName.NONE
                ? !header.local().equals(MACH_PORT_NULL)
                : !MachMsgTypeName.isPortAnySend(header.localDisposition());
        if (!MachMsgTypeName.isPortAnySend(header.remoteDisposition()) || replyIsMalformed) {
            return MACH_SEND_INVALID_HEADER;
        }
        if (!header.remote().isValid()) {
            return MACH_SEND_INVALID_DEST;
        }
        return voucherIsInvalid(header) ? MACH_SEND_INVALID_VOUCHER : MACH_MSG_SUCCESS;
    }

    /* No port is a voucher yet, so any name is wrong. */
    private static boolean voucherIsInvalid(MachMsgHeader header) {
        int disposition = header.voucherDisposition();
        return disposition != MachMsgTypeName.NONE
                && (!header.voucher().equals(MACH_PORT_NULL)
                        || disposition != MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND.code()
                                && disposition != MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND.code());
    }

    private static Copyin copyinSameName(
            IpcSpace space, MachMsgSend send, IpcEntry entry, IpcPort notify, DoomedRights doomed) {
        MachMsgTypeName remote = MachMsgTypeName.of(send.header().remoteDisposition());
        MachMsgTypeName local = MachMsgTypeName.of(send.header().localDisposition());
        if (!space.transfer().canCopyin(entry, local)) {
            return refused(MACH_SEND_INVALID_REPLY);
        }
        NakedRight[] rights = space.transfer().copyinTwo(space, entry, remote, local, doomed);
        doomed.withdraw(notify);
        space.freeIfEmpty(entry);
        return rights == null ? refused(MACH_SEND_INVALID_DEST) : copiedIn(space, send, rights[0], rights[1]);
    }

    private static Copyin copyinTwoNames(
            IpcSpace space, MachMsgSend send, IpcEntry destination, IpcPort notify, DoomedRights doomed) {
        MachMsgHeader header = send.header();
        IpcEntry reply = null;
        if (header.local().isValid()) {
            reply = space.lookup(header.local().value());
            if (reply == null || !space.transfer().canCopyin(reply, MachMsgTypeName.of(header.localDisposition()))) {
                return refused(MACH_SEND_INVALID_REPLY);
            }
        }
        MachMsgTypeName disposition = MachMsgTypeName.of(header.remoteDisposition());
        NakedRight remote = space.transfer().copyinDestination(space, destination, disposition, doomed);
        if (remote == null) {
            return refused(MACH_SEND_INVALID_DEST);
        }
        doomed.withdraw(notify);
        space.freeIfEmpty(destination);
        if (reply == null) {
            return copiedIn(space, send, remote, invalidRight(header.local(), header.localDisposition()));
        }
        NakedRight local = space.transfer().copyin(space, reply, MachMsgTypeName.of(header.localDisposition()), doomed);
        space.freeIfEmpty(reply);
        return copiedIn(space, send, remote, local);
    }

    private static Copyin copiedIn(IpcSpace space, MachMsgSend send, NakedRight destination, NakedRight reply) {
        return new IpcKmsg(
                send.header().id(),
                send.sendSize(),
                destination,
                reply,
                send.body(),
                List.of(),
                null,
                send.envelope(),
                passage(space, send, destination));
    }

    private static Passage passage(IpcSpace space, MachMsgSend send, NakedRight destination) {
        if (!send.sendNotify()) {
            return Passage.Plain.WAITS;
        }
        if (space.zone().rules().tellsOfAcceptance()) {
            return new Passage.Asked(send.notifyPort());
        }
        return notifies(space, send.header().remote(), destination) ? Passage.Plain.ALWAYS : Passage.Plain.WAITS;
    }

    /*
     * Of a send by a name that is to be told of its port: at a full queue it will be told of room, if that is what it
     * asked for. Answers true if there is room, which will then be there for this message.
     */
    private static boolean notifies(IpcSpace space, MachPortName name, NakedRight destination) {
        IpcEntry entry = space.lookup(name.value());
        boolean asked =
                entry != null && entry.request != 0 && space.zone().rules().sendPossible() == SendPossible.REQUESTED;
        if (!asked || destination.type() != Type.SEND || !(destination.port() instanceof IpcPort port)) {
            return false;
        }
        synchronized (port) {
            boolean full = port.isActive() && port.isFull();
            if (full) {
                port.requests().arm(entry.request);
            }
            return port.isActive() && !full;
        }
    }

    private static Copyin refused(MachMsgReturn code) {
        return new Refused(code);
    }

    /** The right that an invalid name stands for: the name itself, as a port. */
    public static NakedRight invalidRight(MachPortName name, int disposition) {
        boolean dead = name.equals(MACH_PORT_DEAD);
        Type type = Type.of(disposition);
        return type == Type.NONE && !dead
                ? NakedRight.NONE
                : new NakedRight(type, dead ? PortReference.Invalid.IP_DEAD : PortReference.Invalid.IP_NULL);
    }

    /* Everything but the destination is destroyed. A reply port is told as dead if it was when the right was copied in. */
    private static CallResult bareHeader(
            IpcSpace space,
            IpcKmsg message,
            MachMsgReturn code,
            int resourceBits,
            MachMsgBuffer buffer,
            DoomedRights doomed) {
        int local = useUpDestination(space, message.destination(), doomed);
        doomed.addCarried(message);
        boolean bare = space.zone().rules().tooLargeHeader() == TooLargeHeader.BARE;
        boolean replyCameDead = message.reply().port() == PortReference.Invalid.IP_DEAD;
        writeHeader(
                buffer,
                message,
                bare ? MachMsgHeader.SIZE : message.size(),
                replyCameDead ? MACH_PORT_DEAD : MACH_PORT_NULL,
                local);
        return new CallResult(code, resourceBits, NOTHING);
    }

    private static void writeHeader(MachMsgBuffer buffer, IpcKmsg message, int size, MachPortName remote, int local) {
        buffer.begin(message.id(), size, message.envelope());
        buffer.setRemote(remote.value(), message.reply().type().disposition());
        buffer.setLocal(local, message.destination().type().disposition());
    }

    private static long contextOf(PortReference destination) {
        return destination instanceof IpcPort port && port.isActive()
                ? port.guard().context()
                : 0;
    }

    /* The space's name for the port that the message was sent to, if its receive right still is there. */
    private static int useUpDestination(IpcSpace space, NakedRight right, DoomedRights doomed) {
        if (!(right.port() instanceof IpcPort port)) {
            return MACH_PORT_DEAD.value();
        }
        synchronized (port) {
            if (!port.isActive()) {
                return MACH_PORT_DEAD.value();
            }
            boolean here = port.receiver() == space;
            if (here || right.type() == Type.SEND) {
                doomed.add(port.consume(right.type()));
            } else {
                doomed.add(right);
            }
            return here ? port.receiverName() : MACH_PORT_NULL.value();
        }
    }
}
