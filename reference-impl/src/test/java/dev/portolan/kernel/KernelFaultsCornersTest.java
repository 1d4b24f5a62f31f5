package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_CAPABILITY;
import static dev.portolan.kernel.abi.KernReturn.KERN_NOT_IN_SET;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners that are faults of one kernel, as its recordings show them; each is a rule of its dialect. */
class KernelFaultsCornersTest {

    /** Asks for word of p by n, whose right is then dead, and asks anew by another port. */
    private static CallResult inPlaceOfADeadRight(Simulation s, Entry entry) {
        MachPortName p = s.allocate(s.a1);
        MachPortName n = s.allocate(s.a1);
        request(s, p, n, entry);
        s.call(s.a1, MachPortTraps.machPortDestroy(s.a, n));
        return request(s, p, s.allocate(s.a1), entry);
    }

    private static CallResult request(Simulation s, MachPortName name, MachPortName by, Entry entry) {
        int id = MachNotification.MACH_NOTIFY_DEAD_NAME.id();
        int sendOnce = MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE.code();
        return s.call(s.a1, MachPortTraps.machPortRequestNotification(s.a, name, id, 0, by, sendOnce, entry));
    }

    @Test
    @Clause({"ipc.request_notification.20", "ipc.request_notification.22"})
    void aDeadRightComesBackByMessageAndByTrapWhereThatDoesNotFail() {
        CallResult returned = CallResult.of(KERN_SUCCESS, new OutValue.Name(MACH_PORT_DEAD));
        assertEquals(returned, inPlaceOfADeadRight(Simulation.xnu(), Entry.RPC));
        assertEquals(returned, inPlaceOfADeadRight(Simulation.classic(), Entry.RPC));
        assertEquals(returned, inPlaceOfADeadRight(Simulation.classic(), Entry.TRAP));
        assertEquals(CallResult.of(KERN_INVALID_CAPABILITY), inPlaceOfADeadRight(Simulation.xnu(), Entry.TRAP));
    }

    @Test
    @Clause("ipc.request_notification.22")
    void theRequestThatFailedIsMadeAllTheSame() {
        Simulation s = Simulation.xnu();
        MachPortName p = s.allocate(s.a1);
        MachPortName n = s.allocate(s.a1);
        request(s, p, n, Entry.TRAP);
        s.call(s.a1, MachPortTraps.machPortDestroy(s.a, n));
        MachPortName m = s.allocate(s.a1);
        assertSame(KERN_INVALID_CAPABILITY, request(s, p, m, Entry.TRAP).code());
        s.call(s.a1, MachPortTraps.machPortDestroy(s.a, p));
        assertEquals(65, Simulation.message(s.receive(s.a1, m)).id());
    }

    /** What a port is told that leaves one of its sets, of which it has so many and joined them in that order. */
    private static ReturnCode told(int sets, int which) {
        Simulation s = Simulation.xnu();
        MachPortName p = s.allocate(s.a1);
        List<MachPortName> joined = new ArrayList<>();
        for (int i = 0; i < sets; i++) {
            joined.add(s.allocate(s.a1, MACH_PORT_RIGHT_PORT_SET));
            assertSame(KERN_SUCCESS, s.insertMember(s.a1, p, joined.get(i)));
        }
        ReturnCode told = s.extractMember(s.a1, p, joined.get(which));
        assertSame(KERN_NOT_IN_SET, s.extractMember(s.a1, p, joined.get(which)), "it has left");
        return told;
    }

    @Test
    @Clause({"ipc.extract_member.4", "ipc.extract_member.5"})
    void aPortIsToldThatItWasNotInTheNewestOfItsSetsNorInEitherOfTwo() {
        assertSame(KERN_SUCCESS, told(1, 0));
        assertSame(KERN_NOT_IN_SET, told(2, 0));
        assertSame(KERN_NOT_IN_SET, told(2, 1));
        assertSame(KERN_SUCCESS, told(3, 0));
        assertSame(KERN_SUCCESS, told(3, 1));
        assertSame(KERN_NOT_IN_SET, told(3, 2));
    }
}
