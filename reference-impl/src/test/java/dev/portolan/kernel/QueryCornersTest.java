package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortStatus;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of the calls that ask about ports and spaces. */
class QueryCornersTest {

    private static final int LIMITS = 1;
    private static final int RECEIVE_STATUS = 2;
    private static final int SEQNO_TRAILER = 1;

    private static CallResult attributes(Simulation s, MachPortName name, int flavor, int count) {
        return s.call(s.a1, MachPortTraps.machPortGetAttributes(s.a, name, flavor, count));
    }

    private static CallResult peek(Simulation s, MachPortName name, int seqno) {
        return s.call(s.a1, MachPortTraps.machPortPeek(s.a, name, SEQNO_TRAILER, 12, seqno));
    }

    private static void send(Simulation s, MachPortName port, int id) {
        assertSame(
                MACH_MSG_SUCCESS,
                s.send(s.a1, MachMsgHeader.to(port, MACH_MSG_TYPE_COPY_SEND, id))
                        .code());
    }

    private static List<OutValue.NamedType> names(Simulation s) {
        CallResult told = s.call(s.a1, MachPortTraps.machPortNames(s.a));
        assertSame(KERN_SUCCESS, told.code());
        return ((OutValue.Names) told.out()).names();
    }

    @Test
    @Clause({"ipc.get_attributes.1", "ipc.get_attributes.2"})
    void theFlavorAndItsRoomAreTestedBeforeTheName() {
        for (Simulation s : Simulation.bothDialects()) {
            assertSame(
                    KERN_INVALID_ARGUMENT, attributes(s, MACH_PORT_NULL, 99, 0).code());
            assertSame(KERN_FAILURE, attributes(s, MACH_PORT_NULL, LIMITS, 0).code());
            assertSame(
                    KERN_FAILURE,
                    attributes(s, MACH_PORT_NULL, RECEIVE_STATUS, 9).code());
        }
    }

    @Test
    @Clause({"ipc.get_attributes.3", "ipc.receiver.1"})
    void aNameThatIsNoneHasNoLimits() {
        for (MachPortName none : List.of(MACH_PORT_NULL, MACH_PORT_DEAD)) {
            CallResult xnu = attributes(Simulation.xnu(), none, LIMITS, 1);
            assertEquals(CallResult.of(KERN_SUCCESS), xnu);
            assertSame(
                    KERN_INVALID_RIGHT,
                    attributes(Simulation.xnu(), none, RECEIVE_STATUS, 10).code());
            assertSame(
                    KERN_INVALID_NAME,
                    attributes(Simulation.classic(), none, LIMITS, 1).code());
        }
    }

    @Test
    @Clause({"ipc.get_attributes.4", "ipc.get_attributes.5"})
    void theStatusOfAPortIsAllThatIsSaidOfIt() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName port = s.portWithSend(1);
            MachPortName set = s.allocate(s.a1, MACH_PORT_RIGHT_PORT_SET);
            s.insertedInB(port, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            send(s, port, 1);
            assertSame(MACH_MSG_SUCCESS, s.receive(s.a1, port).code());
            send(s, port, 2);
            assertSame(KERN_SUCCESS, s.moveMember(s.a1, port, set));
            MachPortStatus status = new MachPortStatus(true, 1, 1, 1, 1, 1, true, false, false, false, false, false);
            assertEquals(
                    new OutValue.Status(status),
                    attributes(s, port, RECEIVE_STATUS, 10).out());
            assertEquals(new OutValue.Limits(1), attributes(s, port, LIMITS, 1).out());
        }
    }

    @Test
    @Clause({"ipc.get_srights.1", "ipc.get_srights.2"})
    void sendRightsAreCountedWhereTheyAreTold() {
        Simulation classic = Simulation.classic();
        MachPortName port = classic.portWithSend(2);
        classic.insertedInB(port, MACH_MSG_TYPE_MAKE_SEND);
        assertEquals(
                new OutValue.Refs(2),
                classic.call(classic.a1, MachPortTraps.machPortGetSrights(classic.a, port))
                        .out());
        Simulation xnu = Simulation.xnu();
        assertSame(KERN_FAILURE, xnu.code(xnu.a1, MachPortTraps.machPortGetSrights(xnu.a, MACH_PORT_NULL)));
    }

    @Test
    @Clause("ipc.peek.2")
    void nothingBehindTheAuditTokenIsTold() {
        Simulation s = Simulation.xnu();
        MachPortName port = s.portWithSend(1);
        send(s, port, 1);
        int[][] elementsAndRoom = {{0, 7}, {1, 11}, {2, 19}, {3, 51}, {4, 1000}, {15, 1000}};
        for (int[] asked : elementsAndRoom) {
            assertSame(
                    KERN_INVALID_VALUE,
                    s.code(s.a1, MachPortTraps.machPortPeek(s.a, port, asked[0], asked[1], 0)),
                    asked[0] + " in " + asked[1]);
        }
        ReturnCode ofNone = s.code(s.a1, MachPortTraps.machPortPeek(s.a, new MachPortName(0x7703), 4, 1000, 0));
        assertSame(KERN_INVALID_VALUE, ofNone);
        assertSame(KERN_SUCCESS, s.code(s.a1, MachPortTraps.machPortPeek(s.a, port, 3, 52, 0)));
    }

    @Test
    @Clause({"ipc.peek.3", "ipc.peek.4"})
    void aMessageIsFoundByItsNumberAndStays() {
        Simulation s = Simulation.xnu();
        MachPortName port = s.portWithSend(1);
        assertSame(KERN_SUCCESS, s.code(s.a1, MachPortTraps.machPortSetSeqno(s.a, port, 7)));
        assertSame(KERN_FAILURE, peek(s, port, 0).code());
        send(s, port, 10);
        send(s, port, 11);
        // A header of 24 bytes has 32 in the kernel.
        assertEquals(
                new OutValue.Peeked(10, 32, 7, List.of(0, 12, 7)),
                peek(s, port, 0).out());
        assertEquals(
                new OutValue.Peeked(10, 32, 7, List.of(0, 12, 7)),
                peek(s, port, 7).out());
        assertEquals(
                new OutValue.Peeked(11, 32, 8, List.of(0, 12, 8)),
                peek(s, port, 8).out());
        assertSame(KERN_FAILURE, peek(s, port, 6).code());
        assertSame(KERN_FAILURE, peek(s, port, 9).code());
        assertEquals(2, s.port(s.a, port).messageCount());
    }

    @Test
    @Clause("ipc.names.1")
    void aDeathThatNobodyHasNoticedIsToldAndStaysUnnoticed() {
        Simulation s = Simulation.xnu();
        MachPortName port = s.allocate(s.a1);
        MachPortName once = new MachPortName(0x7703);
        assertSame(KERN_SUCCESS, s.insert(s.a1, once, port, MACH_MSG_TYPE_MAKE_SEND_ONCE));
        MachPortName set = s.allocate(s.a1, MACH_PORT_RIGHT_PORT_SET);
        assertSame(KERN_SUCCESS, s.destroy(s.a1, port));
        assertEquals(
                List.of(
                        new OutValue.NamedType(set, MACH_PORT_RIGHT_PORT_SET.typeBit()),
                        new OutValue.NamedType(once, MACH_PORT_RIGHT_DEAD_NAME.typeBit())),
                names(s));
        assertTrue(s.name(s.a, once).deadUnnoticed());
    }

    @Test
    @Clause("ipc.names.1")
    void allRightsOfANameAreTold() {
        for (Simulation s : Simulation.bothDialects()) {
            assertEquals(List.of(), names(s));
            MachPortName port = s.portWithSend(1);
            int both = MACH_PORT_RIGHT_SEND.typeBit() | MACH_PORT_RIGHT_RECEIVE.typeBit();
            assertEquals(List.of(new OutValue.NamedType(port, both)), names(s));
        }
    }
}
