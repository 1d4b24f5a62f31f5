package dev.portolan.kernel;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.Step;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.trap.MachPortTraps;
import dev.portolan.kernel.user.KernelStubs;
import dev.portolan.kernel.user.TaskStubs;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every request to the kernel and its reply, one by one. */
class MigRulesTest {

    private static final int BAD_ID = 3499;
    private static final int TASK_THREADS = 3402;
    private static final int THREAD_SUSPEND = 3605;
    private static final int CLASSIC_THREAD_SUSPEND = 2062;
    private static final MachMsgTypeName MAKE_SEND = MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
    private static final MachMsgTypeName COPY_SEND = MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;

    private final KernelMessages xnu = new KernelMessages(true);
    private final KernelMessages classic = new KernelMessages(false);

    private static CallResult ask(
            KernelMessages on,
            MachPortName to,
            int id,
            MachPortName reply,
            MachMsgTypeName by,
            MachMsgTimeout timeout) {
        MachMsgHeader header = MachMsgHeader.to(to, COPY_SEND, id).withReply(reply, by);
        return on.in.call(
                on.in.b1,
                new Continuation.CopyinHeader(
                        new MachMsgSend(header, MachMsgHeader.SIZE, List.of(), timeout), MachMsgReceive.NONE));
    }

    private static MachMsgBuffer taken(KernelMessages on, MachPortName port) {
        CallResult result = on.in.receive(on.in.b1, port);
        return result.code() == MACH_MSG_SUCCESS ? Simulation.message(result) : null;
    }

    /* The reply port has room for one message, and has one. */
    private static void fill(KernelMessages on) {
        assertSame(
                KernReturn.KERN_SUCCESS,
                on.in.code(on.in.b1, MachPortTraps.machPortSetQueueLimit(on.in.b, on.reply, 1)));
        MachMsgHeader header = MachMsgHeader.to(on.reply, MAKE_SEND, 7);
        on.in.call(on.in.b1, Simulation.sending(header, MachMsgTimeout.POLL));
    }

    /** A message to a port of the kernel's with an id that nobody has. */
    @Test
    @Clause("exceptions.server.2")
    void corner32AnUnknownIdIsSentWithSuccessAndAnsweredBadId() {
        assertSame(
                MACH_MSG_SUCCESS,
                ask(
                                xnu,
                                xnu.taskPort(),
                                BAD_ID,
                                xnu.reply,
                                MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE,
                                MachMsgTimeout.POLL)
                        .code());
        MachMsgBuffer reply = taken(xnu, xnu.reply);
        assertEquals(BAD_ID + 100, reply.id());
        assertEquals(36, reply.size());
        assertEquals(List.of(), reply.descriptors());
        assertEquals(List.of(0L, 1L, 0xffff_fed1L), reply.body());
    }

    @Test
    @Clause("exceptions.server.7")
    void aReplyToAFullPortOfWhoDoesNotWaitIsGivenUp() {
        fill(xnu);
        assertSame(
                MACH_MSG_SUCCESS,
                ask(xnu, xnu.taskPort(), TASK_THREADS, xnu.reply, MAKE_SEND, MachMsgTimeout.POLL)
                        .code());
        assertEquals(7, taken(xnu, xnu.reply).id());
        assertSame(null, taken(xnu, xnu.reply));
        assertEquals(0, xnu.in.port(xnu.in.b, xnu.reply).sendRights());
        KernelAudit.audit(xnu.in.kernel);
    }

    @Test
    @Clause("exceptions.server.7")
    void aReplyToAFullPortWaitsWithItsCaller() {
        fill(xnu);
        MachMsgHeader header =
                MachMsgHeader.to(xnu.threadPort(0), COPY_SEND, THREAD_SUSPEND).withReply(xnu.reply, MAKE_SEND);
        xnu.in.blocks(
                xnu.in.b1,
                new Continuation.CopyinHeader(
                        new MachMsgSend(header, MachMsgHeader.SIZE, List.of(), MachMsgTimeout.FOREVER),
                        MachMsgReceive.NONE));
        assertEquals(2, xnu.thread(0).act().suspends());
        MachThread other = xnu.in.kernel.createThread(xnu.in.b, "B9");
        assertEquals(
                7,
                Simulation.message(xnu.in.call(other, Simulation.receiving(xnu.reply, MachMsgTimeout.POLL)))
                        .id());
        xnu.in.machine.rest();
        assertSame(Continuation.Idle.IDLE, xnu.in.b1.continuation());
        assertEquals(THREAD_SUSPEND + 100, taken(xnu, xnu.reply).id());
    }

    @Test
    @Clause("exceptions.server.7")
    void aWaitForRoomThatIsInterruptedLosesTheReply() {
        fill(xnu);
        MachMsgHeader header =
                MachMsgHeader.to(xnu.taskPort(), COPY_SEND, TASK_THREADS).withReply(xnu.reply, MAKE_SEND);
        xnu.in.blocks(
                xnu.in.b1,
                new Continuation.CopyinHeader(
                        new MachMsgSend(header, MachMsgHeader.SIZE, List.of(), MachMsgTimeout.FOREVER),
                        MachMsgReceive.NONE));
        xnu.in.machine.threadAbort(xnu.in.b1);
        Simulation.assertCompletions(xnu.in.machine.rest(), xnu.in.b1, MACH_MSG_SUCCESS);
        assertEquals(7, taken(xnu, xnu.reply).id());
        assertSame(null, taken(xnu, xnu.reply));
        KernelAudit.audit(xnu.in.kernel);
    }

    @Test
    @Clause("exceptions.server.7")
    void aReplyOfTheClassicKernelGoesOverTheLimit() {
        fill(classic);
        assertSame(
                MACH_MSG_SUCCESS,
                ask(
                                classic,
                                classic.threadPort(0),
                                CLASSIC_THREAD_SUSPEND,
                                classic.reply,
                                MAKE_SEND,
                                MachMsgTimeout.POLL)
                        .code());
        assertEquals(7, taken(classic, classic.reply).id());
        assertEquals(CLASSIC_THREAD_SUSPEND + 100, taken(classic, classic.reply).id());
    }

    @Test
    @Clause("exceptions.server.5")
    void aReplyToAPortOfTheKernelsIsGivenUp() {
        for (KernelMessages on : List.of(xnu, classic)) {
            int id = on.masked() ? TASK_THREADS : 2011;
            assertSame(
                    MACH_MSG_SUCCESS,
                    ask(on, on.taskPort(), id, on.threadPort(0), COPY_SEND, MachMsgTimeout.POLL)
                            .code());
            assertTrue(on.in.port(on.in.b, on.threadPort(0)).queue().isEmpty());
            KernelAudit.audit(on.in.kernel);
        }
    }

    @Test
    @Clause("exceptions.server.5")
    void aReceiveRightInItsOwnReplyDies() {
        MachPortName port = xnu.in.allocate(xnu.in.a1);
        MachPortName reply = Simulation.nameOf(
                xnu.in.call(xnu.in.b1, MachPortTraps.machPortExtractRight(xnu.in.a, port, MAKE_SEND.code())));
        MachMsgHeader header = MachMsgHeader.to(xnu.taskPort(), COPY_SEND, 3215).withReply(reply, COPY_SEND);
        MachMsgSend send = new MachMsgSend(header, 40, List.of(0L, 1L, (long) port.value(), 16L), MachMsgTimeout.POLL);
        assertSame(MACH_MSG_SUCCESS, xnu.in.code(xnu.in.b1, new Continuation.CopyinHeader(send, MachMsgReceive.NONE)));
        assertTrue(xnu.isDead(reply));
        KernelAudit.audit(xnu.in.kernel);
    }

    @Test
    @Clause("exceptions.server.8")
    void aRightOfAnotherKindIsRefusedAndGivenUp() {
        MachPortName port = xnu.in.allocate(xnu.in.b1);
        MachMsgDescriptor sendOnce =
                new MachMsgDescriptor.Port(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE.code());
        Continuation request = xnu.rpc(
                xnu.taskPort(),
                3410,
                52,
                List.of(0L, 1L, 4L),
                List.of(sendOnce),
                MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE,
                MachMsgTimeout.POLL);
        MachMsgBuffer reply = Simulation.message(xnu.in.call(xnu.in.b1, request));
        assertEquals(List.of(0L, 1L, 0xffff_fed0L), reply.body());
        assertEquals(71, taken(xnu, port).id());
    }

    @Test
    @Clause("exceptions.server.8")
    void aRightForATaskThatHasEndedIsGivenUp() {
        MachPortName port = xnu.in.allocate(xnu.in.b1);
        xnu.in.machine.begin(xnu.in.a1, new TaskCall.TaskTerminate(xnu.in.a));
        MachMsgDescriptor made = new MachMsgDescriptor.Port(port, MAKE_SEND.code());
        Continuation request = xnu.rpc(
                xnu.taskPort(),
                3214,
                52,
                List.of(0L, 1L, 0x903L),
                List.of(made),
                MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE,
                MachMsgTimeout.POLL);
        MachMsgBuffer reply = Simulation.message(xnu.in.call(xnu.in.b1, request));
        assertEquals(List.of(0L, 1L, (long) KernReturn.KERN_INVALID_TASK.code()), reply.body());
        assertEquals(0, xnu.in.port(xnu.in.b, port).sendRights());
    }

    @Test
    @Clause("exceptions.server.4")
    void thePortOfTheHostLetsNobodyChangeIt() {
        KernelStubs stubs = new KernelStubs(MigForm.NDR, call -> xnu.in.call(xnu.in.b1, call));
        MachPortName port = xnu.port();
        MachPortName privileged = Simulation.nameOf(xnu.in.call(xnu.in.b1, new HostPrivSelf()));
        assertSame(
                KernReturn.KERN_INVALID_ARGUMENT,
                set(stubs, xnu.hostPort(), port).code());
        assertSame(KernReturn.KERN_SUCCESS, set(stubs, privileged, port).code());
        OutValue.ExceptionPorts told = (OutValue.ExceptionPorts) stubs.tasks()
                .getExceptionPorts(TaskStubs.Level.HOST, privileged, 2)
                .out();
        assertEquals(
                List.of(port),
                told.groups().stream().map(OutValue.ExceptionGroup::port).toList());
        assertEquals(
                new OutValue.Version("Portolan"),
                stubs.tasks().hostKernelVersion(privileged).out());
    }

    private static CallResult set(KernelStubs stubs, MachPortName host, MachPortName port) {
        return stubs.tasks().setExceptionPorts(TaskStubs.Level.HOST, host, 2, port, 1, 0);
    }

    /** A right to the host with the privilege to change it, as the kernel gives its first task one. */
    private record HostPrivSelf() implements Continuation.Call {
        @Override
        public Step run(MachThread thread) {
            return TaskCall.created(thread, thread.kernel().host().privileged());
        }
    }

    /* The client: a stub whose reply is what the test says. */

    private static CallResult typeOf(MigForm form, MachMsgBuffer reply) {
        KernelStubs stubs = new KernelStubs(
                form,
                call -> call instanceof Continuation.CopyinHeader
                        ? CallResult.of(MACH_MSG_SUCCESS, new OutValue.Message(reply))
                        : CallResult.of(KernReturn.KERN_SUCCESS, new OutValue.Name(MachPortName.of(0x103))));
        return stubs.ports().machPortType(MachPortName.of(0x203), MachPortName.of(0x303));
    }

    private MachMsgBuffer reply(int id, Long... body) {
        MachMsgBuffer any = xnu.message(xnu.taskPort(), BAD_ID, 24, List.of());
        MachMsgBuffer reply = new MachMsgBuffer();
        reply.begin(id, 24 + 4 * body.length, any.envelope());
        reply.setRemote(any.remote().value(), any.remoteDisposition());
        reply.setLocal(any.local().value(), any.localDisposition());
        reply.setBody(List.of(body), null);
        return reply;
    }

    @Test
    @Clause("exceptions.server.5")
    void aReplyThatIsNoneOfTheRequestIsNone() {
        assertSame(MigReturn.MIG_SERVER_DIED, typeOf(MigForm.NDR, reply(71)).code());
        assertSame(
                MigReturn.MIG_REPLY_MISMATCH,
                typeOf(MigForm.NDR, reply(3302, 0L, 1L, 0L, 7L)).code());
        assertSame(
                MigReturn.MIG_TYPE_ERROR,
                typeOf(MigForm.NDR, reply(3301, 0L, 1L, 0L)).code());
        assertSame(
                MigReturn.MIG_TYPE_ERROR, typeOf(MigForm.NDR, reply(3301, 0L)).code());
        assertSame(
                MigReturn.MIG_TYPE_ERROR,
                typeOf(MigForm.TYPED, reply(3301, 0x1001_2002L)).code());
        assertSame(
                KernReturn.KERN_INVALID_NAME,
                typeOf(MigForm.NDR, reply(3301, 0L, 1L, 15L)).code());
        CallResult told = typeOf(MigForm.NDR, reply(3301, 0L, 1L, 0L, 7L));
        assertEquals(new OutValue.Type(7), told.out());
    }

    @Test
    @Clause("exceptions.server.3")
    void anArrayThatIsTooLargeIsNotSent() {
        KernelStubs stubs = new KernelStubs(MigForm.NDR, call -> xnu.in.call(xnu.in.b1, call));
        List<Integer> info = Collections.nCopies(18, 0);
        assertSame(
                MigReturn.MIG_ARRAY_TOO_LARGE,
                stubs.ports()
                        .machPortSetAttributes(xnu.taskPort(), xnu.reply, 1, info)
                        .code());
    }

    @Test
    @Clause("exceptions.server.1")
    void aReplyPortIsKeptWhereNothingWasSent() {
        KernelStubs stubs = new KernelStubs(MigForm.NDR, call -> xnu.in.call(xnu.in.b1, call));
        stubs.tasks().taskInfo(xnu.taskPort());
        int names = xnu.in.b.space().names().size();
        assertSame(
                MachMsgReturn.MACH_SEND_INVALID_DEST,
                stubs.tasks().taskInfo(MachPortName.of(0x7f03)).code());
        stubs.tasks().taskInfo(xnu.taskPort());
        assertEquals(names, xnu.in.b.space().names().size());
        assertSame(MACH_RCV_TIMED_OUT, xnu.in.receive(xnu.in.b1, xnu.reply).code());
    }
}
