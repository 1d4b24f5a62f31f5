package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who asks with no right is told no more of a name, if something was asked of it; in both dialects. */
class CancelledRequestsTest {

    private static final int KEEPS_ITS_PLACE = 0x5503;
    private static final int IS_LOOKED_AT = 0x5603;
    private static final int IS_COUNTED = 0x5703;

    private final Simulation xnu = Simulation.xnu();
    private final Simulation classic = Simulation.classic();
    private final MachPortName notify = xnu.allocate(xnu.a1);

    private static CallResult request(Simulation s, MachPortName name, MachPortName by) {
        return s.call(
                s.a1,
                MachPortTraps.machPortRequestNotification(
                        s.a, name, MACH_NOTIFY_DEAD_NAME.id(), 0, by, MACH_MSG_TYPE_MAKE_SEND_ONCE.code(), Entry.RPC));
    }

    private static ReturnCode cancel(Simulation s, MachPortName name) {
        return request(s, name, MACH_PORT_NULL).code();
    }

    @Test
    @Clause("ipc.request_notification.13")
    void toCancelNothingIsNoErrorUnderXnu() {
        assertSame(KERN_SUCCESS, cancel(xnu, xnu.allocate(xnu.a1, MACH_PORT_RIGHT_PORT_SET)));
        assertSame(KERN_INVALID_RIGHT, cancel(classic, classic.allocate(classic.a1, MACH_PORT_RIGHT_PORT_SET)));
    }

    @Test
    @Clause("ipc.request_notification.14")
    void whoCancelsHasHisRightBack() {
        for (Simulation s : List.of(xnu, classic)) {
            MachPortName p = s.allocate(s.a1);
            assertSame(KERN_SUCCESS, s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND));
            assertSame(KERN_SUCCESS, request(s, p, s.allocate(s.a1)).code());
            CallResult cancelled = request(s, p, MACH_PORT_NULL);
            MachPortName right =
                    assertInstanceOf(OutValue.Name.class, cancelled.out()).name();
            assertEquals(0x40000, s.type(s.a1, right), "the send-once right came back");
            assertEquals(0x30000, s.type(s.a1, p));
        }
    }

    @Test
    @Clause({"ipc.request_notification.13", "ipc.request_notification.19"})
    void aNameWhosePortDiedKeepsThatSomethingWasAskedUntilItIsTouched() {
        MachPortName untouched = dies(KEEPS_ITS_PLACE);
        assertSame(KERN_INVALID_ARGUMENT, cancel(xnu, untouched));
        assertSame(KERN_SUCCESS, cancel(xnu, untouched));

        MachPortName seen = dies(IS_LOOKED_AT);
        assertEquals(0x100000, xnu.type(xnu.a1, seen));
        assertSame(KERN_SUCCESS, cancel(xnu, seen));

        MachPortName counted = dies(IS_COUNTED);
        assertSame(KERN_SUCCESS, xnu.modRefs(xnu.a1, counted, MACH_PORT_RIGHT_DEAD_NAME, -1));
        assertSame(KERN_SUCCESS, cancel(xnu, counted));
    }

    /* A's name for B's port, which dies when A has asked to be told of it. */
    private MachPortName dies(int number) {
        MachPortName name = new MachPortName(number);
        MachPortName p = xnu.allocate(xnu.b1);
        assertSame(
                KERN_SUCCESS,
                xnu.code(
                        xnu.b1,
                        MachPortTraps.machPortInsertRight(xnu.a, name, p, MACH_MSG_TYPE_MAKE_SEND.code(), Entry.RPC)));
        assertSame(KERN_SUCCESS, request(xnu, name, notify).code());
        assertSame(KERN_SUCCESS, xnu.destroy(xnu.b1, p));
        return name;
    }
}
