package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INVALID_NOTIFY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_NOTIFY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_NOTIFY_IN_PROGRESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_WILL_NOTIFY;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_TYPE_DNREQUEST;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_TYPE_MAREQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The options of {@code mach_msg} that GNU Mach has for a port n to be told by, which is not p. */
class NotifyOptionsCornersTest {

    private static final int MSG_ACCEPTED = 66;
    private static final int PORT_DELETED = 65;

    private final Simulation s = Simulation.classic();
    private MachPortName n;
    private MachPortName p;

    @BeforeEach
    void aPortToTellAndAPortWithASendRight() {
        n = s.allocate(s.a1);
        p = s.allocate(s.a1);
        assertSame(KERN_SUCCESS, s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND));
    }

    @Test
    @Clause({"ipc.send.26", "ipc.send.27", "ipc.send.30", "ipc.notify.6"})
    void aMessageOverTheLimitIsAcceptedAndItsSenderToldWhenItIsTaken() {
        fill();

        assertSame(MACH_SEND_WILL_NOTIFY, send(true, n));
        assertEquals(MACH_PORT_TYPE_MAREQUEST, s.type(s.a1, p) & MACH_PORT_TYPE_MAREQUEST);
        takes(5);
        told(null, null);

        takes(1);
        assertEquals(0, s.type(s.a1, p) & MACH_PORT_TYPE_MAREQUEST);
        told(MSG_ACCEPTED, p);
    }

    @Test
    @Clause({"ipc.send.28", "ipc.send.29", "ipc.send.31"})
    void oneWordAtATimeAndByAPortThatIsReceivedFrom() {
        fill();

        assertSame(MACH_SEND_INVALID_NOTIFY, send(true, MACH_PORT_NULL));
        assertSame(MACH_SEND_INVALID_NOTIFY, send(true, MachPortName.of(77)));
        assertSame(MACH_SEND_WILL_NOTIFY, send(true, n));
        assertSame(MACH_SEND_NOTIFY_IN_PROGRESS, send(true, n));
        assertSame(MACH_SEND_INVALID_NOTIFY, send(true, MACH_PORT_NULL));
    }

    @Test
    @Clause({"ipc.notify.6", "ipc.queue.3"})
    void whoIsToldThatItIsTakenGoesOnBeforeWhoWaitsForItsPlace() {
        fill();
        assertSame(MACH_SEND_WILL_NOTIFY, send(true, n));
        takes(5);
        for (int i = 0; i < 4; i++) {
            assertSame(MACH_MSG_SUCCESS, send(false, MACH_PORT_NULL));
        }
        s.blocks(s.a2, Simulation.receiving(n, MachMsgTimeout.FOREVER));
        MachMsgHeader header = MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 2);
        s.blocks(s.a3, MachMsgTrap.send(new MachMsgSend(header, 24, List.of(), List.of(), MachMsgTimeout.FOREVER)));

        Simulation.assertCompletions(
                s.run(s.a1, Simulation.receiving(p, MachMsgTimeout.POLL)),
                s.a2,
                MACH_MSG_SUCCESS,
                s.a3,
                MACH_MSG_SUCCESS);
    }

    @Test
    @Clause("ipc.notify.7")
    void aNameThatIsGoneIsNotTold() {
        fill();
        assertSame(MACH_SEND_WILL_NOTIFY, send(true, n));

        assertSame(KERN_SUCCESS, s.destroy(s.a1, p));

        told(MSG_ACCEPTED, MACH_PORT_NULL);
    }

    @Test
    @Clause("ipc.notify.6")
    void whereThereIsRoomNobodyIsTold() {
        assertSame(MACH_MSG_SUCCESS, send(true, n));
        takes(1);

        told(null, null);
    }

    @Test
    @Clause({"ipc.send.24", "ipc.send.25"})
    void whoCancelsIsNotToldThatTheNameGoes() {
        MachPortName once = once();
        ask(once);

        assertSame(MACH_SEND_INVALID_NOTIFY, cancel(once, MACH_PORT_NULL));
        assertSame(MACH_SEND_INVALID_NOTIFY, cancel(once, once));
        assertSame(MACH_MSG_SUCCESS, cancel(once, n));
        told(null, null);

        MachPortName another = once();
        ask(another);
        assertSame(MACH_MSG_SUCCESS, cancel(another, p));
        told(PORT_DELETED, another);
    }

    @Test
    @Clause({"ipc.notify.8", "ipc.receive.15"})
    void whoReceivesAReplyPortHasAskedForWordOfItsDeath() {
        MachPortName reply = s.allocate(s.a1);
        sendWithReply(reply);
        MachPortName name = assertInstanceOf(OutValue.Message.class, receive(n).out())
                .buffer()
                .remote();
        assertEquals(MACH_PORT_TYPE_DNREQUEST, s.type(s.a1, name) & MACH_PORT_TYPE_DNREQUEST);

        assertSame(KERN_SUCCESS, s.modRefs(s.a1, reply, MACH_PORT_RIGHT_RECEIVE, -1));

        told(MACH_NOTIFY_DEAD_NAME.id(), name);

        sendWithReply(p);
        assertSame(MACH_RCV_INVALID_NOTIFY, receive(MachPortName.of(77)).code());
        assertSame(MACH_MSG_SUCCESS, receive(n).code(), "the reply right that was destroyed becomes a message");
    }

    private void fill() {
        for (int i = 0; i < 5; i++) {
            assertSame(MACH_MSG_SUCCESS, send(false, MACH_PORT_NULL));
        }
    }

    private ReturnCode send(boolean notifies, MachPortName by) {
        return sent(p, MACH_MSG_TYPE_COPY_SEND, MACH_PORT_NULL, 0, notifies, false, by);
    }

    private ReturnCode cancel(MachPortName once, MachPortName by) {
        return sent(once, MACH_MSG_TYPE_MOVE_SEND_ONCE, MACH_PORT_NULL, 0, false, true, by);
    }

    private void sendWithReply(MachPortName reply) {
        int disposition = MACH_MSG_TYPE_MAKE_SEND_ONCE.code();
        assertSame(
                MACH_MSG_SUCCESS, sent(p, MACH_MSG_TYPE_COPY_SEND, reply, disposition, false, false, MACH_PORT_NULL));
    }

    private ReturnCode sent(
            MachPortName to,
            MachMsgTypeName disposition,
            MachPortName reply,
            int replyDisposition,
            boolean notifies,
            boolean cancels,
            MachPortName by) {
        MachMsgHeader header = new MachMsgHeader(to, disposition.code(), reply, replyDisposition, MACH_PORT_NULL, 0, 1);
        return s.code(
                s.a1,
                MachMsgTrap.send(new MachMsgSend(
                        header,
                        24,
                        List.of(),
                        List.of(),
                        notifies ? MachMsgTimeout.FOREVER : MachMsgTimeout.POLL,
                        MachMsgEnvelope.NOBODYS,
                        notifies,
                        cancels,
                        by)));
    }

    private void takes(int messages) {
        for (int i = 0; i < messages; i++) {
            assertSame(MACH_MSG_SUCCESS, receive(null).code());
        }
    }

    private CallResult receive(MachPortName by) {
        return s.call(
                s.a1,
                MachMsgTrap.receive(
                        new MachMsgReceive(p, 100, false, 0, MachMsgTimeout.POLL, Set.of(), UserLayout.LP64, by)));
    }

    /* A send-once right to p. */
    private MachPortName once() {
        MachPortName name = MachPortName.of(50);
        assertSame(KERN_SUCCESS, s.insert(s.a1, name, p, MACH_MSG_TYPE_MAKE_SEND_ONCE));
        return name;
    }

    private void ask(MachPortName name) {
        assertSame(
                KERN_SUCCESS,
                s.code(
                        s.a1,
                        MachPortTraps.machPortRequestNotification(
                                s.a,
                                name,
                                MACH_NOTIFY_DEAD_NAME.id(),
                                0,
                                n,
                                MACH_MSG_TYPE_MAKE_SEND_ONCE.code(),
                                Entry.RPC)));
    }

    /* Port n has word of that name, or none. */
    private void told(Integer id, MachPortName name) {
        CallResult result = s.call(s.a1, MachMsgTrap.receive(MachMsgReceive.of(n, 100, MachMsgTimeout.POLL)));
        if (id == null) {
            assertSame(MACH_RCV_TIMED_OUT, result.code());
            return;
        }
        MachMsgBuffer message =
                assertInstanceOf(OutValue.Message.class, result.out()).buffer();
        assertEquals(id, message.id());
        assertEquals(MachNotifyBody.of(s.a.space().index(), name), message.notified());
    }
}
