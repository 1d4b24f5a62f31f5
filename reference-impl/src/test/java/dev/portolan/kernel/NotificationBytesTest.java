package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_DEAD_NAME;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_NO_SENDERS;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_PORT_DESTROYED;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_SEND_POSSIBLE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static dev.portolan.kernel.bytes.UserBytes.digits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.bytes.UserBytes;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.trap.MachPortTraps;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Notifications as they arrive: what the reference says of their bytes, and whom the trailer names. */
class NotificationBytesTest {

    private static final String NDR = "00000000 01000000";

    /* Of the kernel: the minimal trailer and a security token. */
    private static final int TRAILER_SENDER = 2 << 24;
    private static final String KERNEL = "00000000 14000000 00000000 00000000 01000000";

    private final BytesOnly it = new BytesOnly(new KernelLimits(1, 65535, 1 << 16, 65534), UserLayout.LP64, 1 << 20);
    private final Simulation s = it.s;
    private final MachPortName n = s.allocate(s.a1);

    private void ask(MachPortName name, MachNotification what, int sync) {
        assertSame(
                KERN_SUCCESS,
                s.code(
                        s.a1,
                        MachPortTraps.machPortRequestNotification(
                                s.a,
                                name,
                                what.id(),
                                sync,
                                n,
                                MACH_MSG_TYPE_MAKE_SEND_ONCE.code(),
                                PortCall.Entry.RPC)));
    }

    private void told(String expected) {
        String all = digits(expected + KERNEL);
        ByteBuffer bytes = UserBytes.zeros(100);
        assertEquals(0, it.receive(s.a1, bytes, TRAILER_SENDER, 100, n));
        assertEquals(all, digits(bytes, 0, all.length() / 2));
    }

    private String header(String bits, String size, String id) {
        return bits + size + "00000000" + MachMsgTest.digitsOf(n) + "00000000" + id;
    }

    @Test
    void portDeleted() {
        MachPortName p = s.allocate(s.b1);
        MachPortName right = new MachPortName(0x700 << 8 | 3);
        s.give(s.b1, s.a, right, p, MACH_MSG_TYPE_MAKE_SEND);
        ask(right, MACH_NOTIFY_DEAD_NAME, 0);
        s.deallocate(s.a1, right);
        told(header("00120000", "24000000", "41000000") + NDR + "03000700");
    }

    @Test
    void sendPossible() {
        MachPortName p = s.portWithSend(1);
        it.send(s.a1, UserMessage.to(p, 19));
        ask(p, MACH_NOTIFY_SEND_POSSIBLE, 1);
        it.received(s.a1, p);
        told(header("00120000", "24000000", "42000000") + NDR + MachMsgTest.digitsOf(p));
    }

    @Test
    void portDestroyed() {
        MachPortName p = s.allocate(s.a1);
        ask(p, MACH_NOTIFY_PORT_DESTROYED, 0);
        s.modRefs(s.a1, p, MACH_PORT_RIGHT_RECEIVE, -1);
        ByteBuffer bytes = UserBytes.zeros(100);
        assertEquals(0, it.receive(s.a1, bytes, TRAILER_SENDER, 100, n));
        MachPortName back = new MachPortName(bytes.getInt(28));
        assertSame(s.a.space(), s.port(s.a, back).receiver());
        String expected = header("00120080", "28000000", "45000000") + "01000000" + MachMsgTest.digitsOf(back)
                + "00000000 0000 10 00" + KERNEL;
        assertEquals(digits(expected), digits(bytes, 0, 60));
    }

    @Test
    void noSenders() {
        MachPortName p = s.portWithSend(1);
        MachPortName right = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
        ask(p, MACH_NOTIFY_NO_SENDERS, 2);
        s.deallocate(s.a1, p);
        s.deallocate(s.b1, right);
        told(header("00120000", "24000000", "46000000") + NDR + "02000000");
    }

    @Test
    void sendOnce() {
        MachPortName once = s.insertedInB(n, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        s.deallocate(s.b1, once);
        told(header("00120000", "18000000", "47000000"));
    }

    @Test
    void deadName() {
        MachPortName p = s.portWithSend(1);
        ask(p, MACH_NOTIFY_DEAD_NAME, 0);
        s.modRefs(s.a1, p, MACH_PORT_RIGHT_RECEIVE, -1);
        told(header("00120000", "24000000", "48000000") + NDR + MachMsgTest.digitsOf(p));
    }
}
