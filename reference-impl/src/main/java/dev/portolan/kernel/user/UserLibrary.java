package dev.portolan.kernel.user;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionReply;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTrailer;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.MachPortStatus;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.AttributeCall;
import dev.portolan.kernel.kern.CallRights;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceedLimit;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.ExceptionTarget;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.KernelObject;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.kern.QueryCall;
import dev.portolan.kernel.kern.SelfCall;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.ThreadStateCall;
import dev.portolan.kernel.personality.Signal;
import dev.portolan.kernel.personality.SignalCall;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program calls, each method as Mach's library has it, and the few instructions of the machine.
 *
 * <p>A call that cannot fail in a program that is right answers its value, and ends the program if it fails after all;
 * others answer their codes. Only the program that it was made for may use it, on its own Java thread.
 */
public final class UserLibrary {

    private static final int BUFFER = 1024;
    private static final int STATUS_WORDS = 10;
    private static final int INSTRUCTION_SIZE = 4;
    private static final int PC = 0;
    private static final int GENERAL = ThreadStateFlavor.GENERAL.number();

    /** The machine's registers that programs use as they like, as places in {@link ThreadStateFlavor#GENERAL}. */
    public static final int R0 = 2;

    public static final int R1 = 3;

    private final UserMachine machine;
    private final MachThread thread;
    private final Turn turn;
    private final KernelStubs stubs;

    UserLibrary(UserMachine machine, MachThread thread, Turn turn) {
        this.machine = machine;
        this.thread = thread;
        this.turn = turn;
        stubs = new KernelStubs(machine.kernel().migForm(), this::call);
    }

    private CallResult call(Continuation call) {
        return turn.call(call);
    }

    private CallResult succeeds(Continuation call) {
        CallResult result = call(call);
        if (result.code() != KernReturn.KERN_SUCCESS && result.code() != MachMsgReturn.MACH_MSG_SUCCESS) {
            throw new IllegalStateException(call + " came to " + result.code());
        }
        return result;
    }

    private MachPortName name(Continuation call) {
        return ((OutValue.Name) succeeds(call).out()).name();
    }

    /** The calls by message, and not by trap. */
    public KernelStubs stubs() {
        return stubs;
    }

    /* Ports. */

    /** {@code mach_task_self}; each call gives one more reference. */
    public MachPortName machTaskSelf() {
        return name(SelfCall.TASK);
    }

    /** {@code mach_thread_self}. */
    public MachPortName machThreadSelf() {
        return name(SelfCall.THREAD);
    }

    /** {@code mach_port_allocate}. */
    public MachPortName machPortAllocate(MachPortRight right) {
        return name(MachPortTraps.machPortAllocate(thread.task(), right));
    }

    /** {@code mach_port_guard}. */
    public void machPortGuard(MachPortName name, long guard) {
        succeeds(MachPortTraps.machPortGuard(thread.task(), name, guard, false, false));
    }

    /** {@code mach_port_unguard}. */
    public ReturnCode machPortUnguard(MachPortName name, long guard) {
        return call(MachPortTraps.machPortUnguard(thread.task(), name, guard)).code();
    }

    /** More of a resource is used than may be, as the kernel finds. */
    public void exceedLimit(int resource, int flavor, long limit, long observed) {
        succeeds(new ExceedLimit(resource, flavor, limit, observed));
    }

    /** {@code mach_port_insert_right} of a send right made from a receive right, under the same name. */
    public void machPortInsertSend(MachPortName name) {
        succeeds(MachPortTraps.machPortInsertRight(thread.task(), name, name, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND));
    }

    /** {@code mach_port_insert_member}. */
    public void machPortInsertMember(MachPortName name, MachPortName pset) {
        succeeds(MachPortTraps.machPortInsertMember(thread.task(), name, pset));
    }

    /** {@code mach_port_deallocate}. */
    public ReturnCode machPortDestroy(MachPortName name) {
        return call(MachPortTraps.machPortDestroy(thread.task(), name)).code();
    }

    /** {@code mach_port_set_attributes}: how many messages may wait. */
    public void machPortSetLimits(MachPortName name, int queueLimit) {
        succeeds(MachPortTraps.machPortSetAttributes(
                thread.task(), name, AttributeCall.MACH_PORT_LIMITS_INFO, queueLimit, 1));
    }

    public ReturnCode machPortDeallocate(MachPortName name) {
        return call(MachPortTraps.machPortDeallocate(thread.task(), name)).code();
    }

    /** {@code mach_port_names} of a task. */
    public List<OutValue.NamedType> machPortNames(MachPortName task) {
        return ((OutValue.Names)
                        succeeds(MachPortTraps.machPortNames(task(task))).out())
                .names();
    }

    /** {@code mach_port_get_refs} of a task. */
    public int machPortGetRefs(MachPortName task, MachPortName name, MachPortRight right) {
        CallResult result = succeeds(MachPortTraps.machPortGetRefs(task(task), name, right));
        return ((OutValue.Refs) result.out()).refs();
    }

    /** {@code mach_port_get_attributes} of a task, for a receive right. */
    public MachPortStatus machPortGetAttributes(MachPortName task, MachPortName name) {
        CallResult result = succeeds(MachPortTraps.machPortGetAttributes(
                task(task), name, QueryCall.MACH_PORT_RECEIVE_STATUS, STATUS_WORDS));
        return ((OutValue.Status) result.out()).status();
    }

    /** {@code mach_port_get_set_status} of a task. */
    public List<MachPortName> machPortGetSetStatus(MachPortName task, MachPortName name) {
        CallResult result = succeeds(MachPortTraps.machPortGetSetStatus(task(task), name));
        return ((OutValue.Members) result.out()).members();
    }

    /** {@code mach_port_peek} of a task: the message that is taken next; null if there is none. */
    public OutValue.Peeked machPortPeek(MachPortName task, MachPortName name) {
        CallResult result = call(MachPortTraps.machPortPeek(task(task), name, 0, MachMsgTrailer.size(0), 0));
        return result.out() instanceof OutValue.Peeked peeked ? peeked : null;
    }

    /** {@code mach_port_request_notification}: word of a name's death, by a right made from a receive right. */
    public void requestDeadName(MachPortName name, MachPortName notify) {
        succeeds(MachPortTraps.machPortRequestNotification(
                thread.task(),
                name,
                MachNotification.MACH_NOTIFY_DEAD_NAME.id(),
                1,
                notify,
                MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE.code(),
                PortCall.Entry.TRAP));
    }

    /* Messages. */

    /** {@code mach_msg} with a send half: a message of words, which waits while the queue is full. */
    public ReturnCode machMsgSend(MachPortName to, MachMsgTypeName disposition, int id, List<Long> words) {
        int size = MachMsgHeader.SIZE + Integer.BYTES * words.size();
        MachMsgHeader header = MachMsgHeader.to(to, disposition, id);
        return call(MachMsgTrap.send(new MachMsgSend(header, size, words, MachMsgTimeout.FOREVER)))
                .code();
    }

    /** {@code mach_msg} with a send half, whatever comes of it. */
    public CallResult machMsg(MachMsgSend send) {
        return call(MachMsgTrap.send(send));
    }

    /** {@code mach_msg} with a receive half, whatever comes of it. */
    public CallResult machMsg(MachMsgReceive receive) {
        return call(MachMsgTrap.receive(receive));
    }

    /** {@code mach_msg} with a receive half, which waits for a message. */
    public MachMsgBuffer machMsgReceive(MachPortName name) {
        CallResult result = succeeds(MachMsgTrap.receive(MachMsgReceive.of(name, BUFFER, MachMsgTimeout.FOREVER)));
        return ((OutValue.Message) result.out()).buffer();
    }

    /** The answer to an exception, by the reply right of its request. */
    public ReturnCode reply(MachMsgBuffer request, ExceptionReply reply) {
        return machMsgSend(request.remote(), MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE, reply.id(), reply.words());
    }

    /* Tasks and threads. */

    /** {@code task_create} of a child, with this task's memory, exception ports, and no threads. */
    public MachPortName taskCreate(String name) {
        MachPortName child = name(new TaskCall.TaskCreate(thread.task(), name));
        machine.adopt(task(child), thread.task());
        return child;
    }

    /** {@code thread_create}: a thread that executes the program once it is resumed. */
    public MachPortName threadCreate(MachPortName task, String name, UserProgram program) {
        MachPortName created = name(new ThreadCall.ThreadCreate(task(task), name));
        machine.start(thread(created), program);
        return created;
    }

    public ReturnCode threadSuspend(MachPortName of) {
        return call(new ThreadCall.ThreadSuspend(thread(of))).code();
    }

    public ReturnCode threadResume(MachPortName of) {
        return call(new ThreadCall.ThreadResume(thread(of))).code();
    }

    public ReturnCode threadTerminate(MachPortName of) {
        return call(new ThreadCall.ThreadTerminate(thread(of))).code();
    }

    public ReturnCode taskTerminate(MachPortName task) {
        return call(new TaskCall.TaskTerminate(task(task))).code();
    }

    /** {@code thread_get_state}: program counter, stack pointer, {@code r0}, {@code r1}. */
    public List<Integer> threadGetState(MachPortName of) {
        CallResult result = succeeds(new ThreadStateCall.ThreadGetState(thread(of), GENERAL));
        return ((OutValue.ThreadState) result.out()).state();
    }

    /** {@code thread_set_state}. */
    public ReturnCode threadSetState(MachPortName of, List<Integer> state) {
        return call(new ThreadStateCall.ThreadSetState(thread(of), GENERAL, state))
                .code();
    }

    /* Exceptions and signals. */

    /** {@code task_set_exception_ports}, with a right made from a receive right. */
    public ReturnCode taskSetExceptionPorts(MachPortName task, int mask, MachPortName port, int behavior, int flavor) {
        return setExceptionPorts(task(task), mask, port, behavior, flavor);
    }

    /** {@code thread_set_exception_ports}, with a right made from a receive right. */
    public ReturnCode threadSetExceptionPorts(MachPortName of, int mask, MachPortName port, int behavior, int flavor) {
        MachThread target = thread(of);
        return setExceptionPorts(target == null ? null : target.act(), mask, port, behavior, flavor);
    }

    private ReturnCode setExceptionPorts(ExceptionTarget of, int mask, MachPortName port, int behavior, int flavor) {
        CallRights.Named right = new CallRights.Named(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        return call(new ExceptionPortsCall.SetExceptionPorts(of, mask, right, behavior, flavor))
                .code();
    }

    /** {@code pthread_kill}. */
    public ReturnCode pthreadKill(MachPortName to, Signal signal) {
        return call(new SignalCall.PthreadKill(thread(to), signal)).code();
    }

    /** {@code abort}. */
    public void abort() {
        call(new SignalCall.PthreadKill(thread, Signal.SIGABRT));
    }

    /* Instructions. */

    /** The task's memory, to map pages of. */
    public AddressSpace memory() {
        return machine.memory(thread.task());
    }

    /** Moves a word into a register. */
    public void move(int register, int word) {
        List<Integer> state = registers();
        state.set(register, word);
        executed(state);
    }

    /** Loads the word to which {@code r0} points into {@code r1}; faults until that can be done. */
    public int load() {
        access(false);
        int word = memory().load(registers().get(R0));
        List<Integer> state = registers();
        state.set(R1, word);
        executed(state);
        return word;
    }

    /** Stores {@code r1} where {@code r0} points to; faults until that can be done. */
    public void store() {
        access(true);
        memory().store(registers().get(R0), registers().get(R1));
        executed(registers());
    }

    /* The instruction is repeated until it does not fault, or its thread is gone. */
    private void access(boolean writes) {
        int address = registers().get(R0);
        KernReturn result = memory().access(address, writes);
        while (result != KernReturn.KERN_SUCCESS) {
            call(new ExceptionTriage.RaiseException(
                    MachException.of(ExceptionType.EXC_BAD_ACCESS, result.code(), Integer.toUnsignedLong(address))));
            address = registers().get(R0);
            result = memory().access(address, writes);
        }
    }

    private List<Integer> registers() {
        return new ArrayList<>(thread.act().getState(GENERAL));
    }

    private void executed(List<Integer> state) {
        state.set(PC, state.get(PC) + INSTRUCTION_SIZE);
        thread.act().setState(GENERAL, state);
    }

    /* Names of tasks and threads, as the kernel finds what they are of; null if they are of none. */

    private MachTask task(MachPortName name) {
        IpcPort port = object(name, KernelObject.Kind.TASK);
        return port == null ? null : machine.kernel().task(KernelObject.indexOf(port));
    }

    private MachThread thread(MachPortName name) {
        IpcPort port = object(name, KernelObject.Kind.THREAD);
        return port == null ? null : machine.kernel().thread(KernelObject.indexOf(port));
    }

    private IpcPort object(MachPortName name, KernelObject.Kind kind) {
        for (IpcSpace.Name held : thread.task().space().names()) {
            if (held.name().equals(name)
                    && held.type().holdsSend()
                    && held.object() instanceof IpcPort port
                    && KernelObject.kindOf(port) == kind) {
                return port;
            }
        }
        return null;
    }
}
