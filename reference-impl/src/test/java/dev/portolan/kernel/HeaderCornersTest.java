package dev.portolan.kernel;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_DEST;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_HEADER;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_REPLY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_VOUCHER;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_MSG_TOO_SMALL;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TOO_LARGE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of a header's copy-in, in both dialects; the values are the reference's. */
class HeaderCornersTest {

    private static final MachPortName ABSENT = new MachPortName(0x7777_7703);

    private static MachMsgHeader raw(MachPortName remote, int remoteDisposition, MachPortName local, int disposition) {
        return new MachMsgHeader(remote, remoteDisposition, local, disposition, MACH_PORT_NULL, 0, 1);
    }

    @Test
    @Clause({"ipc.send.9", "ipc.death.2", "ipc.type.4"})
    void corner18ADeadDestinationIsRefusedAndKept() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.allocate(s.a1);
            MachPortName right = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            s.destroy(s.a1, p);
            assertSame(
                    MACH_SEND_INVALID_DEST,
                    s.send(s.b1, MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, 1))
                            .code());
            assertEquals(0x100000, s.type(s.b1, right));
            assertEquals(1, s.refs(s.b1, right, MACH_PORT_RIGHT_DEAD_NAME));
        }
    }

    @Test
    @Clause({"ipc.send.11", "ipc.send.9", "ipc.copyin.6", "ipc.release.2"})
    void corner19XnuSwallowsWhatASendOnceRightToADeadPortSends() {
        Simulation s = Simulation.xnu();
        MachPortName p = s.allocate(s.a1);
        MachPortName reply = s.allocate(s.b1);
        MachPortName once = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        MachPortName touched = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        s.destroy(s.a1, p);
        assertSame(
                MACH_MSG_SUCCESS,
                s.send(
                                s.b1,
                                MachMsgHeader.to(once, MACH_MSG_TYPE_MOVE_SEND_ONCE, 1)
                                        .withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE))
                        .code());
        assertFalse(s.holds(s.b, once));
        assertEquals(71, Simulation.message(s.receive(s.b1, reply)).id(), "the reply right is given up");

        s.type(s.b1, touched);
        assertSame(
                MACH_SEND_INVALID_DEST,
                s.send(s.b1, MachMsgHeader.to(touched, MACH_MSG_TYPE_MOVE_SEND_ONCE, 1))
                        .code(),
                "a dead name is no send-once right");
    }

    @Test
    @Clause({"ipc.send.9", "ipc.death.2"})
    void corner19ClassicRefusesASendOnceRightToADeadPort() {
        Simulation s = Simulation.classic();
        MachPortName p = s.allocate(s.a1);
        MachPortName once = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        s.destroy(s.a1, p);
        assertSame(
                MACH_SEND_INVALID_DEST,
                s.send(s.b1, MachMsgHeader.to(once, MACH_MSG_TYPE_MOVE_SEND_ONCE, 1))
                        .code());
        assertEquals(1, s.refs(s.b1, once, MACH_PORT_RIGHT_DEAD_NAME));
    }

    @Test
    @Clause({"ipc.send.9", "ipc.notify.3"})
    void corner19ASendOnceRightOfWhoseDeathSomebodyIsToldIsADeadName() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.allocate(s.a1);
            MachPortName told = s.allocate(s.b1);
            MachPortName once = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            int sendOnce = MACH_MSG_TYPE_MAKE_SEND_ONCE.code();
            s.call(
                    s.b1,
                    MachPortTraps.machPortRequestNotification(
                            s.b, once, MACH_NOTIFY_DEAD_NAME.id(), 0, told, sendOnce, Entry.RPC));
            s.destroy(s.a1, p);
            assertSame(
                    MACH_SEND_INVALID_DEST,
                    s.send(s.b1, MachMsgHeader.to(once, MACH_MSG_TYPE_MOVE_SEND_ONCE, 1))
                            .code());
            assertEquals(2, s.refs(s.b1, once, MACH_PORT_RIGHT_DEAD_NAME));
            assertEquals(72, Simulation.message(s.receive(s.b1, told)).id());
        }
    }

    @Test
    @Clause({"ipc.copyin.4", "ipc.copyin.7", "ipc.copyout.2", "ipc.send.9", "ipc.send.10"})
    void corner20DestinationAndReplyOfOneName() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachPortName one = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            MachMsgHeader both =
                    MachMsgHeader.to(one, MACH_MSG_TYPE_MOVE_SEND, 1).withReply(one, MACH_MSG_TYPE_MOVE_SEND);
            assertSame(MACH_SEND_INVALID_DEST, s.send(s.b1, both).code());
            assertEquals(1, s.refs(s.b1, one, MACH_PORT_RIGHT_SEND), "nothing is consumed");

            s.modRefs(s.b1, one, MACH_PORT_RIGHT_SEND, 1);
            assertSame(MACH_MSG_SUCCESS, s.send(s.b1, both).code());
            assertFalse(s.holds(s.b, one));
            assertEquals(3, s.port(s.a, p).sendRights());

            assertEquals(p, Simulation.message(s.receive(s.a1, p)).remote(), "the reply joins the receiver's name");
            MachPortName again = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            MachMsgHeader moveAndCopy =
                    MachMsgHeader.to(again, MACH_MSG_TYPE_MOVE_SEND, 2).withReply(again, MACH_MSG_TYPE_COPY_SEND);
            assertSame(MACH_MSG_SUCCESS, s.send(s.b1, moveAndCopy).code());
            assertFalse(s.holds(s.b, again));

            s.receive(s.a1, p);
            MachPortName three = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            s.modRefs(s.b1, three, MACH_PORT_RIGHT_SEND, 2);
            MachMsgHeader twoOfThree =
                    MachMsgHeader.to(three, MACH_MSG_TYPE_MOVE_SEND, 3).withReply(three, MACH_MSG_TYPE_MOVE_SEND);
            assertSame(MACH_MSG_SUCCESS, s.send(s.b1, twoOfThree).code());
            assertEquals(1, s.refs(s.b1, three, MACH_PORT_RIGHT_SEND));
        }
    }

    @Test
    @Clause({"ipc.copyin.1", "ipc.copyin.2", "ipc.copyin.7", "ipc.send.9"})
    void aMadeDestinationAndReplyOfOneName() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.allocate(s.a1);
            MachMsgHeader made =
                    MachMsgHeader.to(p, MACH_MSG_TYPE_MAKE_SEND, 1).withReply(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            assertSame(MACH_MSG_SUCCESS, s.send(s.a1, made).code());
            assertEquals(1, s.port(s.a, p).makeSendCount());
            assertEquals(1, s.port(s.a, p).sendRights());
            assertEquals(1, s.port(s.a, p).sendOnceRights());
            assertSame(
                    MACH_SEND_INVALID_DEST,
                    s.send(
                                    s.a1,
                                    MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 1)
                                            .withReply(p, MACH_MSG_TYPE_MAKE_SEND_ONCE))
                            .code(),
                    "there is no send right to copy");
            assertEquals(1, s.port(s.a, p).sendOnceRights(), "and the reply was not made");
        }
    }

    @Test
    @Clause({"ipc.send.6", "ipc.send.7", "ipc.send.8", "ipc.send.9"})
    void corner21AMissingDestinationLosesToNothingAndAWrongOneToAMissingReply() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachPortName set = s.allocate(s.a1, MACH_PORT_RIGHT_PORT_SET);
            assertSame(
                    MACH_SEND_INVALID_DEST,
                    s.send(s.a1, raw(ABSENT, 19, ABSENT, 20)).code());
            assertSame(
                    MACH_SEND_INVALID_REPLY,
                    s.send(s.a1, raw(set, 19, ABSENT, 20)).code());
            assertSame(
                    MACH_SEND_INVALID_REPLY, s.send(s.a1, raw(set, 19, set, 20)).code());
            assertSame(MACH_SEND_INVALID_DEST, s.send(s.a1, raw(set, 19, p, 20)).code());
            MachPortName once = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            assertSame(
                    MACH_SEND_INVALID_REPLY,
                    s.send(s.b1, raw(once, 19, ABSENT, 20)).code());
            assertSame(
                    MACH_SEND_INVALID_DEST,
                    s.send(s.b1, raw(once, 19, MACH_PORT_NULL, 0)).code());
            assertSame(EntryType.SEND_ONCE, s.name(s.b, once).type());
        }
    }

    @Test
    @Clause({"ipc.send.1", "ipc.send.2", "ipc.send.3", "ipc.send.4", "ipc.send.5"})
    void malformedHeaders() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            assertSame(MACH_SEND_INVALID_HEADER, s.send(s.a1, raw(p, 16, p, 20)).code());
            assertSame(
                    MACH_SEND_INVALID_HEADER,
                    s.send(s.a1, raw(p, 0, MACH_PORT_NULL, 0)).code());
            assertSame(MACH_SEND_INVALID_HEADER, s.send(s.a1, raw(p, 19, p, 0)).code());
            assertSame(MACH_SEND_INVALID_HEADER, s.send(s.a1, raw(p, 19, p, 22)).code());
            assertSame(
                    MACH_SEND_INVALID_HEADER,
                    s.send(s.a1, raw(MACH_PORT_NULL, 22, p, 20)).code(),
                    "the header is judged before its names");
            assertSame(
                    MACH_SEND_INVALID_DEST,
                    s.send(s.a1, raw(MACH_PORT_DEAD, 19, ABSENT, 20)).code());
            assertSame(
                    MACH_SEND_INVALID_VOUCHER,
                    s.send(s.a1, new MachMsgHeader(p, 19, MACH_PORT_NULL, 0, p, 19, 1))
                            .code());
            for (int size : new int[] {0, 20, 26, -4, 50_331_584}) {
                MachMsgSend send = new MachMsgSend(
                        MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 1), size, List.of(), MachMsgTimeout.POLL);
                assertSame(
                        size == -4 || size > 1000 ? MACH_SEND_TOO_LARGE : MACH_SEND_MSG_TOO_SMALL,
                        s.code(s.a1, MachMsgTrap.send(send)));
            }
            assertEquals(0, s.port(s.a, p).messageCount());
        }
    }

    @Test
    @Clause({"ipc.copyin.6", "ipc.copyout.1", "ipc.send.8", "ipc.send.10"})
    void deadRepliesPass() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = s.portWithSend(1);
            MachPortName dead = s.allocate(s.a1, MACH_PORT_RIGHT_DEAD_NAME);
            s.send(s.a1, raw(p, 19, dead, 17));
            assertFalse(s.holds(s.a, dead), "moving took its one reference");
            MachMsgBuffer received = Simulation.message(s.receive(s.a1, p));
            assertEquals(MACH_PORT_DEAD, received.remote());
            assertEquals(17, received.remoteDisposition());

            s.send(s.a1, raw(p, 19, MACH_PORT_NULL, 21));
            assertEquals(MACH_PORT_NULL, Simulation.message(s.receive(s.a1, p)).remote());
            s.send(s.a1, raw(p, 19, MACH_PORT_DEAD, 18));
            assertEquals(MACH_PORT_DEAD, Simulation.message(s.receive(s.a1, p)).remote());
        }
    }
}
