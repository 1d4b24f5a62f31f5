package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_NO_SPACE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachPortTraps;
import org.junit.jupiter.api.Test;

/** Corners of the calls that make and unmake a port at once. */
class ConstructionCornersTest {

    private static CallResult construct(Simulation s, boolean limited, int queueLimit, boolean sendRight) {
        return s.call(s.a1, MachPortTraps.machPortConstruct(s.a, limited, queueLimit, sendRight));
    }

    private static MachPortName constructed(Simulation s, boolean limited, int queueLimit, boolean sendRight) {
        CallResult result = construct(s, limited, queueLimit, sendRight);
        assertSame(KERN_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Name.class, result.out()).name();
    }

    private static ReturnCode destruct(Simulation s, MachPortName name, int delta) {
        return s.code(s.a1, MachPortTraps.machPortDestruct(s.a, name, delta));
    }

    @Test
    @Clause({"ipc.construct.1", "ipc.construct.3"})
    void aPortIsMadeWithWhatWasAskedFor() {
        Simulation s = Simulation.xnu();
        assertSame(KERN_INVALID_VALUE, construct(s, true, 1025, false).code());
        MachPortName bare = constructed(s, false, 1025, false);
        assertSame(EntryType.RECEIVE, s.name(s.a, bare).type());
        assertEquals(5, s.port(s.a, bare).queueLimit());
        MachPortName full = constructed(s, true, 1024, true);
        assertSame(EntryType.SEND_RECEIVE, s.name(s.a, full).type());
        assertEquals(1, s.refs(s.a1, full, MACH_PORT_RIGHT_SEND));
        assertEquals(1, s.port(s.a, full).makeSendCount());
        assertEquals(1, s.port(s.a, full).sendRights());
        assertEquals(1024, s.port(s.a, full).queueLimit());
    }

    @Test
    @Clause("ipc.construct.2")
    void aFullSpaceHasNoRoomForAPort() {
        Simulation s = new Simulation(KernelRules.XNU, new KernelLimits(5, 65535, 1, 65534));
        s.allocate(s.a1);
        assertSame(KERN_NO_SPACE, construct(s, false, 0, true).code());
    }

    @Test
    @Clause({"ipc.destruct.1", "ipc.destruct.2", "ipc.destruct.3", "ipc.destruct.4", "ipc.destruct.5"})
    void onlyWhatIsThereIsUnmade() {
        Simulation s = Simulation.xnu();
        MachPortName port = s.allocate(s.a1);
        assertSame(KERN_INVALID_NAME, destruct(s, MACH_PORT_NULL, 0));
        assertSame(KERN_INVALID_NAME, destruct(s, new MachPortName(0x7703), 0));
        assertSame(KERN_INVALID_RIGHT, destruct(s, s.allocate(s.a1, MACH_PORT_RIGHT_DEAD_NAME), 0));
        assertSame(KERN_INVALID_RIGHT, destruct(s, port, -1));
        assertSame(KERN_SUCCESS, s.insert(s.a1, port, port, MACH_MSG_TYPE_MAKE_SEND));
        assertSame(KERN_INVALID_VALUE, destruct(s, port, 1));
        assertSame(KERN_INVALID_VALUE, destruct(s, port, -2));
        assertSame(EntryType.SEND_RECEIVE, s.name(s.a, port).type());
    }

    @Test
    @Clause("ipc.destruct.6")
    void whatIsLeftOfASendRightIsADeadName() {
        Simulation s = Simulation.xnu();
        MachPortName port = constructed(s, false, 0, true);
        assertSame(KERN_SUCCESS, s.insert(s.a1, port, port, MACH_MSG_TYPE_COPY_SEND));
        assertSame(KERN_SUCCESS, destruct(s, port, -1));
        assertEquals(1, s.refs(s.a1, port, MACH_PORT_RIGHT_DEAD_NAME));
        MachPortName gone = constructed(s, false, 0, true);
        assertSame(KERN_SUCCESS, destruct(s, gone, -1));
        assertFalse(s.holds(s.a, gone));
    }
}
