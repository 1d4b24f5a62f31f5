package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_IPC_SPACE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_HEADER_ERROR;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INVALID_NAME;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TOO_LARGE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_NO_BUFFER;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of messages that do not block, in both dialects; the values are the reference's. */
class MessageCornersTest {

    private static final MachPortName ABSENT = new MachPortName(0x7777_7703);

    @Test
    @Clause({"ipc.copyin.3", "ipc.copyout.2", "ipc.send.13", "ipc.send.17"})
    void corner10ACopiedRightComesBackAsOneReferenceMore() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.allocate(s.a1);
            MachPortName right = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            assertSame(
                    MACH_MSG_SUCCESS,
                    s.send(s.b1, MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, 1))
                            .code());
            CallResult refused = s.send(s.b1, MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, 2));
            assertSame(MACH_SEND_TIMED_OUT, refused.code());
            assertEquals(0, refused.resourceBits());
            MachMsgBuffer buffer = Simulation.message(refused);
            assertEquals(right, buffer.remote());
            assertEquals(17, buffer.remoteDisposition());
            assertEquals(2, s.refs(s.b1, right, MACH_PORT_RIGHT_SEND));
            assertEquals(1, s.port(s.a, p).messageCount());
        }
    }

    @Test
    @Clause({"ipc.send.13", "ipc.send.17", "ipc.copyout.4", "ipc.deallocate.5"})
    void corner12AReplyThatWasMadeComesBackUnderANewName() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachPortName reply = s.allocate(s.a1);
            s.send(s.a1, MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 1));
            CallResult refused = s.send(
                    s.a1,
                    MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 2).withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE));
            assertSame(MACH_SEND_TIMED_OUT, refused.code());
            MachMsgBuffer buffer = Simulation.message(refused);
            assertEquals(18, buffer.localDisposition());
            assertNotEquals(reply, buffer.local());
            assertSame(EntryType.SEND_ONCE, s.name(s.a, buffer.local()).type());
            s.deallocate(s.a1, buffer.local());
            assertEquals(71, Simulation.message(s.receive(s.a1, reply)).id());
        }
    }

    @Test
    @Clause({"ipc.send.12", "ipc.send.15", "ipc.queue.3"})
    void corner13SendOnceMessagesPassAFullQueue() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachPortName once = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            s.send(s.a1, MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 1));
            assertSame(
                    MACH_MSG_SUCCESS,
                    s.send(s.b1, MachMsgHeader.to(once, MACH_MSG_TYPE_MOVE_SEND_ONCE, 2))
                            .code());
            assertEquals(2, s.port(s.a, p).messageCount());
            s.blocks(s.a2, Simulation.sending(MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 3), MachMsgTimeout.FOREVER));
            assertEquals(1, Simulation.message(s.receive(s.a1, p)).id());
            assertTrue(s.a2.isBlocked(), "the queue still is at its limit");
        }
    }

    private static CallResult receiveTooLarge(Simulation s, MachPortName p, boolean large) {
        return s.call(s.a1, MachMsgTrap.receive(new MachMsgReceive(p, 64, large, 8, MachMsgTimeout.POLL)));
    }

    @Test
    @Clause("ipc.receive.9")
    void ofANotificationThatDoesNotFitThereIsTheHeader() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.allocate(s.a1);
            MachPortName told = s.allocate(s.a1);
            int id = MachNotification.MACH_NOTIFY_NO_SENDERS.id();
            int sendOnce = MACH_MSG_TYPE_MAKE_SEND_ONCE.code();
            s.call(s.a1, MachPortTraps.machPortRequestNotification(s.a, p, id, 0, told, sendOnce, Entry.RPC));

            MachMsgReceive receive = new MachMsgReceive(told, 24, false, 0, MachMsgTimeout.POLL);
            CallResult result = s.call(s.a1, MachMsgTrap.receive(receive));
            assertSame(MACH_RCV_TOO_LARGE, result.code());
            assertEquals(id, Simulation.message(result).id());
            assertNull(Simulation.message(result).notified());
        }
    }

    @Test
    @Clause({"ipc.receive.5", "ipc.receive.9", "ipc.release.2"})
    void corner26AMessageTooLargeStaysQueuedOrIsDestroyed() {
        for (Simulation s : Simulation.bothDialects()) {
            boolean bare = s.kernel.rules() == KernelRules.XNU;
            MachPortName p = s.allocate(s.a1);
            MachPortName reply = s.allocate(s.b1);
            MachPortName right = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            MachMsgHeader header =
                    MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, 7).withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            s.call(s.b1, MachMsgTrap.send(new MachMsgSend(header, 100, List.of(1L, 2L), MachMsgTimeout.POLL)));

            CallResult kept = receiveTooLarge(s, p, true);
            assertSame(MACH_RCV_TOO_LARGE, kept.code());
            assertEquals(new OutValue.Size(100, null), kept.out());
            assertEquals(1, s.port(s.a, p).messageCount());
            assertEquals(0, s.port(s.a, p).seqno());

            CallResult lost = receiveTooLarge(s, p, false);
            assertSame(MACH_RCV_TOO_LARGE, lost.code());
            MachMsgBuffer buffer = Simulation.message(lost);
            assertEquals(bare ? 24 : 100, buffer.size());
            assertEquals(7, buffer.id());
            assertEquals(MACH_PORT_NULL, buffer.remote());
            assertEquals(p, buffer.local());
            assertEquals(List.of(), buffer.body());
            assertEquals(1, s.port(s.a, p).seqno());
            assertEquals(1, s.port(s.a, p).sendRights());
            assertEquals(71, Simulation.message(s.receive(s.b1, reply)).id());
        }
    }

    /** A port that dies is told as null by the header alone, one that was dead already as dead. */
    @Test
    @Clause("ipc.receive.9")
    void aBareHeaderTellsADeadReplyPortFromOneThatDied() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.allocate(s.a1);
            MachPortName right = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            MachPortName reply = s.allocate(s.b1);
            assertSame(KERN_SUCCESS, s.insert(s.b1, reply, reply, MACH_MSG_TYPE_MAKE_SEND));
            MachMsgHeader header =
                    MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, 7).withReply(reply, MACH_MSG_TYPE_COPY_SEND);
            s.call(s.b1, MachMsgTrap.send(new MachMsgSend(header, 100, List.of(), MachMsgTimeout.POLL)));
            assertSame(KERN_SUCCESS, s.modRefs(s.b1, reply, MACH_PORT_RIGHT_RECEIVE, -1));
            assertEquals(
                    MACH_PORT_NULL,
                    Simulation.message(receiveTooLarge(s, p, false)).remote());
            s.call(s.b1, MachMsgTrap.send(new MachMsgSend(header, 100, List.of(), MachMsgTimeout.POLL)));
            assertEquals(
                    MACH_PORT_DEAD,
                    Simulation.message(receiveTooLarge(s, p, false)).remote());
        }
    }

    @Test
    @Clause({"ipc.receive.3", "ipc.receive.8"})
    void theTrailerCountsButIsNotSize() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachMsgHeader header = MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 7);
            s.call(s.a1, MachMsgTrap.send(new MachMsgSend(header, 56, List.of(5L), MachMsgTimeout.POLL)));
            MachMsgBuffer buffer = Simulation.message(receiveTooLarge(s, p, false));
            assertEquals(56, buffer.size());
            assertEquals(List.of(5L), buffer.body());
        }
    }

    @Test
    @Clause({"ipc.receive.1", "ipc.receive.2", "ipc.receive.4"})
    void receivingWantsAReceiveRightOrASet() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.allocate(s.a1);
            MachPortName right = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            assertSame(MACH_RCV_INVALID_NAME, s.receive(s.b1, right).code());
            assertSame(MACH_RCV_INVALID_NAME, s.receive(s.a1, MACH_PORT_NULL).code());
            assertSame(MACH_RCV_INVALID_NAME, s.receive(s.a1, ABSENT).code());
            assertSame(MACH_RCV_TIMED_OUT, s.receive(s.a1, p).code());
            MachPortName set = s.allocate(s.a1, MACH_PORT_RIGHT_PORT_SET);
            assertSame(MACH_RCV_TIMED_OUT, s.receive(s.a1, set).code());
        }
    }

    @Test
    @Clause({"ipc.send.16", "ipc.receive.1", "ipc.receive.3", "ipc.receive.8", "ipc.send.13"})
    void bothHalvesInOne() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachMsgSend send = MachMsgSend.of(MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 9), MachMsgTimeout.POLL);
            CallResult both =
                    s.call(s.a1, MachMsgTrap.sendReceive(send, MachMsgReceive.of(p, 100, MachMsgTimeout.POLL)));
            assertEquals(9, Simulation.message(both).id());
            assertSame(
                    MACH_RCV_INVALID_NAME,
                    s.code(s.a1, MachMsgTrap.sendReceive(send, MachMsgReceive.of(ABSENT, 100, MachMsgTimeout.POLL))));
            assertEquals(1, s.port(s.a, p).messageCount(), "the send was made all the same");
            assertSame(
                    MACH_SEND_TIMED_OUT,
                    s.code(s.a1, MachMsgTrap.sendReceive(send, MachMsgReceive.of(p, 100, MachMsgTimeout.POLL))),
                    "a failed send skips the receive");
            assertSame(MACH_MSG_SUCCESS, s.code(s.a1, MachMsgTrap.nothing()));
        }
    }

    @Test
    @Clause({"ipc.copyout.5", "ipc.receive.10", "ipc.release.2"})
    void withoutRoomForTheReplysNameOnlyTheHeaderArrives() {
        for (KernelRules rules : new KernelRules[] {KernelRules.XNU, KernelRules.CLASSIC}) {
            Simulation s = new Simulation(rules, new KernelLimits(5, 65535, 2, 65534));
            MachPortName p = s.allocate(s.a1);
            s.allocate(s.a1);
            MachPortName reply = s.allocate(s.b1);
            MachPortName right = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            s.send(
                    s.b1,
                    MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, 3).withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE));
            CallResult result = s.receive(s.a1, p);
            assertSame(MACH_RCV_HEADER_ERROR, result.code());
            assertEquals(MACH_MSG_IPC_SPACE, result.resourceBits());
            assertEquals(p, Simulation.message(result).local());
            assertEquals(71, Simulation.message(s.receive(s.b1, reply)).id());
        }
    }

    @Test
    @Clause({"ipc.copyout.5", "ipc.send.20", "ipc.release.2"})
    void withoutRoomAReturnedRightIsLost() {
        Simulation s = new Simulation(KernelRules.XNU, new KernelLimits(1, 65535, 2, 65534));
        MachPortName p = s.portWithSend(1);
        MachPortName reply = s.allocate(s.a1);
        MachMsgHeader header =
                MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 3).withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        s.send(s.a1, header);
        CallResult refused = s.send(s.a1, header);
        assertSame(MACH_SEND_TIMED_OUT, refused.code());
        assertEquals(MACH_MSG_IPC_SPACE, refused.resourceBits());
        assertEquals(MACH_PORT_NULL, Simulation.message(refused).local());
        assertEquals(1, s.port(s.a, reply).messageCount(), "the lost right said so");
    }

    @Test
    @Clause({"ipc.send.12", "ipc.send.13", "ipc.send.14", "ipc.send.19", "ipc.release.4"})
    void theKernelsOwnLimit() {
        Simulation s = new Simulation(KernelRules.XNU, new KernelLimits(1, 65535, 100, 2));
        MachPortName p = s.portWithSend(1);
        MachPortName[] once = new MachPortName[3];
        for (int i = 0; i < once.length; i++) {
            once[i] = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        }
        s.send(s.a1, MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 1));
        s.send(s.b1, MachMsgHeader.to(once[0], MACH_MSG_TYPE_MOVE_SEND_ONCE, 2));
        assertSame(
                MACH_SEND_NO_BUFFER,
                s.code(
                        s.b1,
                        Simulation.sending(
                                MachMsgHeader.to(once[1], MACH_MSG_TYPE_MOVE_SEND_ONCE, 3), MachMsgTimeout.FOREVER)));
        assertSame(
                MACH_SEND_TIMED_OUT,
                s.send(s.a1, MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 3)).code());
        assertSame(KERN_SUCCESS, s.modRefs(s.b1, once[2], MACH_PORT_RIGHT_SEND_ONCE, -1));
        assertEquals(2, s.port(s.a, p).messageCount(), "given up in silence");
    }
}
