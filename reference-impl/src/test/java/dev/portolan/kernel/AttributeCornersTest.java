package dev.portolan.kernel;

import static dev.portolan.kernel.Simulation.receiving;
import static dev.portolan.kernel.Simulation.sending;
import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.trap.MachPortTraps;
import org.junit.jupiter.api.Test;

/** Corners of the calls that change a port's limit and counts, in both dialects. */
class AttributeCornersTest {

    private static final MachPortName NOTHING = new MachPortName(0x7703);

    private static ReturnCode limit(Simulation s, MachPortName name, int queueLimit) {
        return s.code(s.a1, MachPortTraps.machPortSetQueueLimit(s.a, name, queueLimit));
    }

    private static MachMsgHeader to(MachPortName port) {
        return MachMsgHeader.to(port, MACH_MSG_TYPE_COPY_SEND, 1);
    }

    /** A port whose queue has its one message, and three of B's threads that wait for room. */
    private static MachPortName crowded(Simulation s) {
        MachPortName port = s.allocate(s.a1);
        MachPortName send = s.insertedInB(port, MACH_MSG_TYPE_MAKE_SEND);
        assertSame(KERN_SUCCESS, limit(s, port, 1));
        assertSame(MACH_MSG_SUCCESS, s.send(s.b1, to(send)).code());
        s.blocks(s.b1, sending(to(send), MachMsgTimeout.FOREVER));
        s.blocks(s.b2, sending(to(send), MachMsgTimeout.FOREVER));
        s.blocks(s.b3, sending(to(send), MachMsgTimeout.FOREVER));
        return port;
    }

    @Test
    @Clause({"ipc.set_attributes.4", "ipc.queue.3"})
    void corner17RaisingTheLimitByTwoLetsTwoSendersIn() {
        Simulation s = Simulation.xnu();
        MachPortName port = crowded(s);
        Rest rest = s.run(s.a1, MachPortTraps.machPortSetQueueLimit(s.a, port, 3));
        Simulation.assertCompletions(rest, s.b1, MACH_MSG_SUCCESS, s.b3, MACH_MSG_SUCCESS);
        assertEquals(3, s.port(s.a, port).messageCount());
    }

    @Test
    @Clause("ipc.set_attributes.4")
    void corner17ByRetestTheNewestAreLetIn() {
        Simulation s = Simulation.classic();
        MachPortName port = crowded(s);
        Rest rest = s.run(s.a1, MachPortTraps.machPortSetQueueLimit(s.a, port, 3));
        Simulation.assertCompletions(rest, s.b3, MACH_MSG_SUCCESS, s.b2, MACH_MSG_SUCCESS);
        assertEquals(3, s.port(s.a, port).messageCount());
    }

    @Test
    @Clause({"ipc.set_attributes.4", "ipc.set_attributes.5"})
    void aLimitLoweredAndRaisedLetsInMoreThanItSays() {
        Simulation s = Simulation.xnu();
        MachPortName port = crowded(s);
        assertSame(KERN_SUCCESS, limit(s, port, 0));
        assertEquals(1, s.port(s.a, port).messageCount());
        Rest rest = s.run(s.a1, MachPortTraps.machPortSetQueueLimit(s.a, port, 1));
        Simulation.assertCompletions(rest, s.b1, MACH_MSG_SUCCESS);
        assertEquals(2, s.port(s.a, port).messageCount());
        assertEquals(1, s.port(s.a, port).queueLimit());
    }

    @Test
    @Clause("ipc.set_attributes.5")
    void corner16ALimitOfZeroStopsSendRightsEvenWhereAReceiverWaits() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName port = s.allocate(s.a1);
            MachPortName send = s.insertedInB(port, MACH_MSG_TYPE_MAKE_SEND);
            MachPortName once = s.insertedInB(port, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            assertSame(KERN_SUCCESS, limit(s, port, 0));
            s.blocks(s.a2, receiving(port, MachMsgTimeout.FOREVER));
            assertSame(MACH_SEND_TIMED_OUT, s.send(s.b1, to(send)).code());
            MachMsgHeader passing = MachMsgHeader.to(once, MACH_MSG_TYPE_MOVE_SEND_ONCE, 2);
            Rest rest = s.run(s.b1, sending(passing, MachMsgTimeout.POLL));
            Simulation.assertCompletions(rest, s.a2, MACH_MSG_SUCCESS);
        }
    }

    @Test
    @Clause({"ipc.set_attributes.1", "ipc.set_attributes.2", "ipc.set_attributes.3"})
    void argumentsAreTestedBeforeTheName() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            int greatest = s.kernel.rules().greatestQueueLimit();
            MachPortName port = s.allocate(s.a1);
            assertSame(KERN_INVALID_ARGUMENT, s.code(s.a1, MachPortTraps.machPortSetAttributes(s.a, NOTHING, 2, 1, 1)));
            assertSame(
                    KERN_FAILURE, s.code(s.a1, MachPortTraps.machPortSetAttributes(s.a, NOTHING, 1, greatest + 1, 0)));
            assertSame(KERN_INVALID_VALUE, limit(s, NOTHING, greatest + 1));
            assertSame(KERN_INVALID_VALUE, limit(s, NOTHING, -1));
            assertSame(KERN_SUCCESS, limit(s, port, greatest));
            assertEquals(greatest, s.port(s.a, port).queueLimit());
        }
    }

    @Test
    @Clause({"ipc.receiver.1", "ipc.receiver.2", "ipc.receiver.3"})
    void onlyANameOfAReceiveRightWillDo() {
        Simulation xnu = Simulation.xnu();
        Simulation classic = Simulation.classic();
        for (MachPortName invalid : new MachPortName[] {MACH_PORT_NULL, MACH_PORT_DEAD}) {
            assertSame(KERN_INVALID_RIGHT, limit(xnu, invalid, 1));
            assertSame(KERN_INVALID_NAME, limit(classic, invalid, 1));
        }
        assertSame(KERN_INVALID_NAME, limit(xnu, NOTHING, 1));
        MachPortName dead = xnu.allocate(xnu.a1, MACH_PORT_RIGHT_DEAD_NAME);
        assertSame(KERN_INVALID_RIGHT, xnu.code(xnu.a1, MachPortTraps.machPortSetMscount(xnu.a, dead, 1)));
        assertSame(KERN_INVALID_RIGHT, xnu.code(xnu.a1, MachPortTraps.machPortSetSeqno(xnu.a, dead, 1)));
    }

    @Test
    @Clause({"ipc.set_mscount.1", "ipc.set_seqno.1"})
    void countsAreWhatTheCallSays() {
        Simulation s = Simulation.xnu();
        MachPortName port = s.allocate(s.a1);
        MachPortName send = s.insertedInB(port, MACH_MSG_TYPE_MAKE_SEND);
        assertSame(KERN_SUCCESS, s.code(s.a1, MachPortTraps.machPortSetMscount(s.a, port, -1)));
        s.insertedInB(s.allocate(s.a1), MACH_MSG_TYPE_MAKE_SEND);
        assertEquals(-1, s.port(s.a, port).makeSendCount());
        assertSame(KERN_SUCCESS, s.code(s.a1, MachPortTraps.machPortSetSeqno(s.a, port, 9)));
        assertSame(MACH_MSG_SUCCESS, s.send(s.b1, to(send)).code());
        assertEquals(9, Simulation.message(s.receive(s.a1, port)).seqno());
        assertEquals(10, s.port(s.a, port).seqno());
    }
}
