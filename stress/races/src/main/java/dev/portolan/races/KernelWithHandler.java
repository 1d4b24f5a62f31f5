package dev.portolan.races;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionReply;
import dev.portolan.kernel.abi.ExceptionRequest;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.kern.CallRights;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.ExceptionTarget;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachMsgTrap;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel in which A's threads fault, and B handles exceptions: it receives from two ports.
 *
 * <p>What is seen after is where threads come to, and what waits at the ports to be handled.
 */
public abstract class KernelWithHandler extends KernelRace {

    private static final int BUFFER = 1024;
    private static final int GENERAL = ThreadStateFlavor.GENERAL.number();

    /* The place in its registers through which a thread faults that has 0 there, and what is there when it is repaired. */
    private static final int R0 = 2;
    private static final int REPAIRED = 0x7000;

    final MachPortName first;
    final MachPortName second;
    private final List<IpcPort> ports;
    private final List<MachThread> seen = new ArrayList<>();

    KernelWithHandler(Machine machine) {
        super(machine);
        first = portInB();
        second = portInB();
        ports = List.of(portOf(b, first), portOf(b, second));
    }

    /** These go as far as they come when the race is over, in this order, and it is told where they are. */
    final void sees(MachThread... threads) {
        seen.addAll(List.of(threads));
    }

    /** B is asked by that port about what the target's instructions do to memory, and is told who it is. */
    final Continuation registering(ExceptionTarget target, MachPortName port) {
        return registering(target, port, ExceptionBehavior.EXCEPTION_DEFAULT, ThreadStateFlavor.NONE);
    }

    /** B is asked by that port, and is told the registers. */
    final Continuation registeringForState(ExceptionTarget target, MachPortName port) {
        return registering(target, port, ExceptionBehavior.EXCEPTION_STATE, GENERAL);
    }

    private static Continuation registering(ExceptionTarget target, MachPortName port, int behavior, int flavor) {
        return new ExceptionPortsCall.SetExceptionPorts(
                target,
                1 << ExceptionType.EXC_BAD_ACCESS,
                new CallRights.Named(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND),
                behavior | ExceptionBehavior.MACH_EXCEPTION_CODES,
                flavor);
    }

    /** An instruction of A's that faults. */
    static Continuation faulting() {
        return new ExceptionTriage.RaiseException(MachException.of(ExceptionType.EXC_BAD_ACCESS, 1, 0x7_0000_1111L));
    }

    /** B takes a request. */
    static Continuation receivingRequest(MachPortName port) {
        return MachMsgTrap.receive(MachMsgReceive.of(port, BUFFER, MachMsgTimeout.POLL));
    }

    /** A1 faults and waits for a handler, which has been told its registers. */
    final MachMsgBuffer asked() {
        made(b1, registeringForState(a, first));
        waits(a1, faulting());
        return ((OutValue.Message) made(b1, receivingRequest(first)).out()).buffer();
    }

    /** The answer to a request: the fault is repaired, and the instruction is to be executed again. */
    static Continuation repairing(MachMsgBuffer request) {
        ExceptionReply reply =
                ExceptionReply.to(ExceptionRequest.read(request.id(), request.body()), KernReturn.KERN_SUCCESS.code());
        List<Integer> registers = new ArrayList<>(reply.state());
        registers.set(R0, REPAIRED);
        MachMsgHeader header =
                MachMsgHeader.to(request.remote(), MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE, reply.id());
        return MachMsgTrap.send(
                new MachMsgSend(header, reply.size(), reply.with(registers).words(), MachMsgTimeout.POLL));
    }

    /** The thread that is called so. */
    final MachThread thread(String name) {
        return kernel.threads().stream()
                .filter(thread -> thread.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The task that is called so. */
    final MachTask task(String name) {
        return kernel.tasks().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected final String after() {
        StringBuilder after = new StringBuilder();
        seen().forEach(thread ->
                after.append(thread).append(' ').append(end(thread)).append(", "));
        return after + "queued " + waiting(0) + " and " + waiting(1);
    }

    /** Who is looked at in the end. */
    List<MachThread> seen() {
        return seen;
    }

    /* Where the thread comes to. */
    private static String end(MachThread thread) {
        if (thread.continuation() == Continuation.Idle.IDLE) {
            thread.begin(new UserBorder.Return(CallResult.KERN_SUCCESS));
        }
        restOf(thread);
        if (thread.act().isGone()) {
            return "gone";
        }
        Continuation now = thread.continuation();
        if (now == Continuation.Idle.IDLE) {
            return "runs " + (thread.act().getState(GENERAL).get(R0) == 0 ? "faulting" : "repaired");
        }
        return now instanceof UserBorder.Parked ? "parked" : now instanceof UserBorder.NotStarted ? "new" : "waits";
    }

    /* What the requests are that wait at a port, each with the flavor of registers that it has. */
    private String waiting(int port) {
        if (!ports.get(port).isActive()) {
            return "dead";
        }
        MachThread last = kernel.createThread(b, "B3");
        List<String> requests = new ArrayList<>();
        for (MachMsgBuffer one : requests(last, port == 0 ? first : second)) {
            requests.add(
                    one.id() + "/" + ExceptionRequest.read(one.id(), one.body()).flavor());
        }
        return requests.isEmpty() ? "nothing" : String.join(" ", requests);
    }

    private List<MachMsgBuffer> requests(MachThread thread, MachPortName port) {
        List<MachMsgBuffer> requests = new ArrayList<>();
        while (made(thread, receivingRequest(port)).out() instanceof OutValue.Message message) {
            requests.add(message.buffer());
        }
        return requests;
    }
}
