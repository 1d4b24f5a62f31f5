package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.integer;
import static dev.portolan.conformance.exc.Values.number;
import static dev.portolan.conformance.exc.Values.record;
import static dev.portolan.conformance.exc.Values.string;
import static dev.portolan.conformance.exc.Values.text;

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
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.rules.KernelRules.DeadSendOnce;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import dev.portolan.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The user program of a thread: what it does by {@code mach_msg} and the calls on ports, and at its instructions. */
final class Handler {

    private static final int BUFFER = 1024;

    private final ExceptionKernel kernel;
    private final MachThread thread;

    Handler(ExceptionKernel kernel, MachThread thread) {
        this.kernel = kernel;
        this.thread = thread;
    }

    /** Executes an action of the model; null if it is none of a user program's. */
    Told perform(String action, Map<String, TlaValue> of) {
        return switch (action) {
            case "ReceiveRequest" -> receive(integer(of.get("p")));
            case "ReplyToRequest" -> reply(text(of.get("kind")));
            case "DropRequest" -> drop();
            case "ForwardRequest" -> forward(integer(of.get("p")));
            case "DestroyPort" -> destroy(integer(of.get("p")));
            case "MoveReceiveRight" -> move(integer(of.get("p")), kernel.task(text(of.get("task"))));
            case "SendMessage" -> send(integer(of.get("p")), MessageWaits.timeout(of));
            case "ReceiveMessage" ->
                kernel.upToWait(
                        thread,
                        MachMsgTrap.receive(
                                MachMsgReceive.of(names().of(integer(of.get("p"))), BUFFER, MessageWaits.timeout(of))));
            case "RunUser" -> run();
            case "ViolateGuard" ->
                told(new GuardViolation(kernel, thread, integer(of.get("name")), integer(of.get("guard")))
                        .of(integer(of.get("flavor"))));
            case "MachMsgToKernel" -> ask(text(field(of.get("object"), "of")), integer(of.get("id")), of);
            default -> null;
        };
    }

    /* A message that tells nothing. */
    private Told send(int port, MachMsgTimeout timeout) {
        MachMsgHeader header =
                MachMsgHeader.to(names().of(port), MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, MessageWaits.PLAIN_ID);
        return kernel.upToWait(thread, MachMsgTrap.send(MachMsgSend.of(header, timeout)));
    }

    private Told receive(int port) {
        CallResult result = kernel.complete(
                thread, MachMsgTrap.receive(MachMsgReceive.of(names().of(port), BUFFER, MachMsgTimeout.POLL)));
        if (result.out() instanceof OutValue.Message message && result.code() == MachMsgReturn.MACH_MSG_SUCCESS) {
            kernel.hold(thread, message.buffer());
        }
        return told(result);
    }

    private Told reply(String kind) {
        MachMsgBuffer request = kernel.request(thread);
        RequestWords asked = RequestWords.read(request.id(), request.body());
        int id = kind.equals("wrongId") ? request.id() : asked.replyId();
        List<Long> words = new ArrayList<>(answer(asked, kind));
        if (kind.equals("wrongSize")) {
            words.add(0L);
        }
        MachMsgHeader header = MachMsgHeader.to(request.remote(), MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE, id);
        int size = MachMsgHeader.SIZE + Integer.BYTES * words.size();
        CallResult result = request.remote().isValid()
                ? giveUpIfRefused(request.remote(), send(new MachMsgSend(header, size, words, MachMsgTimeout.POLL)))
                : nobodys();
        giveUpIdentity(request);
        kernel.letGo(thread);
        return told(result);
    }

    /* By a right that arrived dead there is nothing to send: what the model has of it is what a later death would make. */
    private CallResult nobodys() {
        boolean swallowed = kernel.kernel().rules().deadSendOnce() == DeadSendOnce.SWALLOWED;
        return swallowed ? CallResult.MACH_MSG_SUCCESS : CallResult.of(MachMsgReturn.MACH_SEND_INVALID_DEST);
    }

    /* Who is refused gives up the name of what was the right. */
    private CallResult giveUpIfRefused(MachPortName right, CallResult result) {
        if (result.code() != MachMsgReturn.MACH_SEND_INVALID_DEST) {
            return result;
        }
        CallResult given = deallocate(right);
        return given.code() == KernReturn.KERN_SUCCESS ? result : given;
    }

    /* What handlers say, by what becomes of it. */
    private static List<Long> answer(RequestWords request, String kind) {
        int ret = switch (kind) {
            case "failure", "error" -> KernReturn.KERN_FAILURE.code();
            case "portDied" -> MachMsgReturn.MACH_RCV_PORT_DIED.code();
            default -> KernReturn.KERN_SUCCESS.code();
        };
        boolean hasState = request.state() != null && !kind.equals("error");
        return request.reply(ret, hasState ? Registers.of(kind.equals("impossible") ? kind : "repaired") : null);
    }

    private Told drop() {
        MachMsgBuffer request = kernel.request(thread);
        // The name of a right that arrived dead is none, and needs not be given up.
        CallResult result = request.remote().isValid() ? deallocate(request.remote()) : CallResult.KERN_SUCCESS;
        giveUpIdentity(request);
        kernel.letGo(thread);
        return result.code() == KernReturn.KERN_SUCCESS ? told(CallResult.MACH_MSG_SUCCESS) : told(result);
    }

    private Told forward(int port) {
        MachMsgBuffer request = kernel.request(thread);
        MachMsgHeader header = MachMsgHeader.to(names().of(port), MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, request.id())
                .withReply(request.remote(), MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE);
        List<MachMsgDescriptor> rights = new ArrayList<>();
        for (MachPortName name : identity(request)) {
            rights.add(new MachMsgDescriptor.Port(name, MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND.code()));
        }
        CallResult result = send(new MachMsgSend(header, request.size(), request.body(), rights, MachMsgTimeout.POLL));
        kernel.letGo(thread);
        return told(result);
    }

    private Told destroy(int port) {
        return told(kernel.complete(
                thread,
                MachPortTraps.machPortModRefs(
                        thread.task(), names().of(port), MachPortRight.MACH_PORT_RIGHT_RECEIVE, -1)));
    }

    /* By insert_right, whose success is that of the message which would have taken it there. */
    private Told move(int port, MachTask to) {
        Names there = new Names(to, kernel.serials());
        MachPortName name = there.has(port) ? there.of(port) : kernel.freshName();
        CallResult result = insert(to, name, names().of(port), MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE);
        return result.code() == KernReturn.KERN_SUCCESS ? told(CallResult.MACH_MSG_SUCCESS) : told(result);
    }

    /** Gives a task a right to a port that this thread's has a right to. */
    CallResult insert(MachTask to, MachPortName name, MachPortName right, MachMsgTypeName disposition) {
        return kernel.complete(
                thread, MachPortTraps.machPortInsertRight(to, name, right, disposition.code(), PortCall.Entry.RPC));
    }

    /** Gives a task a send right to a port that this thread's receives from. */
    void giveSend(MachTask to, int port) {
        MachPortName right = names().of(port);
        MachPortName name = to == thread.task() ? right : kernel.freshName();
        insert(to, name, right, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
    }

    /* The next instruction loads a null pointer. */
    private Told run() {
        thread.act().setState(Registers.GENERAL, Registers.of("faulting"));
        return Told.of(Told.CONTINUE);
    }

    /* The reply port is made for the request, and goes with it. */
    private Told ask(String object, int id, Map<String, TlaValue> of) {
        MachPortName reply = ((OutValue.Name) allocate().out()).name();
        String form = text(of.get("form"));
        String by = text(of.get("by"));
        List<Long> words = form.equals("long") ? List.of(0L) : List.of();
        List<MachMsgDescriptor> rights = form.equals("rights") ? List.of(someRight()) : List.of();
        MachMsgHeader header = MachMsgHeader.to(kernel.object(object), MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, id);
        int size = MachMsgHeader.SIZE
                + (rights.isEmpty()
                        ? 0
                        : MachMsgDescriptor.COUNT_SIZE + rights.get(0).size())
                + Integer.BYTES * words.size();
        if (by.equals("full")) {
            fill(reply);
        }
        CallResult sent = send(new MachMsgSend(
                answeredBy(header, by, reply, kernel.object(object)), size, words, rights, MachMsgTimeout.POLL));
        if (by.equals("full")) {
            take(reply);
        }
        CallResult received = take(reply);
        kernel.complete(
                thread, MachPortTraps.machPortModRefs(thread.task(), reply, MachPortRight.MACH_PORT_RIGHT_RECEIVE, -1));
        if (!(received.out() instanceof OutValue.Message message)) {
            return told(sent);
        }
        List<Long> body = message.buffer().body();
        return new Told(
                sent.code().toString(),
                record(
                        "id",
                        number(message.buffer().id()),
                        "ret",
                        string(Codes.name(body.get(body.size() - 1).intValue()))));
    }

    /* By what a request says that it wants to be answered. */
    private MachMsgHeader answeredBy(MachMsgHeader header, String by, MachPortName reply, MachPortName object) {
        return switch (by) {
            case "none" -> header;
            case "sendOnce" -> header.withReply(reply, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE);
            case "send", "full" -> header.withReply(reply, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
            case "dead" -> header.withReply(MachPortName.MACH_PORT_DEAD, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);
            case "kernels" -> header.withReply(object, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);
            default -> throw new IllegalArgumentException("nobody is answered by " + by);
        };
    }

    /* A right to the first of the ports that are exception ports. */
    private MachMsgDescriptor someRight() {
        return new MachMsgDescriptor.Port(names().of(1), MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code());
    }

    /* A message stands in the port's queue, which has room for no more. */
    private void fill(MachPortName port) {
        kernel.complete(thread, MachPortTraps.machPortSetQueueLimit(thread.task(), port, 1));
        send(new MachMsgSend(
                MachMsgHeader.to(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND, 0),
                MachMsgHeader.SIZE,
                List.of(),
                MachMsgTimeout.POLL));
    }

    private CallResult take(MachPortName port) {
        return kernel.complete(thread, MachMsgTrap.receive(MachMsgReceive.of(port, BUFFER, MachMsgTimeout.POLL)));
    }

    private CallResult send(MachMsgSend send) {
        return kernel.complete(thread, MachMsgTrap.send(send));
    }

    private CallResult deallocate(MachPortName name) {
        return kernel.complete(thread, MachPortTraps.machPortDeallocate(thread.task(), name));
    }

    private void giveUpIdentity(MachMsgBuffer request) {
        identity(request).forEach(this::deallocate);
    }

    private static List<MachPortName> identity(MachMsgBuffer request) {
        return request.descriptors().stream()
                .map(descriptor -> ((MachMsgDescriptor.Port) descriptor).name())
                .toList();
    }

    private Names names() {
        return new Names(thread.task(), kernel.serials());
    }

    private static Told told(CallResult result) {
        return Told.of(result.code().toString());
    }

    /** Makes a port that this thread's task receives from. */
    CallResult allocate() {
        Continuation call = MachPortTraps.machPortAllocate(thread.task(), MachPortRight.MACH_PORT_RIGHT_RECEIVE);
        return kernel.complete(thread, call);
    }
}
