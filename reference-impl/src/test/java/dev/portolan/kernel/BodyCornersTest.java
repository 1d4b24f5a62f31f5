package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_IPC_SPACE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_BODY_ERROR;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TOO_LARGE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_RIGHT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_MSG_TOO_SMALL;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_NO_SENDERS;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of complex messages, in both dialects; the values are the reference's. */
class BodyCornersTest {

    private static final MachPortName ABSENT = new MachPortName(0x7777_7703);
    private static final int SIZE = 100;

    private static MachMsgDescriptor port(MachPortName name, MachMsgTypeName disposition) {
        return new MachMsgDescriptor.Port(name, disposition.code());
    }

    private static MachMsgDescriptor ports(MachMsgTypeName disposition, MachPortName... names) {
        return new MachMsgDescriptor.OolPorts(List.of(names), disposition.code());
    }

    private static Continuation sending(
            MachPortName to, MachMsgTypeName how, MachMsgTimeout timeout, MachMsgDescriptor... body) {
        MachMsgHeader header = MachMsgHeader.to(to, how, 1);
        return MachMsgTrap.send(new MachMsgSend(header, SIZE, List.of(7L), List.of(body), timeout));
    }

    private static CallResult send(Simulation s, MachThread by, MachPortName to, MachMsgDescriptor... body) {
        CallResult result = s.call(by, sending(to, MACH_MSG_TYPE_COPY_SEND, MachMsgTimeout.POLL, body));
        KernelAudit.audit(s.kernel);
        return result;
    }

    /* The descriptors of the message that arrives. */
    private static List<MachMsgDescriptor> received(Simulation s, MachThread by, MachPortName from) {
        CallResult result = s.call(by, MachMsgTrap.receive(MachMsgReceive.of(from, SIZE, MachMsgTimeout.POLL)));
        KernelAudit.audit(s.kernel);
        assertSame(MACH_MSG_SUCCESS, result.code());
        assertEquals(List.of(7L), Simulation.message(result).body());
        return Simulation.message(result).descriptors();
    }

    private static MachPortName nameIn(MachMsgDescriptor descriptor) {
        return ((MachMsgDescriptor.Port) descriptor).name();
    }

    @Test
    @Clause({"ipc.body.2", "ipc.release.1", "ipc.release.3"})
    void corner22ABodyThatFailsTakesWithItWhatWentBefore() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName to = s.portWithSend(2);
            MachPortName q = s.allocate(s.a1);
            MachPortName r = s.portWithSend(1);
            IpcPort dying = s.port(s.a, q);
            CallResult failed = s.call(
                    s.a1,
                    sending(
                            to,
                            MACH_MSG_TYPE_MOVE_SEND,
                            MachMsgTimeout.POLL,
                            port(q, MACH_MSG_TYPE_MOVE_RECEIVE),
                            port(ABSENT, MACH_MSG_TYPE_COPY_SEND),
                            port(r, MACH_MSG_TYPE_MOVE_SEND)));
            assertSame(MACH_SEND_INVALID_RIGHT, failed.code());
            assertFalse(dying.isActive());
            assertFalse(s.holds(s.a, q));
            assertEquals(1, s.refs(s.a1, to, MACH_PORT_RIGHT_SEND));
            assertEquals(1, s.refs(s.a1, r, MACH_PORT_RIGHT_SEND));
            KernelAudit.audit(s.kernel);
        }
    }

    @Test
    @Clause({"ipc.body.3", "ipc.copyin.6", "ipc.copyout.1"})
    void corner23DeadNamesTravelAsDead() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName to = s.portWithSend(1);
            MachPortName dead = s.allocate(s.a1, MACH_PORT_RIGHT_DEAD_NAME);
            assertSame(
                    MACH_MSG_SUCCESS,
                    send(s, s.a1, to, port(dead, MACH_MSG_TYPE_COPY_SEND)).code());
            assertEquals(1, s.refs(s.a1, dead, MACH_PORT_RIGHT_DEAD_NAME));
            assertEquals(List.of(port(MACH_PORT_DEAD, MACH_MSG_TYPE_MOVE_SEND)), received(s, s.a1, to));
            send(s, s.a1, to, port(MACH_PORT_NULL, MACH_MSG_TYPE_MOVE_SEND), port(dead, MACH_MSG_TYPE_MOVE_SEND));
            assertFalse(s.holds(s.a, dead));
            assertEquals(
                    List.of(
                            port(MACH_PORT_NULL, MACH_MSG_TYPE_MOVE_SEND),
                            port(MACH_PORT_DEAD, MACH_MSG_TYPE_MOVE_SEND)),
                    received(s, s.a1, to));
        }
    }

    @Test
    @Clause({"ipc.body.3", "ipc.body.6", "ipc.copyout.6", "ipc.move.1", "ipc.notify.2"})
    void corner24AReceiveRightArrivesWithItsQueueAndWhoIsToBeTold() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName n = s.allocate(s.a1);
            MachPortName q = s.portWithSend(3);
            IpcPort moving = s.port(s.a, q);
            int once = MACH_MSG_TYPE_MAKE_SEND_ONCE.code();
            s.call(
                    s.a1,
                    MachPortTraps.machPortRequestNotification(
                            s.a, q, MACH_NOTIFY_NO_SENDERS.id(), 0, n, once, Entry.RPC));
            s.call(s.a1, MachPortTraps.machPortSetQueueLimit(s.a, q, 2));
            for (int id : new int[] {5, 6}) {
                MachMsgHeader header = MachMsgHeader.to(q, MACH_MSG_TYPE_COPY_SEND, id);
                assertSame(MACH_MSG_SUCCESS, s.send(s.a1, header).code());
            }
            MachPortName p = s.portWithSend(1);
            IpcPort way = s.port(s.a, p);

            assertSame(
                    MACH_MSG_SUCCESS,
                    send(s, s.a1, p, port(q, MACH_MSG_TYPE_MOVE_RECEIVE)).code());
            assertSame(way, moving.destination());
            assertNull(moving.receiver());
            assertSame(EntryType.SEND, s.name(s.a, q).type());
            assertEquals(3, s.refs(s.a1, q, MACH_PORT_RIGHT_SEND));
            assertEquals(0, moving.makeSendCount());

            assertEquals(List.of(port(q, MACH_MSG_TYPE_MOVE_RECEIVE)), received(s, s.a1, p));
            assertNull(moving.destination());
            assertSame(EntryType.SEND_RECEIVE, s.name(s.a, q).type());
            assertEquals(3, s.refs(s.a1, q, MACH_PORT_RIGHT_SEND));
            for (int seqno = 0; seqno < 2; seqno++) {
                MachMsgBuffer queued = Simulation.message(s.receive(s.a1, q));
                assertEquals(5 + seqno, queued.id());
                assertEquals(seqno, queued.seqno());
            }
            assertEquals(0, s.port(s.a, n).messageCount());
            assertSame(KERN_SUCCESS, s.modRefs(s.a1, q, MACH_PORT_RIGHT_SEND, -3));
            MachMsgBuffer told = Simulation.message(s.receive(s.a1, n));
            assertEquals(MACH_NOTIFY_NO_SENDERS.id(), told.id());
            assertEquals(MachNotifyBody.of(0), told.notified());
        }
    }

    @Test
    @Clause({"ipc.body.5", "ipc.release.3", "ipc.death.1"})
    void corner25APortSentToItselfDies() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(2);
            assertSame(
                    MACH_MSG_SUCCESS,
                    send(s, s.a1, p, port(p, MACH_MSG_TYPE_MOVE_RECEIVE)).code());
            assertSame(EntryType.DEAD_NAME, s.name(s.a, p).type());
            assertEquals(2, s.refs(s.a1, p, MACH_PORT_RIGHT_DEAD_NAME));
        }
    }

    @Test
    @Clause({"ipc.body.5", "ipc.release.3", "ipc.death.3"})
    void corner25ACircleOfTwoDiesWhole() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachPortName q = s.portWithSend(1);
            assertSame(
                    MACH_MSG_SUCCESS,
                    send(s, s.a1, p, port(q, MACH_MSG_TYPE_MOVE_RECEIVE)).code());
            assertSame(
                    MACH_MSG_SUCCESS,
                    send(s, s.a1, q, ports(MACH_MSG_TYPE_MOVE_RECEIVE, p)).code());
            assertSame(EntryType.DEAD_NAME, s.name(s.a, p).type());
            assertSame(EntryType.DEAD_NAME, s.name(s.a, q).type());
            assertTrue(s.kernel.objects().isEmpty());
        }
    }

    @Test
    @Clause({"ipc.body.5", "ipc.send.13", "ipc.send.17"})
    void whetherACircleWaitsForAdmissionIsARule() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            IpcPort there = s.port(s.a, p);
            s.send(s.a1, MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 5));
            boolean atOnce = s.kernel.rules() == KernelRules.XNU;
            CallResult result = send(s, s.a1, p, port(p, MACH_MSG_TYPE_MOVE_RECEIVE));
            assertSame(atOnce ? MACH_MSG_SUCCESS : MACH_SEND_TIMED_OUT, result.code());
            assertEquals(!atOnce, there.isActive());
        }
    }

    @Test
    @Clause({"ipc.send.17", "ipc.body.6", "ipc.copyout.4"})
    void aRefusedBodyComesBack() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachPortName q = s.allocate(s.a1);
            s.send(s.a1, MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 5));
            IpcPort moving = s.port(s.a, q);
            CallResult refused =
                    send(s, s.a1, p, port(q, MACH_MSG_TYPE_MAKE_SEND_ONCE), port(q, MACH_MSG_TYPE_MOVE_RECEIVE));
            assertSame(MACH_SEND_TIMED_OUT, refused.code());
            List<MachMsgDescriptor> body = Simulation.message(refused).descriptors();
            assertEquals(18, ((MachMsgDescriptor.Port) body.get(0)).disposition());
            assertEquals(16, ((MachMsgDescriptor.Port) body.get(1)).disposition());
            assertSame(moving, s.port(s.a, nameIn(body.get(1))));
            assertNull(moving.destination());
            assertSame(s.a.space(), moving.receiver());
        }
    }

    @Test
    @Clause({"ipc.body.7", "ipc.copyout.5", "ipc.release.2"})
    void aRightWithoutRoomIsLostAndTheMessageArrives() {
        for (KernelRules rules : List.of(KernelRules.XNU, KernelRules.CLASSIC)) {
            Simulation s = new Simulation(rules, new KernelLimits(5, 65535, 2, 65534));
            MachPortName p = s.allocate(s.a1);
            MachPortName right = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            MachPortName reply = s.allocate(s.b1);
            send(
                    s,
                    s.b1,
                    right,
                    port(right, MACH_MSG_TYPE_COPY_SEND),
                    ports(MACH_MSG_TYPE_MAKE_SEND_ONCE, reply, reply));
            CallResult result = s.call(s.a1, MachMsgTrap.receive(MachMsgReceive.of(p, SIZE, MachMsgTimeout.POLL)));
            assertSame(MACH_RCV_BODY_ERROR, result.code());
            assertEquals(MACH_MSG_IPC_SPACE, result.resourceBits());
            List<MachMsgDescriptor> body = Simulation.message(result).descriptors();
            assertEquals(p, nameIn(body.get(0)));
            List<MachPortName> names = ((MachMsgDescriptor.OolPorts) body.get(1)).names();
            assertNotNull(s.name(s.a, names.get(0)));
            assertEquals(MACH_PORT_NULL, names.get(1));
            assertEquals(71, Simulation.message(s.receive(s.b1, reply)).id());
            KernelAudit.audit(s.kernel);
        }
    }

    @Test
    @Clause("ipc.receive.9")
    void aMessageTooLargeTakesItsBodyWithIt() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachPortName q = s.portWithSend(1);
            send(s, s.a1, p, port(q, MACH_MSG_TYPE_MOVE_RECEIVE));
            CallResult lost = s.call(s.a1, MachMsgTrap.receive(MachMsgReceive.of(p, 40, MachMsgTimeout.POLL)));
            assertSame(MACH_RCV_TOO_LARGE, lost.code());
            assertEquals(List.of(), Simulation.message(lost).descriptors());
            assertSame(EntryType.DEAD_NAME, s.name(s.a, q).type());
            KernelAudit.audit(s.kernel);
        }
    }

    @Test
    @Clause("ipc.body.1")
    void aMessageHasRoomForItsDescriptors() {
        Simulation s = Simulation.xnu();
        MachPortName p = s.portWithSend(1);
        MachMsgHeader header = MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 1);
        List<MachMsgDescriptor> one = List.of(port(MACH_PORT_NULL, MACH_MSG_TYPE_COPY_SEND));
        assertSame(
                MACH_SEND_MSG_TOO_SMALL,
                s.code(s.a1, MachMsgTrap.send(new MachMsgSend(header, 36, List.of(), one, MachMsgTimeout.POLL))));
        assertSame(
                MACH_MSG_SUCCESS,
                s.code(s.a1, MachMsgTrap.send(new MachMsgSend(header, 40, List.of(), one, MachMsgTimeout.POLL))));
        assertEquals(2, s.port(s.a, p).sendRights());
    }

    @Test
    @Clause({"ipc.death.3", "ipc.release.3"})
    void aPortDiesWithWhatIsOnItsWayToIt() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachPortName q = s.portWithSend(1);
            MachPortName r = s.portWithSend(1);
            send(s, s.a1, q, port(r, MACH_MSG_TYPE_MOVE_RECEIVE));
            send(s, s.a1, p, port(q, MACH_MSG_TYPE_MOVE_RECEIVE));
            s.destroy(s.a1, p);
            assertTrue(s.kernel.objects().isEmpty());
            assertSame(EntryType.DEAD_NAME, s.name(s.a, r).type());
        }
    }
}
