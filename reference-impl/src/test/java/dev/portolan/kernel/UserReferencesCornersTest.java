package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.KernReturn.KERN_UREFS_OVERFLOW;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.MachPortName;
import org.junit.jupiter.api.Test;

/** Corners of the user references of a name, in both dialects; the values are the reference's. */
class UserReferencesCornersTest {

    @Test
    @Clause({"ipc.insert_right.4", "ipc.insert_right.15", "ipc.deallocate.6", "ipc.deallocate.7", "ipc.copyin.1"})
    void corner1TwoMadeSendRightsAreOneRightOfTwoReferences() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName p = s.allocate(s.a1);
            assertSame(KERN_SUCCESS, s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND));
            assertSame(KERN_SUCCESS, s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND));
            assertEquals(2, s.refs(s.a1, p, MACH_PORT_RIGHT_SEND));
            assertEquals(1, s.refs(s.a1, p, MACH_PORT_RIGHT_RECEIVE));
            assertEquals(1, s.port(s.a, p).sendRights());
            assertEquals(2, s.port(s.a, p).makeSendCount());
            assertEquals(0x30000, s.type(s.a1, p));

            assertSame(KERN_SUCCESS, s.deallocate(s.a1, p));
            assertSame(KERN_SUCCESS, s.deallocate(s.a1, p));
            assertEquals(0, s.port(s.a, p).sendRights());
            assertEquals(2, s.port(s.a, p).makeSendCount());
        }
    }

    @Test
    @Clause("ipc.deallocate.9")
    void corner2AReceiveRightAloneIsNotDeallocated() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName p = s.allocate(s.a1);
            assertSame(KERN_INVALID_RIGHT, s.deallocate(s.a1, p));
            assertEquals(0x20000, s.type(s.a1, p), "nor is anything else done to it");
            s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
            assertSame(KERN_SUCCESS, s.deallocate(s.a1, p));
            assertSame(KERN_INVALID_RIGHT, s.deallocate(s.a1, p), "the send right beside it has gone");
            assertEquals(0x20000, s.type(s.a1, p));
        }
    }

    @Test
    @Clause({"ipc.mod_refs.14", "ipc.mod_refs.16", "ipc.mod_refs.17", "ipc.insert_right.4"})
    void corner29XnuPegsUserReferences() {
        Simulation s = Simulation.xnu();
        MachPortName p = s.allocate(s.a1);
        s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
        assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_SEND, 65533));
        assertEquals(65534, s.refs(s.a1, p, MACH_PORT_RIGHT_SEND));
        assertSame(KERN_SUCCESS, s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND));
        assertEquals(65535, s.refs(s.a1, p, MACH_PORT_RIGHT_SEND));
        assertSame(KERN_SUCCESS, s.deallocate(s.a1, p));
        assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_SEND, -7));
        assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_SEND, 7));
        assertEquals(65535, s.refs(s.a1, p, MACH_PORT_RIGHT_SEND));
        assertSame(KERN_INVALID_VALUE, s.modRefs(s.a1, p, MACH_PORT_RIGHT_SEND, -65536));
        assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_SEND, -65535));
        assertEquals(0, s.refs(s.a1, p, MACH_PORT_RIGHT_SEND));
        assertEquals(0, s.port(s.a, p).sendRights());
    }

    @Test
    @Clause({"ipc.mod_refs.15", "ipc.mod_refs.16", "ipc.insert_right.14", "ipc.deallocate.4"})
    void corner29ClassicRefusesTheReferenceTooMany() {
        Simulation s = Simulation.classic();
        MachPortName p = s.allocate(s.a1);
        s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
        assertSame(KERN_UREFS_OVERFLOW, s.modRefs(s.a1, p, MACH_PORT_RIGHT_SEND, 65534));
        assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_SEND, 65533));
        assertSame(KERN_UREFS_OVERFLOW, s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND));
        assertEquals(65534, s.refs(s.a1, p, MACH_PORT_RIGHT_SEND));
        assertEquals(1, s.port(s.a, p).sendRights(), "the refused right is released");
        assertEquals(2, s.port(s.a, p).makeSendCount(), "and yet it was made");

        MachPortName dead = s.allocate(s.a1, MACH_PORT_RIGHT_DEAD_NAME);
        assertSame(KERN_SUCCESS, s.modRefs(s.a1, dead, MACH_PORT_RIGHT_DEAD_NAME, 65534));
        assertSame(KERN_UREFS_OVERFLOW, s.modRefs(s.a1, dead, MACH_PORT_RIGHT_DEAD_NAME, 1));
        assertSame(KERN_SUCCESS, s.deallocate(s.a1, dead));
        assertEquals(65534, s.refs(s.a1, dead, MACH_PORT_RIGHT_DEAD_NAME));
    }

    @Test
    @Clause({"ipc.mod_refs.7", "ipc.mod_refs.8", "ipc.mod_refs.10", "ipc.mod_refs.6", "ipc.death.2", "ipc.deallocate.4"
    })
    void theLastReceiveRightLeavesADeadNameOfAsManyReferences() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName p = s.allocate(s.a1);
            s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
            s.modRefs(s.a1, p, MACH_PORT_RIGHT_SEND, 2);
            assertSame(KERN_INVALID_VALUE, s.modRefs(s.a1, p, MACH_PORT_RIGHT_RECEIVE, 1));
            assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_RECEIVE, 0));
            assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_RECEIVE, -1));
            assertEquals(3, s.refs(s.a1, p, MACH_PORT_RIGHT_DEAD_NAME));
            assertEquals(0x100000, s.type(s.a1, p));
            assertSame(KERN_INVALID_RIGHT, s.modRefs(s.a1, p, MACH_PORT_RIGHT_SEND, -1));
            assertSame(KERN_SUCCESS, s.deallocate(s.a1, p), "deallocate works on either");
            assertEquals(2, s.refs(s.a1, p, MACH_PORT_RIGHT_DEAD_NAME));
        }
    }
}
