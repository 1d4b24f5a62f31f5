package dev.portolan.kernel.trap;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INTERRUPTED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INVALID_DATA;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TOO_LARGE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INTERRUPTED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_TYPE;
import static dev.portolan.kernel.trap.MachMsgOption.MACH_RCV_INTERRUPT;
import static dev.portolan.kernel.trap.MachMsgOption.MACH_RCV_LARGE;
import static dev.portolan.kernel.trap.MachMsgOption.MACH_RCV_MSG;
import static dev.portolan.kernel.trap.MachMsgOption.MACH_RCV_TIMEOUT;
import static dev.portolan.kernel.trap.MachMsgOption.MACH_SEND_INTERRUPT;
import static dev.portolan.kernel.trap.MachMsgOption.MACH_SEND_MSG;
import static dev.portolan.kernel.trap.MachMsgOption.MACH_SEND_NOTIFY;
import static dev.portolan.kernel.trap.MachMsgOption.MACH_SEND_TIMEOUT;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.bytes.ReceiveBuffer;
import dev.portolan.kernel.bytes.SendBuffer;
import dev.portolan.kernel.bytes.TrailerBytes;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.UserContext;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code mach_msg} as user code calls it: one buffer of bytes for the message that it sends and the one that it gets.
 *
 * <p>The buffer is memory from its position to its limit, however long it says that it is; what lies behind cannot be
 * read or written. The numbers are the argument words, unsigned where they are sizes and times.
 *
 * @param user the caller's task's
 * @param receiveSize the bytes of buffer for the message received and its trailer
 * @param timeout milliseconds, for each half that asks for a time-out
 * @param notifyName with {@code MACH_RCV_SYNC_WAIT}, the name of who is waited for
 */
public record MachMsg(
        UserContext user,
        ByteBuffer buffer,
        int option,
        int sendSize,
        int receiveSize,
        MachPortName receiveName,
        int timeout,
        MachPortName notifyName) {

    /** A call that names nobody to be told or waited for. */
    public MachMsg(
            UserContext user,
            ByteBuffer buffer,
            int option,
            int sendSize,
            int receiveSize,
            MachPortName receiveName,
            int timeout) {
        this(user, buffer, option, sendSize, receiveSize, receiveName, timeout, MachPortName.MACH_PORT_NULL);
    }

    /* The bit that tells the codes of the receive half from those of the send half. */
    private static final int RECEIVE_CODE = 0x4000;

    private static final int ANY_OPTION = Stream.of(MachMsgReceive.Option.values())
            .mapToInt(MachMsgReceive.Option::bit)
            .sum();

    /** The call's first critical section. What is refused for its bytes changes nothing. */
    public Continuation begin() {
        if (!asks(MACH_SEND_MSG)) {
            return asks(MACH_RCV_MSG) ? MachMsgTrap.receive(receiveHalf()) : MachMsgTrap.nothing();
        }
        SendBuffer.Contents contents = SendBuffer.read(buffer, sendSize, user.layout());
        if (contents instanceof SendBuffer.Refused refused) {
            return refused(refused.code());
        }
        SendBuffer.Message message = (SendBuffer.Message) contents;
        // No message guards a right, or takes its guard away, yet.
        if (message.descriptors().stream().anyMatch(MachMsgDescriptor.GuardedPort.class::isInstance)) {
            return refused(MACH_SEND_INVALID_TYPE);
        }
        MachMsgSend send = new MachMsgSend(
                message.header(),
                message.size(),
                message.words(),
                message.descriptors(),
                timeout(MACH_SEND_TIMEOUT),
                new MachMsgEnvelope(message.complex(), user.tokens()),
                asks(MACH_SEND_NOTIFY),
                false,
                MachPortName.MACH_PORT_NULL);
        return asks(MACH_RCV_MSG) ? MachMsgTrap.sendReceive(send, receiveHalf()) : MachMsgTrap.send(send);
    }

    private static Continuation refused(MachMsgReturn code) {
        return new Continuation.Resume(CallResult.of(code));
    }

    private MachMsgReceive receiveHalf() {
        return new MachMsgReceive(
                receiveName,
                receiveSize < 0 ? Integer.MAX_VALUE : receiveSize,
                asks(MACH_RCV_LARGE),
                TrailerBytes.size(option, user.layout()),
                timeout(MACH_RCV_TIMEOUT),
                options(),
                user.layout(),
                asks(MachMsgReceive.Option.MACH_RCV_SYNC_WAIT.bit()) ? notifyName : null);
    }

    private Set<MachMsgReceive.Option> options() {
        return (option & ANY_OPTION) == 0
                ? Set.of()
                : Stream.of(MachMsgReceive.Option.values())
                        .filter(one -> asks(one.bit()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private MachMsgTimeout timeout(int bit) {
        return asks(bit) ? MachMsgTimeout.timed(Integer.toUnsignedLong(timeout)) : MachMsgTimeout.FOREVER;
    }

    private boolean asks(int bit) {
        return (option & bit) != 0;
    }

    /**
     * Ends the call: writes what it leaves in the buffer.
     *
     * @param result what its sections came to
     * @return the code that user code sees, with its resource bits
     */
    public int end(CallResult result) {
        int code = result.code().code() | result.resourceBits();
        boolean isWritten = true;
        if (result.out() instanceof OutValue.Size queued) {
            isWritten = Integer.compareUnsigned(receiveSize, ReceiveBuffer.TOLD_MIN) < 0
                    || !buffer.isReadOnly()
                            && new ReceiveBuffer(buffer, user.layout()).writeTooLarge(queued.size(), queued.name());
        } else if (result.out() instanceof OutValue.Message message && isReceived(result)) {
            isWritten = writeReceived(result, message.buffer());
        } else if (result.out() instanceof OutValue.Message message && !buffer.isReadOnly()) {
            new ReceiveBuffer(buffer, user.layout()).write(message.buffer());
        }
        return isWritten ? code : MACH_RCV_INVALID_DATA.code();
    }

    private static boolean isReceived(CallResult result) {
        return result.code() == MACH_MSG_SUCCESS || (result.code().code() & RECEIVE_CODE) != 0;
    }

    /* The bare header of a message that did not fit is left out if even that does not. */
    private boolean writeReceived(CallResult result, MachMsgBuffer message) {
        int trailerSize = TrailerBytes.size(option, user.layout());
        if (result.code() == MACH_RCV_TOO_LARGE
                && Integer.compareUnsigned(MachMsgHeader.SIZE + trailerSize, receiveSize) > 0) {
            return true;
        }
        TrailerBytes trailer =
                new TrailerBytes(message.seqno(), message.envelope().sender(), message.context());
        return !buffer.isReadOnly() && new ReceiveBuffer(buffer, user.layout()).write(message, trailerSize, trailer);
    }

    /**
     * The call that the library makes next if this one ended so: an interrupted half begins anew, with its whole time,
     * unless the caller asked to be told.
     *
     * @return null if the call ends here
     */
    MachMsg again(int code) {
        if (code == MACH_SEND_INTERRUPTED.code() && !asks(MACH_SEND_INTERRUPT)) {
            return this;
        }
        if (code == MACH_RCV_INTERRUPTED.code() && !asks(MACH_RCV_INTERRUPT)) {
            return new MachMsg(user, buffer, option & ~MACH_SEND_MSG, 0, receiveSize, receiveName, timeout, notifyName);
        }
        return null;
    }
}
