package dev.portolan.races;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kernel in a state, and calls that are made on it at once: tasks A and B of two threads each, queues of one message.
 *
 * <p>Without Java threads of its own: a contender takes its call's critical sections one after the other, and who waits is
 * just left. So the same race can be run by JCStress, and step by step in every order.
 */
public abstract class KernelRace {

    /** Critical sections run at the same time. */
    public static final Machine PARALLEL = new Machine() {
        @Override
        public void unblock(Activation<?> thread) {
            // Whoever steps it finds that it goes on.
        }

        @Override
        public boolean isParallel() {
            return true;
        }
    };

    /** A call that was made before the race begins, and what it came to. */
    public record Before(MachThread thread, Continuation call, Answer answer) {}

    /** The contenders, in the order of their results. */
    private final List<Contender> contenders = new ArrayList<>();

    /* Noted where somebody may ask. */
    private final List<Before> before;

    protected final Kernel kernel;
    protected final MachTask a;
    protected final MachTask b;
    protected final MachThread a1;
    protected final MachThread a2;
    protected final MachThread b1;
    protected final MachThread b2;
    private int names;

    protected KernelRace(Machine machine) {
        this(machine, 1);
    }

    protected KernelRace(Machine machine, int queueLimit) {
        this(machine, KernelRules.XNU, queueLimit);
    }

    /** A race under other rules than XNU's. */
    protected KernelRace(Machine machine, KernelRules rules, int queueLimit) {
        before = machine.isParallel() ? null : new ArrayList<>();
        kernel = new Kernel(machine, rules, new KernelLimits(queueLimit, 65535, 1000, 65534));
        a = kernel.createTask("A");
        b = kernel.createTask("B");
        a1 = kernel.createThread(a, "A1");
        a2 = kernel.createThread(a, "A2");
        b1 = kernel.createThread(b, "B1");
        b2 = kernel.createThread(b, "B2");
    }

    /** What is seen when all is over, beside the results of the contenders. */
    protected abstract String after();

    public final List<Contender> contenders() {
        return contenders;
    }

    /** The calls that were made before, in order; of a race on a machine that is not parallel. */
    public final List<Before> before() {
        return before;
    }

    public final Kernel kernel() {
        return kernel;
    }

    /** The results and what is seen after, as JCStress writes them. */
    public final String outcome() {
        StringBuilder outcome = new StringBuilder();
        contenders.forEach(contender -> outcome.append(contender.result()).append(", "));
        return outcome + end();
    }

    /** What is seen after, and what the audit finds. */
    final String end() {
        String seen = after();
        try {
            KernelAudit.audit(kernel);
        } catch (KernelPanic broken) {
            return broken.getMessage();
        }
        return seen;
    }

    /** Takes all steps; answers the result. */
    protected static String run(Contender contender) {
        while (contender.step()) {
            // on
        }
        return contender.result();
    }

    private <T extends Contender> T added(T contender) {
        contenders.add(contender);
        return contender;
    }

    protected final Contender calls(MachThread thread, Continuation... calls) {
        return added(threadCalls(thread, calls));
    }

    private static ThreadCalls threadCalls(MachThread thread, Continuation... calls) {
        return new ThreadCalls(
                thread,
                Stream.of(calls)
                        .map(call -> new Contender.Deed(thread, call, false))
                        .toList());
    }

    /** Calls of which only is seen what they leave. */
    final Contender unseen(MachThread thread, Continuation... calls) {
        return added(new Unseen(threadCalls(thread, calls)));
    }

    /** A thread that has been let go goes on; of it only is seen where it comes to. */
    final Contender goesOn(MachThread thread) {
        return added(new Unseen(new GoesOn(thread)));
    }

    /** {@code thread_abort}. */
    protected final Contender aborts(MachThread thread) {
        return added(new ThreadEvent(List.of(new Contender.Deed(thread, null, true))));
    }

    /** The end of the thread's time-out. */
    protected final Contender expires(MachThread thread) {
        return added(new ThreadEvent(List.of(new Contender.Deed(thread, null, false))));
    }

    /** Steps a thread as far as it goes; answers its code. */
    final String rest(MachThread thread) {
        return ThreadCalls.code(restOf(thread));
    }

    /** Steps a thread as far as it goes. */
    static Answer restOf(MachThread thread) {
        Answer answer = thread.step();
        while (answer == Answer.Going.CONTINUED) {
            answer = thread.step();
        }
        return answer;
    }

    private static MachMsgBuffer received(Answer answer) {
        return answer instanceof Answer.Returned returned && returned.result().out() instanceof OutValue.Message message
                ? message.buffer()
                : null;
    }

    /** The id of a message received, or that there was none. */
    static String idOf(Answer answer) {
        MachMsgBuffer message = received(answer);
        return message == null ? "none" : Integer.toString(message.id());
    }

    /** What the name of the port is that a message received was sent to. */
    static String localOf(Contender receiver) {
        MachMsgBuffer message = received(receiver.answer());
        return message == null ? "none" : kindOf(message.local());
    }

    /** What the name of the reply port is of a message received. */
    static String remoteOf(Contender receiver) {
        MachMsgBuffer message = received(receiver.answer());
        return message == null ? "none" : kindOf(message.remote());
    }

    private static String kindOf(MachPortName name) {
        if (name.isValid()) {
            return "named";
        }
        return name.equals(MachPortName.MACH_PORT_DEAD) ? "dead" : "null";
    }

    /** A call that ends before the race begins. */
    protected final CallResult made(MachThread thread, Continuation first) {
        return ((Answer.Returned) begun(thread, first)).result();
    }

    /** A call that waits when the race begins. */
    protected final void waits(MachThread thread, Continuation first) {
        if (begun(thread, first) != Answer.Going.BLOCKED) {
            throw new IllegalStateException(thread + " does not wait");
        }
    }

    private Answer begun(MachThread thread, Continuation first) {
        Answer answer = thread.start(first);
        while (answer == Answer.Going.CONTINUED) {
            answer = thread.step();
        }
        if (before != null) {
            before.add(new Before(thread, first, answer));
        }
        return answer;
    }

    /** A receive right in A. */
    protected final MachPortName port() {
        return port(a1);
    }

    /** A receive right in B. */
    final MachPortName portInB() {
        return port(b1);
    }

    final MachPortName setInA() {
        CallResult result = made(a1, MachPortTraps.machPortAllocate(a, MachPortRight.MACH_PORT_RIGHT_PORT_SET));
        return ((OutValue.Name) result.out()).name();
    }

    private MachPortName port(MachThread thread) {
        CallResult result =
                made(thread, MachPortTraps.machPortAllocate(thread.task(), MachPortRight.MACH_PORT_RIGHT_RECEIVE));
        return ((OutValue.Name) result.out()).name();
    }

    /** A right made of A's port, in B. */
    protected final MachPortName inB(MachPortName port, MachMsgTypeName disposition) {
        MachPortName name = chosen();
        made(a1, MachPortTraps.machPortInsertRight(b, name, port, disposition.code(), PortCall.Entry.RPC));
        return name;
    }

    /* One that no call gives out here. */
    private MachPortName chosen() {
        boolean numbered = kernel.rules().nameReuse() == KernelRules.NameReuse.LOWEST_FREE;
        return new MachPortName(numbered ? 20 + names++ : 0x7703 + 0x100 * names++);
    }

    /** A right made of B's port, in A. */
    final MachPortName inA(MachPortName port, MachMsgTypeName disposition) {
        MachPortName name = chosen();
        made(b1, MachPortTraps.machPortInsertRight(a, name, port, disposition.code(), PortCall.Entry.RPC));
        return name;
    }

    /** A message that carries a receive right. */
    static Continuation carrying(MachPortName to, MachPortName receiveRight) {
        MachMsgHeader header = MachMsgHeader.to(to, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 7);
        MachMsgDescriptor moved =
                new MachMsgDescriptor.Port(receiveRight, MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE.code());
        int size = MachMsgHeader.SIZE + MachMsgDescriptor.COUNT_SIZE + moved.size();
        return MachMsgTrap.send(new MachMsgSend(header, size, List.of(), List.of(moved), MachMsgTimeout.POLL));
    }

    final IpcPort portOf(MachTask task, MachPortName name) {
        return (IpcPort) task.space().names().stream()
                .filter(held -> held.name().equals(name))
                .findFirst()
                .orElseThrow()
                .object();
    }

    protected static Continuation sending(MachPortName to, MachMsgTypeName disposition, MachMsgTimeout timeout) {
        return MachMsgTrap.send(MachMsgSend.of(MachMsgHeader.to(to, disposition, 7), timeout));
    }

    /** The task asks, once there is a reason, to be told at a port of its own. */
    static Continuation requesting(
            MachTask task, MachPortName name, MachNotification what, int sync, MachPortName notify) {
        return requesting(task, name, what, sync, notify, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE);
    }

    /** The task asks to be told by a right that is made so. */
    static Continuation requesting(
            MachTask task,
            MachPortName name,
            MachNotification what,
            int sync,
            MachPortName notify,
            MachMsgTypeName disposition) {
        return MachPortTraps.machPortRequestNotification(
                task, name, what.id(), sync, notify, disposition.code(), PortCall.Entry.TRAP);
    }

    /** What a port of the thread's task was told, taken from its queue. */
    final List<MachMsgBuffer> notices(MachThread thread, MachPortName notify) {
        List<MachMsgBuffer> notices = new ArrayList<>();
        while (made(thread, receiving(notify, MachMsgTimeout.POLL)).out() instanceof OutValue.Message message) {
            notices.add(message.buffer());
        }
        return notices;
    }

    /** How many ports and sets live. */
    final long live() {
        return kernel.objects().stream().filter(IpcObject::isActive).count();
    }

    protected static Continuation receiving(MachPortName from, MachMsgTimeout timeout) {
        return MachMsgTrap.receive(MachMsgReceive.of(from, 100, timeout));
    }
}
