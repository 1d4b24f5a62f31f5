package dev.portolan.kernel.user;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MigForm;
import dev.portolan.kernel.abi.MigReturn;
import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.MigSubsystem;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the stubs that MIG makes for a caller have in common: a call becomes a request, and its reply the result.
 *
 * <p>The reply port is made for the first request and kept, until a message at it fails in a way that leaves its state
 * unknown. Only one thread uses a client.
 */
final class MigClient {

    private static final int ROOM = 4096;
    private static final int ID_STEP = 100;

    /** What a reply that is a success says; null if it is not laid out as the call's is. */
    interface Reader extends Function<MigReply, OutValue> {}

    /** Nothing but success. */
    static final Reader NOTHING = reply -> reply.has(0) ? OutValue.Nothing.NOTHING : null;

    private final MigForm form;
    private final Function<Continuation, CallResult> mach;
    private MachPortName replyPort = MachPortName.MACH_PORT_NULL;

    /** @param mach makes a call, and answers when it has ended */
    MigClient(MigForm form, Function<Continuation, CallResult> mach) {
        this.form = form;
        this.mach = mach;
    }

    MigForm form() {
        return form;
    }

    boolean isXnus() {
        return form == MigForm.NDR;
    }

    /** A call that brings words alone. */
    CallResult call(MigSubsystem of, String routine, MachPortName to, Reader reader, Integer... words) {
        return call(of, routine, to, MigShape.ofWords(words.length), List.of(), reader, List.of(words), List.of());
    }

    /**
     * A call.
     *
     * @param descriptors what it brings besides words
     * @param array the words that come last, with their number
     */
    CallResult call(
            MigSubsystem of,
            String routine,
            MachPortName to,
            MigShape shape,
            List<MachMsgDescriptor> descriptors,
            Reader reader,
            List<Integer> words,
            List<Integer> array) {
        if (array.size() > shape.arrayMax()) {
            return CallResult.of(MigReturn.MIG_ARRAY_TOO_LARGE);
        }
        int id = of.id(routine);
        int size = form.requestSize(shape, array.size());
        MachMsgHeader header = MachMsgHeader.to(to, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, id)
                .withReply(replyPort(), MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE);
        List<Long> body = form.request(shape, words, array);
        CallResult result = mach.apply(MachMsgTrap.sendReceive(
                new MachMsgSend(header, size, body, descriptors, MachMsgTimeout.FOREVER),
                MachMsgReceive.of(replyPort, ROOM, MachMsgTimeout.FOREVER)));
        if (result.code() != MachMsgReturn.MACH_MSG_SUCCESS) {
            forgetReplyPort(result.code());
            return CallResult.of(result.code());
        }
        return read(id, ((OutValue.Message) result.out()).buffer(), reader);
    }

    /** {@code mig_get_reply_port}. */
    private MachPortName replyPort() {
        if (!replyPort.isValid()) {
            replyPort =
                    ((OutValue.Name) mach.apply(MachPortTraps.machReplyPort()).out()).name();
        }
        return replyPort;
    }

    /** {@code mig_put_reply_port}, {@code mig_dealloc_reply_port}: what was not sent has left nothing at the port. */
    private void forgetReplyPort(ReturnCode code) {
        boolean isKept = code == MachMsgReturn.MACH_SEND_INVALID_DATA
                || code == MachMsgReturn.MACH_SEND_INVALID_DEST
                || code == MachMsgReturn.MACH_SEND_INVALID_HEADER;
        if (!isKept) {
            replyPort = MachPortName.MACH_PORT_NULL;
        }
    }

    /** What a message received in answer to a request of that id comes to. */
    CallResult read(int id, MachMsgBuffer reply, Reader reader) {
        if (reply.id() != id + ID_STEP) {
            boolean isDead = reply.id() == IpcKmsg.MACH_NOTIFY_SEND_ONCE;
            return CallResult.of(isDead ? MigReturn.MIG_SERVER_DIED : MigReturn.MIG_REPLY_MISMATCH);
        }
        List<Integer> words = form.words(reply.body(), reply.descriptors().isEmpty());
        if (words == null) {
            return CallResult.of(MigReturn.MIG_TYPE_ERROR);
        }
        ReturnCode code = code(words.get(0));
        if (code != KernReturn.KERN_SUCCESS) {
            return CallResult.of(words.size() == 1 ? code : MigReturn.MIG_TYPE_ERROR);
        }
        OutValue out = reader.apply(new MigReply(reply.descriptors(), words.subList(1, words.size())));
        return out == null ? CallResult.of(MigReturn.MIG_TYPE_ERROR) : CallResult.of(KernReturn.KERN_SUCCESS, out);
    }

    private static ReturnCode code(int code) {
        Stream<ReturnCode> known = Stream.concat(
                Stream.concat(Stream.of(KernReturn.values()), Stream.of(MigReturn.values())),
                Stream.of(MachMsgReturn.values()));
        return known.filter(one -> one.code() == code).findFirst().orElse(KernReturn.KERN_FAILURE);
    }

    /** The descriptor of a right. */
    static List<MachMsgDescriptor> right(MachPortName name, int disposition) {
        return List.of(new MachMsgDescriptor.Port(name, disposition));
    }

    /** A value of 64 bits as words, behind others. */
    static Integer[] words(long wide, Integer... before) {
        List<Integer> words = new ArrayList<>(List.of(before));
        words.add((int) wide);
        words.add((int) (wide >>> Integer.SIZE));
        return words.toArray(Integer[]::new);
    }
}
