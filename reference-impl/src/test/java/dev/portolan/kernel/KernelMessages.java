package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.SpecialPorts;
import dev.portolan.kernel.kern.SpecialPortsCall.GetSpecialPort;
import dev.portolan.kernel.kern.SpecialPortsCall.MachHostSelf;
import dev.portolan.kernel.kern.SpecialPortsCall.MachThreadSelf;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine.Completion;
import java.util.ArrayList;
import java.util.List;

/** B1 has rights to the ports of task A and of two threads that it makes there, to its own and the host's, and a reply port. */
final class KernelMessages {

    private static final int ROOM = 4096;
    private static final int THREADS = 2;
    private static final int HANDLERS = 32;

    final Simulation in;
    final MachPortName reply;
    private final int first;
    private final List<MachPortName> threads = new ArrayList<>();
    private final MachPortName task;
    private final MachPortName own;
    private final MachPortName host;

    KernelMessages(boolean masked) {
        in = Simulation.withExceptions(masked);
        reply = in.allocate(in.b1);
        first = in.kernel.threads().size();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Simulation.nameOf(in.call(in.b1, new ThreadCall.ThreadCreate(in.a, "V" + i))));
        }
        task = Simulation.nameOf(in.call(in.b1, new GetSpecialPort(in.a, SpecialPorts.KERNEL_PORT)));
        own = Simulation.nameOf(in.call(in.b1, new MachThreadSelf()));
        host = Simulation.nameOf(in.call(in.b1, new MachHostSelf()));
    }

    MachThread thread(int i) {
        return in.kernel.thread(first + i);
    }

    MachPortName threadPort(int i) {
        return threads.get(i);
    }

    MachPortName taskPort() {
        return task;
    }

    MachPortName ownPort() {
        return own;
    }

    MachPortName hostPort() {
        return host;
    }

    /** A message and its reply. */
    MachMsgBuffer message(MachPortName to, int id, int size, List<Long> body) {
        return message(to, id, size, body, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE);
    }

    MachMsgBuffer message(MachPortName to, int id, int size, List<Long> body, MachMsgTypeName replyBy) {
        return Simulation.message(in.call(in.b1, rpc(to, id, size, body, List.of(), replyBy, MachMsgTimeout.POLL)));
    }

    ReturnCode code(MachPortName to, int id, int size, List<Long> body) {
        Continuation call = rpc(
                to, id, size, body, List.of(), MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE, MachMsgTimeout.FOREVER);
        return in.code(in.b1, call);
    }

    void blocks(MachPortName to, int id, int size, List<Long> body) {
        Continuation call = rpc(
                to, id, size, body, List.of(), MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE, MachMsgTimeout.FOREVER);
        in.blocks(in.b1, call);
    }

    ReturnCode send(MachPortName to, int id, int size, List<Long> body, MachMsgTypeName replyBy) {
        return in.code(
                in.b1,
                new Continuation.CopyinHeader(request(to, id, size, body, List.of(), replyBy), MachMsgReceive.NONE));
    }

    Continuation rpc(
            MachPortName to,
            int id,
            int size,
            List<Long> body,
            List<MachMsgDescriptor> rights,
            MachMsgTypeName replyBy,
            MachMsgTimeout timeout) {
        return new Continuation.CopyinHeader(
                request(to, id, size, body, rights, replyBy), MachMsgReceive.of(reply, ROOM, timeout));
    }

    private MachMsgSend request(
            MachPortName to,
            int id,
            int size,
            List<Long> body,
            List<MachMsgDescriptor> rights,
            MachMsgTypeName replyBy) {
        MachMsgHeader header = MachMsgHeader.to(to, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, id);
        return new MachMsgSend(
                replyBy == null ? header : header.withReply(reply, replyBy),
                size,
                body,
                rights,
                MachMsgTimeout.FOREVER);
    }

    /** Who executes instructions and is to stop, or to begin, does. */
    void toTheBorder() {
        for (MachThread thread : in.kernel.threads()) {
            boolean notices = thread.act().isTerminated() || thread.act().isHeld();
            if (thread.continuation() == Continuation.Idle.IDLE && notices) {
                in.run(thread, new UserBorder.Return(CallResult.KERN_SUCCESS));
            }
        }
        in.machine.rest();
    }

    /** A right that B1 has to a new port of its own. */
    MachPortName port() {
        MachPortName port = in.allocate(in.b1);
        assertSame(KERN_SUCCESS, in.insert(in.b1, port, port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND));
        return port;
    }

    /** The result of a call of B1's, for which it may have to wait until others have come to the border. */
    CallResult completed(Continuation call) {
        if (in.run(in.b1, call).answer() instanceof Answer.Returned returned) {
            return returned.result();
        }
        List<Completion> ended = new ArrayList<>();
        for (MachThread thread : in.kernel.threads()) {
            if (thread != in.b1
                    && thread.continuation() == Continuation.Idle.IDLE
                    && thread.act().isHeld()) {
                ended.addAll(in.run(thread, new UserBorder.Return(CallResult.KERN_SUCCESS))
                        .completions());
            }
        }
        return ended.stream()
                .filter(one -> one.thread() == in.b1)
                .map(Completion::result)
                .findFirst()
                .orElseThrow();
    }

    boolean masked() {
        return in.kernel.exceptionRules().portsAreMasked();
    }

    /** True if B1's name is a dead one. */
    boolean isDead(MachPortName name) {
        return in.name(in.b, name).type() == EntryType.DEAD_NAME;
    }

    /** How many rights a call told of. */
    int rightsIn(OutValue out) {
        if (out instanceof OutValue.Ports ports) {
            return ports.names().size();
        }
        if (out instanceof OutValue.ExceptionPorts) {
            return HANDLERS;
        }
        return out instanceof OutValue.Name ? 1 : 0;
    }

    /** How many rights a reply told of; a name in another's space counts as one. */
    int rightsIn(MachMsgBuffer reply) {
        int rights = 0;
        for (MachMsgDescriptor descriptor : reply.descriptors()) {
            rights += descriptor instanceof MachMsgDescriptor.OolPorts ports
                    ? ports.names().size()
                    : 1;
        }
        return rights;
    }
}
