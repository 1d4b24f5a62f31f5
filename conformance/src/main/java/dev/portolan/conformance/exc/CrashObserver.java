package dev.portolan.conformance.exc;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionReply;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
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
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.kern.CallRights;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.ExceptionTarget;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.personality.UnixPersonality;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;

/**
 * The thread that is told of all exceptions of a task, handles none but as it is told to, and may stand between the host's
 * level and the kernel's own handler.
 */
final class CrashObserver {

    private static final int BUFFER = 1024;
    private static final int ALL = (1 << ExceptionType.COUNT) - 2;

    private final SimulatedMachine machine;
    private final MachThread thread;

    private MachPortName port;
    private MachMsgBuffer request;

    /* Where it stands between, and whom it stands before; null if it does not. */
    private MachPortName between;
    private MachPortName behind;

    CrashObserver(SimulatedMachine machine, MachThread thread) {
        this.machine = machine;
        this.thread = thread;
    }

    CrashObserver copy(SimulatedMachine onto, Kernel kernel) {
        CrashObserver twin = new CrashObserver(onto, kernel.thread(thread.index()));
        twin.port = port;
        twin.request = request;
        twin.between = between;
        twin.behind = behind;
        return twin;
    }

    /** Makes a call that returns at once. */
    CallResult complete(MachThread of, Continuation call) {
        Answer answer = machine.begin(of, call);
        while (answer == Answer.Going.CONTINUED) {
            answer = machine.step(of);
        }
        if (answer instanceof Answer.Returned returned) {
            return returned.result();
        }
        throw new IllegalStateException("thread " + of + " waits in " + call);
    }

    private CallResult call(Continuation call) {
        return complete(thread, call);
    }

    private void succeeds(Continuation call) {
        CallResult result = call(call);
        if (result.code() != KernReturn.KERN_SUCCESS && result.code() != MachMsgReturn.MACH_MSG_SUCCESS) {
            throw new IllegalStateException(call + " came to " + result.code());
        }
    }

    private MachPortName allocate() {
        CallResult made = call(MachPortTraps.machPortAllocate(thread.task(), MachPortRight.MACH_PORT_RIGHT_RECEIVE));
        return ((OutValue.Name) made.out()).name();
    }

    /** It is told of all that the task's threads raise. */
    void registerFor(MachTask task) {
        port = allocate();
        register(task, ALL, port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND, ExceptionBehavior.EXCEPTION_DEFAULT);
    }

    private void register(ExceptionTarget of, int mask, MachPortName name, MachMsgTypeName disposition, int kind) {
        int behavior = kind | ExceptionBehavior.MACH_EXCEPTION_CODES;
        int flavor = ExceptionBehavior.hasState(behavior) ? ThreadStateFlavor.GENERAL.number() : ThreadStateFlavor.NONE;
        succeeds(new ExceptionPortsCall.SetExceptionPorts(
                of, mask, new CallRights.Named(name, disposition), behavior, flavor));
    }

    /**
     * The kernel's handler is asked in that behaviour, and by this thread if the request is to be spoiled.
     *
     * @param spoiled whether the request names no thread
     */
    void comesBetween(int behavior, boolean spoiled) {
        if (behavior == ExceptionBehavior.EXCEPTION_DEFAULT && !spoiled) {
            return;
        }
        CallResult got =
                call(new ExceptionPortsCall.GetExceptionPorts(thread.kernel().host(), UnixPersonality.HANDLED, 1));
        MachPortName handler =
                ((OutValue.ExceptionPorts) got.out()).groups().get(0).port();
        if (spoiled) {
            behind = handler;
            between = allocate();
            register(
                    thread.kernel().host(),
                    UnixPersonality.HANDLED,
                    between,
                    MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND,
                    behavior);
        } else {
            register(
                    thread.kernel().host(),
                    UnixPersonality.HANDLED,
                    handler,
                    MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND,
                    behavior);
        }
    }

    /** What it is told of next. */
    MachException receive() {
        request = take(port);
        RequestWords told = RequestWords.read(request.id(), request.body());
        return new MachException(told.type(), told.codes());
    }

    private MachMsgBuffer take(MachPortName from) {
        CallResult result = call(MachMsgTrap.receive(MachMsgReceive.of(from, BUFFER, MachMsgTimeout.POLL)));
        if (result.out() instanceof OutValue.Message message) {
            return message.buffer();
        }
        throw new IllegalStateException("no exception comes, but " + result.code());
    }

    /** What it is told of next, which it does not handle. */
    MachException refuse() {
        MachException exception = receive();
        reply(KernReturn.KERN_FAILURE);
        return exception;
    }

    /** Answers what it was told of last. */
    void reply(KernReturn code) {
        RequestWords asked = RequestWords.read(request.id(), request.body());
        List<Long> words = asked.reply(code.code(), null);
        MachMsgHeader header =
                MachMsgHeader.to(request.remote(), MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE, asked.replyId());
        int size = MachMsgHeader.SIZE + Integer.BYTES * words.size();
        succeeds(MachMsgTrap.send(new MachMsgSend(header, size, words, MachMsgTimeout.POLL)));
        request = null;
    }

    /** If it stands between: sends the request on, with rights to its own port where those to thread and task were. */
    void forward() {
        if (between == null) {
            return;
        }
        MachMsgBuffer asked = take(between);
        List<MachMsgDescriptor> rights = new ArrayList<>();
        for (int i = 0; i < asked.descriptors().size(); i++) {
            rights.add(new MachMsgDescriptor.Port(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code()));
        }
        MachMsgHeader header = MachMsgHeader.to(behind, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, asked.id())
                .withReply(asked.remote(), MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE);
        succeeds(MachMsgTrap.send(new MachMsgSend(header, asked.size(), asked.body(), rights, MachMsgTimeout.POLL)));
    }

    /** What the handler of the host's level has answered, by its name, in the reply that its thread has in its hands. */
    String answer(ExceptionTriage.TakeReply taken) {
        return Codes.name(
                ExceptionReply.ret(taken.message().id(), taken.message().body()));
    }
}
