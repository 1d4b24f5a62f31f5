package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_DEAD_NAME;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_PORT_DESTROYED;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.trap.MachPortTraps;
import org.junit.jupiter.api.Test;

/** Requests by names that die before their ports, as GNU Mach has them. */
class AbandonedRequestsTest {

    private final Simulation s = Simulation.classic();

    private void ask(MachPortName name, MachNotification what, MachPortName by) {
        int sendOnce = MACH_MSG_TYPE_MAKE_SEND_ONCE.code();
        s.call(s.a1, MachPortTraps.machPortRequestNotification(s.a, name, what.id(), 0, by, sendOnce, Entry.RPC));
    }

    /** The port itself had asked for its receive right, and dies. */
    @Test
    @Clause({"ipc.mod_refs.10", "ipc.notify.9"})
    void aRequestOutlivesItsNameWhereTheRightDiesBeforeItsPort() {
        MachPortName n = s.allocate(s.a1);
        MachPortName p = s.allocate(s.a1);
        assertSame(KERN_SUCCESS, s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND));
        ask(p, MACH_NOTIFY_PORT_DESTROYED, p);
        ask(p, MACH_NOTIFY_DEAD_NAME, n);
        assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_RECEIVE, -1));
        MachMsgBuffer told = Simulation.message(s.receive(s.a1, n));
        assertEquals(72, told.id());
        assertEquals(MachNotifyBody.of(s.a.space().index(), p), told.notified());
        assertEquals(2, s.refs(s.a1, p, MACH_PORT_RIGHT_DEAD_NAME));
    }
}
