package dev.portolan.kernel;

import static dev.portolan.kernel.abi.ExceptionBehavior.EXCEPTION_DEFAULT;
import static dev.portolan.kernel.abi.ExceptionBehavior.EXCEPTION_STATE;
import static dev.portolan.kernel.abi.ExceptionBehavior.MACH_EXCEPTION_CODES;
import static dev.portolan.kernel.abi.ExceptionType.EXC_ARITHMETIC;
import static dev.portolan.kernel.abi.ExceptionType.EXC_BAD_ACCESS;
import static dev.portolan.kernel.abi.ExceptionType.EXC_CRASH;
import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_PORT_DIED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.ExceptionReply;
import dev.portolan.kernel.abi.ExceptionRequest;
import dev.portolan.kernel.abi.MachException;
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
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.kern.CallRights.Argument;
import dev.portolan.kernel.kern.CallRights.Named;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.ExceptionTarget;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The corners of exceptions that everybody gets wrong: A1 faults, B1 handles. */
class ExceptionCornersTest {

    private static final int CODES = EXCEPTION_DEFAULT | MACH_EXCEPTION_CODES;
    private static final int ALL = (1 << 14) - 2;
    private static final int ROOM = 32;
    private static final int R0 = 2;
    private static final long ADDRESS = 0x7_0000_1111L;

    private Simulation in;
    private MachPortName first;
    private MachPortName second;

    @BeforeEach
    void boot() {
        in = Simulation.xnu();
        first = allocate();
        second = allocate();
    }

    private MachPortName allocate() {
        OutValue out = in.call(in.b1, MachPortTraps.machPortAllocate(in.b, MachPortRight.MACH_PORT_RIGHT_RECEIVE))
                .out();
        return assertInstanceOf(OutValue.Name.class, out).name();
    }

    private static Argument made(MachPortName port) {
        return new Named(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
    }

    private ReturnCode set(ExceptionTarget of, int mask, MachPortName port, int behavior, int flavor) {
        return in.code(in.b1, new ExceptionPortsCall.SetExceptionPorts(of, mask, made(port), behavior, flavor));
    }

    private List<OutValue.ExceptionGroup> get(ExceptionTarget of) {
        OutValue out = in.call(in.b1, new ExceptionPortsCall.GetExceptionPorts(of, ALL, ROOM))
                .out();
        return assertInstanceOf(OutValue.ExceptionPorts.class, out).groups();
    }

    private void faults(int type) {
        in.run(in.a1, new ExceptionTriage.RaiseException(MachException.of(type, 1, ADDRESS)));
    }

    /** The request that is queued there, or null. */
    private MachMsgBuffer request(MachPortName port) {
        var result = in.call(in.b1, MachMsgTrap.receive(MachMsgReceive.of(port, 1024, MachMsgTimeout.POLL)));
        if (result.code() == MACH_RCV_TIMED_OUT) {
            return null;
        }
        assertEquals(MACH_MSG_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Message.class, result.out()).buffer();
    }

    private static ExceptionReply reply(MachMsgBuffer request, int ret) {
        return ExceptionReply.to(ExceptionRequest.read(request.id(), request.body()), ret);
    }

    private void answer(MachMsgBuffer request, ExceptionReply reply) {
        answer(request, reply.id(), reply);
    }

    private void answer(MachMsgBuffer request, int id, ExceptionReply reply) {
        MachMsgHeader header = MachMsgHeader.to(request.remote(), MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE, id);
        assertEquals(
                MACH_MSG_SUCCESS,
                in.code(
                        in.b1,
                        MachMsgTrap.send(new MachMsgSend(header, reply.size(), reply.words(), MachMsgTimeout.POLL))));
    }

    private boolean isBack() {
        return in.a1.continuation() == Continuation.Idle.IDLE;
    }

    private List<Integer> registers() {
        return in.a1.act().getState(ThreadStateFlavor.GENERAL.number());
    }

    private void registerBoth(int behavior) {
        int flavor = behavior == CODES ? 0 : ThreadStateFlavor.GENERAL.number();
        assertEquals(KERN_SUCCESS, set(in.a1.act(), 1 << EXC_BAD_ACCESS, first, behavior, flavor));
        assertEquals(KERN_SUCCESS, set(in.a, 1 << EXC_BAD_ACCESS, second, CODES, 0));
    }

    @Test
    @Clause("exceptions.set.2")
    void slotZeroIsIllegal() {
        assertEquals(KERN_INVALID_ARGUMENT, set(in.a, 1, first, EXCEPTION_DEFAULT, 0));
    }

    @Test
    @Clause("exceptions.set.6")
    void anEmptyMaskSucceedsAndUsesTheRightUp() {
        assertEquals(KERN_SUCCESS, set(in.a, 0, first, EXCEPTION_DEFAULT, 0));
        assertEquals(1, get(in.a).size());
        assertEquals(0, in.port(in.b, first).sendRights());
    }

    @Test
    @Clause("exceptions.set.3")
    void nullNeedsNoBehavior() {
        assertEquals(KERN_SUCCESS, set(in.a, 1 << EXC_BAD_ACCESS, MachPortName.MACH_PORT_NULL, 99, 0));
        assertEquals(KERN_SUCCESS, set(in.a, 1 << EXC_BAD_ACCESS, MachPortName.MACH_PORT_DEAD, 99, 0));
        assertEquals(KERN_INVALID_ARGUMENT, set(in.a, 1 << EXC_BAD_ACCESS, first, 99, 0));
    }

    @Test
    @Clause({"exceptions.set.4", "exceptions.set.5", "exceptions.set.1"})
    void flavorsAreTheMachinesAndTheInactiveFail() {
        assertEquals(KERN_INVALID_ARGUMENT, set(in.a1.act(), 2, first, EXCEPTION_DEFAULT, 9999));
        assertEquals(KERN_SUCCESS, in.code(in.b1, new ThreadCall.ThreadTerminate(in.a1)));
        assertEquals(KERN_FAILURE, set(in.a1.act(), 2, first, EXCEPTION_DEFAULT, 0));
        in.run(in.a1, new UserBorder.Return(null));
        assertTrue(in.a1.act().isGone());
        assertEquals(KERN_INVALID_ARGUMENT, set(in.a1.act(), 2, first, EXCEPTION_DEFAULT, 0));
    }

    @Test
    @Clause({"exceptions.get.4", "exceptions.get.5"})
    void freshTasksHaveOneGroupAndFreshThreadsNone() {
        assertEquals(List.of(new OutValue.ExceptionGroup(ALL, MachPortName.MACH_PORT_NULL, 0, 0)), get(in.a));
        assertEquals(List.of(), get(in.a1.act()));
    }

    @Test
    @Clause("exceptions.swap.2")
    void swapStopsAtItsCount() {
        set(in.a, 1 << EXC_BAD_ACCESS, first, EXCEPTION_DEFAULT, 0);
        set(in.a, 1 << EXC_ARITHMETIC, first, CODES, 0);
        int both = 1 << EXC_BAD_ACCESS | 1 << EXC_ARITHMETIC;
        in.call(in.b1, new ExceptionPortsCall.SwapExceptionPorts(in.a, both, made(second), EXCEPTION_DEFAULT, 0, 1));

        assertEquals(
                in.port(in.b, second).serial(),
                in.a.exceptions().get(EXC_BAD_ACCESS).port());
        assertEquals(
                in.port(in.b, first).serial(),
                in.a.exceptions().get(EXC_ARITHMETIC).port());
    }

    @Test
    @Clause({"exceptions.triage.1", "exceptions.triage.2"})
    void theTaskHandlesWhatTheThreadDidNotAndTheHostIsNotAsked() {
        registerBoth(CODES);
        MachPortName third = allocate();
        set(in.kernel.host(), 1 << EXC_BAD_ACCESS, third, CODES, 0);
        faults(EXC_BAD_ACCESS);
        MachMsgBuffer asked = request(first);
        assertFalse(isBack());
        answer(asked, reply(asked, KERN_FAILURE.code()));
        MachMsgBuffer askedNext = request(second);
        answer(askedNext, reply(askedNext, KERN_SUCCESS.code()));

        assertTrue(isBack());
        assertEquals(null, request(third));
    }

    @Test
    @Clause("exceptions.reply.2")
    void aRequestsIdIsNoReplys() {
        registerBoth(CODES);
        faults(EXC_BAD_ACCESS);
        MachMsgBuffer asked = request(first);
        answer(asked, asked.id(), reply(asked, KERN_SUCCESS.code()));

        assertFalse(isBack());
        assertTrue(request(second) != null);
    }

    @Test
    @Clause("exceptions.state.2")
    void impossibleStateIsNotHandled() {
        registerBoth(EXCEPTION_STATE);
        faults(EXC_BAD_ACCESS);
        MachMsgBuffer asked = request(first);
        List<Integer> before = registers();
        List<Integer> odd = new ArrayList<>(before);
        odd.set(0, 0x1001);
        answer(asked, reply(asked, KERN_SUCCESS.code()).with(odd));

        assertFalse(isBack());
        assertEquals(before, registers());
        assertTrue(request(second) != null);
    }

    @Test
    @Clause("exceptions.state.1")
    void possibleStateIsInstalled() {
        registerBoth(EXCEPTION_STATE);
        faults(EXC_BAD_ACCESS);
        MachMsgBuffer asked = request(first);
        assertEquals(72, asked.size());
        List<Integer> repaired = new ArrayList<>(registers());
        repaired.set(R0, 0x7000);
        answer(asked, reply(asked, KERN_SUCCESS.code()).with(repaired));

        assertTrue(isBack());
        assertEquals(repaired, registers());
    }

    @Test
    @Clause("exceptions.triage.2")
    void portDiedAsCodeIsHandled() {
        registerBoth(EXCEPTION_STATE);
        faults(EXC_BAD_ACCESS);
        List<Integer> before = registers();
        MachMsgBuffer asked = request(first);
        List<Integer> repaired = new ArrayList<>(before);
        repaired.set(R0, 0x7000);
        answer(asked, reply(asked, MACH_RCV_PORT_DIED.code()).with(repaired));

        assertTrue(isBack());
        assertEquals(before, registers());
    }

    @Test
    @Clause({"exceptions.request.1", "exceptions.request.2", "exceptions.request.3"})
    void codesAreCut() {
        set(in.a, 1 << EXC_BAD_ACCESS, first, EXCEPTION_DEFAULT, 0);
        faults(EXC_BAD_ACCESS);
        MachMsgBuffer narrow = request(first);
        assertEquals(2401, narrow.id());
        assertEquals(76, narrow.size());
        assertEquals(List.of(0L, 1L, 1L, 2L, 1L, 0x1111L), narrow.body());
        answer(narrow, reply(narrow, KERN_SUCCESS.code()));

        set(in.a, 1 << EXC_BAD_ACCESS, first, CODES, 0);
        faults(EXC_BAD_ACCESS);
        MachMsgBuffer wide = request(first);
        assertEquals(2405, wide.id());
        assertEquals(84, wide.size());
        assertEquals(List.of(0L, 1L, 1L, 2L, 1L, 0L, 0x1111L, 7L), wide.body());
    }

    @Test
    @Clause("exceptions.check.1")
    void aCrashDoesNotComeHome() {
        OutValue out = in.call(in.a2, MachPortTraps.machPortAllocate(in.a, MachPortRight.MACH_PORT_RIGHT_RECEIVE))
                .out();
        MachPortName own = assertInstanceOf(OutValue.Name.class, out).name();
        in.call(in.a2, new ExceptionPortsCall.SetExceptionPorts(in.a, 1 << EXC_CRASH, made(own), CODES, 0));
        set(in.kernel.host(), 1 << EXC_CRASH, first, CODES, 0);
        faults(EXC_CRASH);

        assertEquals(0, in.port(in.a, own).queue().size());
        assertTrue(request(first) != null);
    }

    @Test
    @Clause({"exceptions.inherit.2", "exceptions.resume.3", "exceptions.resume.4"})
    void newThreadsAreResumedOnce() {
        in.call(in.b1, new ThreadCall.ThreadCreate(in.a, "A4"));
        MachThread created = in.kernel.threads().get(in.kernel.threads().size() - 1);
        assertFalse(created.act().mayRun());
        assertEquals(KERN_SUCCESS, in.code(in.b1, new ThreadCall.ThreadResume(created)));
        assertEquals(Continuation.Idle.IDLE, created.continuation());
        assertEquals(KERN_FAILURE, in.code(in.b1, new ThreadCall.ThreadResume(created)));
    }

    @Test
    @Clause({"exceptions.resume.7", "exceptions.resume.8"})
    void tasksAreResumedAsOften() {
        parkAll();
        assertEquals(KERN_SUCCESS, in.code(in.b1, new TaskCall.TaskSuspend(in.a)));
        assertEquals(KERN_SUCCESS, in.code(in.b1, new TaskCall.TaskSuspend(in.a)));
        assertEquals(KERN_SUCCESS, in.code(in.b1, new TaskCall.TaskResume(in.a)));
        assertFalse(in.a1.act().mayRun());
        assertEquals(KERN_SUCCESS, in.code(in.b1, new TaskCall.TaskResume(in.a)));
        assertTrue(in.a1.act().mayRun());
        assertEquals(KERN_FAILURE, in.code(in.b1, new TaskCall.TaskResume(in.a)));
    }

    /** Nobody executes instructions whom a hold would have to wait for. */
    private void parkAll() {
        for (MachThread thread : List.of(in.a1, in.a2, in.a3)) {
            in.run(thread, MachMsgTrap.receive(MachMsgReceive.of(receiveRight(thread), 64, MachMsgTimeout.FOREVER)));
        }
    }

    private MachPortName receiveRight(MachThread thread) {
        OutValue out = in.call(
                        thread, MachPortTraps.machPortAllocate(thread.task(), MachPortRight.MACH_PORT_RIGHT_RECEIVE))
                .out();
        return assertInstanceOf(OutValue.Name.class, out).name();
    }

    @Test
    @Clause("exceptions.hold.1")
    void bothHoldsCount() {
        parkAll();
        in.call(in.b1, new TaskCall.TaskSuspend(in.a));
        in.call(in.b1, new ThreadCall.ThreadSuspend(in.a1));
        in.call(in.b1, new TaskCall.TaskResume(in.a));
        assertFalse(in.a1.act().mayRun());
        in.call(in.b1, new ThreadCall.ThreadResume(in.a1));
        assertTrue(in.a1.act().mayRun());
    }

    @Test
    @Clause({"exceptions.suspend.3", "exceptions.border.2"})
    void holdsDoNotEndWaits() {
        registerBoth(CODES);
        faults(EXC_BAD_ACCESS);
        assertEquals(KERN_SUCCESS, in.code(in.b1, new ThreadCall.ThreadSuspend(in.a1)));
        assertInstanceOf(ExceptionTriage.AwaitReply.class, in.a1.continuation());
        MachMsgBuffer asked = request(first);
        answer(asked, reply(asked, KERN_SUCCESS.code()));

        assertInstanceOf(UserBorder.Parked.class, in.a1.continuation());
    }

    @Test
    @Clause({"exceptions.abort.4", "exceptions.abort.5"})
    void abortAsksTheNext() {
        registerBoth(CODES);
        faults(EXC_BAD_ACCESS);
        in.call(in.b1, new ThreadCall.ThreadAbortSafely(in.a1));
        assertInstanceOf(ExceptionTriage.AwaitReply.class, in.a1.continuation());
        assertEquals(null, request(second));
        in.call(in.b1, new ThreadCall.ThreadAbort(in.a1));

        assertTrue(request(second) != null);
    }

    @Test
    @Clause("exceptions.triage.5")
    void whereNobodyHandlesTheTaskEnds() {
        faults(EXC_BAD_ACCESS);

        assertTrue(in.a.isGone());
        assertTrue(in.a1.act().isGone());
    }
}
