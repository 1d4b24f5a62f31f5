package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.kern.UserContext;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.machine.SimulatedMachine.Completion;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import java.util.function.UnaryOperator;

/** Two tasks of three threads each on a simulated machine, and calls in one line. */
final class Simulation {

    final SimulatedMachine machine = new SimulatedMachine();
    final Kernel kernel;
    final MachTask a;
    final MachTask b;
    final MachThread a1;
    final MachThread a2;
    final MachThread a3;
    final MachThread b1;
    final MachThread b2;
    final MachThread b3;
    private int inserted;

    Simulation(KernelRules rules, KernelLimits limits) {
        this(rules, limits, simulated -> simulated);
    }

    /** A simulation whose wake-ups somebody watches. */
    Simulation(KernelRules rules, KernelLimits limits, UnaryOperator<Machine> watcher) {
        this(rules, limits, watcher, UserContext.NONE, UserContext.NONE);
    }

    /** A simulation whose tasks have user code that speaks in bytes. */
    Simulation(KernelRules rules, KernelLimits limits, UserContext ofA, UserContext ofB) {
        this(rules, limits, simulated -> simulated, ofA, ofB);
    }

    private Simulation(
            KernelRules rules, KernelLimits limits, UnaryOperator<Machine> watcher, UserContext ofA, UserContext ofB) {
        this(rules, ExceptionRules.XNU, limits, watcher, ofA, ofB);
    }

    private Simulation(
            KernelRules rules,
            ExceptionRules exceptionRules,
            KernelLimits limits,
            UnaryOperator<Machine> watcher,
            UserContext ofA,
            UserContext ofB) {
        kernel = new Kernel(watcher.apply(machine), rules, exceptionRules, limits);
        a = kernel.createTask("A", ofA);
        b = kernel.createTask("B", ofB);
        a1 = kernel.createThread(a, "A1");
        a2 = kernel.createThread(a, "A2");
        a3 = kernel.createThread(a, "A3");
        b1 = kernel.createThread(b, "B1");
        b2 = kernel.createThread(b, "B2");
        b3 = kernel.createThread(b, "B3");
    }

    /** One whose exceptions, tasks and threads are those of its dialect too. */
    static Simulation withExceptions(boolean masked) {
        return new Simulation(
                masked ? KernelRules.XNU : KernelRules.CLASSIC,
                masked ? ExceptionRules.XNU : ExceptionRules.CLASSIC,
                KernelLimits.DEFAULT,
                simulated -> simulated,
                UserContext.NONE,
                UserContext.NONE);
    }

    static Simulation xnu() {
        return new Simulation(KernelRules.XNU, KernelLimits.DEFAULT);
    }

    static Simulation classic() {
        return new Simulation(KernelRules.CLASSIC, KernelLimits.DEFAULT);
    }

    static Simulation xnu(int queueLimit) {
        return new Simulation(KernelRules.XNU, withQueueLimit(queueLimit));
    }

    static Simulation classic(int queueLimit) {
        return new Simulation(KernelRules.CLASSIC, withQueueLimit(queueLimit));
    }

    private static KernelLimits withQueueLimit(int queueLimit) {
        KernelLimits limits = KernelLimits.DEFAULT;
        return new KernelLimits(queueLimit, limits.userRefsMax(), limits.namesMax(), limits.messageCountMax());
    }

    Rest run(MachThread thread, Continuation first) {
        Rest rest = machine.runToRest(thread, first);
        KernelAuditAfterCalls.audit(kernel);
        return rest;
    }

    /** The result of a call that must not block. */
    CallResult call(MachThread thread, Continuation first) {
        return assertInstanceOf(Answer.Returned.class, run(thread, first).answer())
                .result();
    }

    ReturnCode code(MachThread thread, Continuation first) {
        return call(thread, first).code();
    }

    /** A call that must block. */
    void blocks(MachThread thread, Continuation first) {
        assertSame(Answer.Going.BLOCKED, run(thread, first).answer());
    }

    MachPortName allocate(MachThread thread) {
        return allocate(thread, MACH_PORT_RIGHT_RECEIVE);
    }

    MachPortName allocate(MachThread thread, MachPortRight right) {
        return nameOf(call(thread, MachPortTraps.machPortAllocate(thread.task(), right)));
    }

    /** What a call has given a name to, which must have succeeded. */
    static MachPortName nameOf(CallResult result) {
        assertSame(KERN_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Name.class, result.out()).name();
    }

    ReturnCode deallocate(MachThread thread, MachPortName name) {
        return code(thread, MachPortTraps.machPortDeallocate(thread.task(), name));
    }

    ReturnCode destroy(MachThread thread, MachPortName name) {
        return code(thread, MachPortTraps.machPortDestroy(thread.task(), name));
    }

    ReturnCode modRefs(MachThread thread, MachPortName name, MachPortRight right, int delta) {
        return code(thread, MachPortTraps.machPortModRefs(thread.task(), name, right, delta));
    }

    ReturnCode insert(MachThread thread, MachPortName name, MachPortName right, MachMsgTypeName disposition) {
        return code(thread, MachPortTraps.machPortInsertRight(thread.task(), name, right, disposition));
    }

    ReturnCode insertMember(MachThread thread, MachPortName name, MachPortName pset) {
        return code(thread, MachPortTraps.machPortInsertMember(thread.task(), name, pset));
    }

    ReturnCode extractMember(MachThread thread, MachPortName name, MachPortName pset) {
        return code(thread, MachPortTraps.machPortExtractMember(thread.task(), name, pset));
    }

    ReturnCode moveMember(MachThread thread, MachPortName member, MachPortName after) {
        return code(thread, MachPortTraps.machPortMoveMember(thread.task(), member, after));
    }

    List<MachPortName> members(MachThread thread, MachPortName pset) {
        CallResult result = call(thread, MachPortTraps.machPortGetSetStatus(thread.task(), pset));
        assertSame(KERN_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Members.class, result.out()).members();
    }

    /** A right of the caller into another task's space. */
    ReturnCode give(
            MachThread thread, MachTask target, MachPortName name, MachPortName right, MachMsgTypeName disposition) {
        return code(
                thread, MachPortTraps.machPortInsertRight(target, name, right, disposition.code(), PortCall.Entry.RPC));
    }

    /** A right of A's port under a fresh name in B. */
    MachPortName insertedInB(MachPortName port, MachMsgTypeName disposition) {
        MachPortName name = new MachPortName((++inserted + 0x600) << 8 | 3);
        assertSame(KERN_SUCCESS, give(a1, b, name, port, disposition));
        return name;
    }

    int refs(MachThread thread, MachPortName name, MachPortRight right) {
        CallResult result = call(thread, MachPortTraps.machPortGetRefs(thread.task(), name, right));
        assertSame(KERN_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Refs.class, result.out()).refs();
    }

    int type(MachThread thread, MachPortName name) {
        CallResult result = call(thread, MachPortTraps.machPortType(thread.task(), name));
        assertSame(KERN_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Type.class, result.out()).type();
    }

    CallResult send(MachThread thread, MachMsgHeader header) {
        return call(thread, MachMsgTrap.send(MachMsgSend.of(header, MachMsgTimeout.POLL)));
    }

    CallResult receive(MachThread thread, MachPortName name) {
        return call(thread, MachMsgTrap.receive(MachMsgReceive.of(name, 1000, MachMsgTimeout.POLL)));
    }

    static Continuation sending(MachMsgHeader header, MachMsgTimeout timeout) {
        return MachMsgTrap.send(MachMsgSend.of(header, timeout));
    }

    static Continuation receiving(MachPortName name, MachMsgTimeout timeout) {
        return MachMsgTrap.receive(MachMsgReceive.of(name, 1000, timeout));
    }

    static MachMsgBuffer message(CallResult result) {
        return assertInstanceOf(OutValue.Message.class, result.out()).buffer();
    }

    IpcSpace.Name name(MachTask task, MachPortName name) {
        return task.space().names().stream()
                .filter(held -> held.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no name " + name));
    }

    boolean holds(MachTask task, MachPortName name) {
        return task.space().names().stream().anyMatch(held -> held.name().equals(name));
    }

    IpcPort port(MachTask task, MachPortName name) {
        return assertInstanceOf(IpcPort.class, name(task, name).object());
    }

    static void assertCompletions(Rest rest, Object... threadsAndCodes) {
        assertCompletions(rest.completions(), threadsAndCodes);
    }

    static void assertCompletions(List<Completion> completions, Object... threadsAndCodes) {
        Object[] actual = completions.stream()
                .flatMap(ended -> List.<Object>of(ended.thread(), ended.result().code()).stream())
                .toArray();
        assertEquals(List.of(threadsAndCodes), List.of(actual));
    }

    /** One of each dialect, in which a thing that they share is tested. */
    static Simulation[] bothDialects() {
        return new Simulation[] {xnu(1), classic(1)};
    }

    /** A port of A with a send right of that many references under its own name. */
    MachPortName portWithSend(int refs) {
        MachPortName p = allocate(a1);
        insert(a1, p, p, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        modRefs(a1, p, MachPortRight.MACH_PORT_RIGHT_SEND, refs - 1);
        return p;
    }
}
