package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_TASK;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INTERRUPTED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_DEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.UserBorder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests by message to the ports of tasks and threads, one by one, as recordings of a real kernel have them. */
class KernelServerTest {

    private static final int MIG_BAD_ID = -303;
    private static final int MIG_BAD_ARGUMENTS = -304;
    private static final int TASK_SUSPEND = 2056;
    private static final int TASK_RESUME = 2057;
    private static final int THREAD_SUSPEND = 2062;
    private static final int THREAD_RESUME = 2063;
    private static final int THREAD_SET_SPECIAL_PORT = 2068;
    private static final int THREAD_TERMINATE = 2016;

    private final KernelMessages classic = new KernelMessages(false);
    private final KernelMessages xnu = new KernelMessages(true);

    private static void replies(int id, int size, int code, MachMsgBuffer reply) {
        assertEquals(id, reply.id());
        assertEquals(size, reply.size());
        assertEquals(code, (int) (long) reply.body().get(reply.body().size() - 1));
        assertEquals(List.of(), reply.descriptors());
    }

    private void repliesClassic(int code, int to, int id, int size, List<Long> body) {
        replies(id + 100, 32, code, classic.message(classic.threadPort(to), id, size, body));
    }

    @Test
    @Clause("exceptions.server.5")
    void aReplyHasTheIdOfItsRequestAndAHundred() {
        repliesClassic(KERN_SUCCESS.code(), 0, THREAD_SUSPEND, 24, List.of());
        assertEquals(2, classic.thread(0).act().suspends());
        replies(3605 + 100, 36, 0, xnu.message(xnu.threadPort(0), 3605, 24, List.of()));
    }

    @Test
    @Clause("exceptions.server.5")
    void aSendRightWillDoToReplyBy() {
        MachMsgBuffer reply = classic.message(
                classic.threadPort(0), THREAD_SUSPEND, 24, List.of(), MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        replies(2162, 32, 0, reply);
        assertEquals(0, classic.in.port(classic.in.b, classic.reply).sendRights());
    }

    @Test
    @Clause("exceptions.server.5")
    void aRequestWithoutReplyPortIsPerformedAllTheSame() {
        assertSame(MACH_MSG_SUCCESS, classic.send(classic.threadPort(0), THREAD_SUSPEND, 24, List.of(), null));
        assertEquals(2, classic.thread(0).act().suspends());
        assertSame(
                MACH_RCV_TIMED_OUT,
                classic.in.receive(classic.in.b1, classic.reply).code());
    }

    @Test
    @Clause("exceptions.server.2")
    void anIdThatNobodyHasIsBad() {
        repliesClassic(MIG_BAD_ID, 0, 2500, 24, List.of());
        repliesClassic(MIG_BAD_ID, 0, 64, 24, List.of());
        repliesClassic(MIG_BAD_ID, 0, 72, 32, List.of(0x1001_2002L, 7L));
        replies(3601, 36, MIG_BAD_ID, xnu.message(xnu.threadPort(0), 3501, 24, List.of()));
    }

    @Test
    @Clause("exceptions.server.3")
    void argumentsThatAreNotThoseOfTheRoutineAreBad() {
        repliesClassic(MIG_BAD_ARGUMENTS, 0, THREAD_SET_SPECIAL_PORT, 24, List.of());
        repliesClassic(MIG_BAD_ARGUMENTS, 0, THREAD_SET_SPECIAL_PORT, 32, List.of(0x1001_2002L, 3L));
        repliesClassic(MIG_BAD_ARGUMENTS, 0, 2019, 32, List.of(0x1001_2002L, 1L));
        repliesClassic(MIG_BAD_ARGUMENTS, 0, THREAD_SUSPEND, 32, List.of(0x1001_2002L, 1L));
        repliesClassic(MIG_BAD_ARGUMENTS, 0, 2019, 40, List.of(0x1001_2000L, 1L, 0x1001_2002L, 13L));
        assertEquals(1, classic.thread(0).act().suspends());
        replies(3710, 36, MIG_BAD_ARGUMENTS, xnu.message(xnu.threadPort(0), 3610, 24, List.of()));
        replies(3705, 36, MIG_BAD_ARGUMENTS, xnu.message(xnu.threadPort(0), 3605, 28, List.of(0L)));
    }

    @Test
    @Clause("exceptions.server.2")
    void aRefusedRequestGivesUpItsRights() {
        MachPortName port = classic.in.allocate(classic.in.b1);
        MachMsgDescriptor made = new MachMsgDescriptor.Port(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code());
        Continuation request = classic.rpc(
                classic.taskPort(),
                2500,
                32,
                List.of(),
                List.of(made),
                MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE,
                MachMsgTimeout.POLL);
        replies(2600, 32, MIG_BAD_ID, Simulation.message(classic.in.call(classic.in.b1, request)));
        assertEquals(0, classic.in.port(classic.in.b, port).sendRights());
    }

    @Test
    @Clause("exceptions.server.3")
    void argumentsAreLookedAtBeforeWhatThePortStandsFor() {
        replies(2156, 32, MIG_BAD_ARGUMENTS, classic.message(classic.threadPort(0), TASK_SUSPEND, 28, List.of(0L)));
    }

    @Test
    @Clause("exceptions.server.4")
    void aRoutineOfAnotherKindOfObjectFindsNone() {
        repliesClassic(KERN_INVALID_ARGUMENT.code(), 0, TASK_SUSPEND, 24, List.of());
        replies(2162, 32, 4, classic.message(classic.taskPort(), THREAD_SUSPEND, 24, List.of()));
        replies(2156, 32, 4, classic.message(classic.hostPort(), TASK_SUSPEND, 24, List.of()));
        repliesClassic(KERN_INVALID_TASK.code(), 0, 2007, 32, List.of(0x1001_2002L, 1L));
        replies(3304, 36, 16, xnu.message(xnu.threadPort(0), 3204, 36, List.of(0L, 1L, 1L)));
    }

    @Test
    @Clause("exceptions.resume.3")
    void theCodeIsTheRoutines() {
        repliesClassic(KERN_SUCCESS.code(), 0, THREAD_RESUME, 24, List.of());
        repliesClassic(KERN_FAILURE.code(), 0, THREAD_RESUME, 24, List.of());
    }

    @Test
    @Clause("exceptions.server.1")
    void whoIsGoneTakesNoMessage() {
        assertSame(MACH_MSG_SUCCESS, classic.send(classic.threadPort(0), THREAD_TERMINATE, 24, List.of(), null));
        classic.toTheBorder();
        assertSame(MACH_SEND_INVALID_DEST, classic.send(classic.threadPort(0), THREAD_TERMINATE, 24, List.of(), null));
    }

    @Test
    @Clause("exceptions.server.1")
    void nothingIsEverQueuedAtAPortOfTheKernels() {
        classic.message(classic.taskPort(), 2011, 24, List.of());
        classic.message(classic.taskPort(), 71, 24, List.of());
        classic.message(classic.taskPort(), TASK_RESUME, 24, List.of());
        assertTrue(classic.in.port(classic.in.b, classic.taskPort()).queue().isEmpty());
    }

    @Test
    @Clause("exceptions.server.6")
    void whoHoldsItselfHasItsReplyBefore() {
        MachMsgBuffer reply = xnu.message(xnu.ownPort(), 3605, 24, List.of());
        replies(3705, 36, 0, reply);
        assertSame(Continuation.Idle.IDLE, xnu.in.b1.continuation());
        xnu.in.blocks(xnu.in.b1, new UserBorder.Return(CallResult.KERN_SUCCESS));
    }

    @Test
    @Clause("exceptions.server.6")
    void whoEndsItselfWaitsForNoReply() {
        ReturnCode code = xnu.code(xnu.ownPort(), 3600, 24, List.of());
        assertTrue(code == MACH_MSG_SUCCESS || code == MACH_RCV_INTERRUPTED, code::toString);
        assertTrue(xnu.in.b1.act().isTerminated());
    }

    @Test
    @Clause("exceptions.server.6")
    void whoWaitsForATargetToStopIsAnsweredWhenItHas() {
        assertSame(KERN_SUCCESS, xnu.in.code(xnu.in.b1, new ThreadCall.ThreadResume(xnu.thread(0))));
        xnu.toTheBorder();
        assertSame(Continuation.Idle.IDLE, xnu.thread(0).continuation());
        xnu.blocks(xnu.threadPort(0), 3605, 24, List.of());
        assertFalse(xnu.in.b1.continuation() instanceof Continuation.Idle);
        xnu.toTheBorder();
        assertSame(Continuation.Idle.IDLE, xnu.in.b1.continuation());
        assertEquals(1, xnu.thread(0).act().suspends());
    }
}
