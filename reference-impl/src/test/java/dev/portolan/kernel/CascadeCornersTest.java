package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ports that die with the messages of one another: a with b in its queue, b with c in its own. All is told to n. */
class CascadeCornersTest {

    private static final int SIZE = 40;
    private static final int MACH_NOTIFY_SEND_ONCE = 71;

    private static void send(Simulation s, MachPortName to, MachPortName reply, MachPortName carried) {
        MachMsgHeader header = MachMsgHeader.to(to, MACH_MSG_TYPE_COPY_SEND, 1);
        List<MachMsgDescriptor> body = carried == null
                ? List.of()
                : List.of(new MachMsgDescriptor.Port(carried, MACH_MSG_TYPE_MOVE_RECEIVE.code()));
        MachMsgSend message = new MachMsgSend(
                reply == null ? header : header.withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE),
                SIZE,
                List.of(),
                body,
                MachMsgTimeout.POLL);
        assertSame(MACH_MSG_SUCCESS, s.code(s.a1, MachMsgTrap.send(message)));
    }

    private static void ask(Simulation s, MachPortName name, MachPortName notify) {
        assertSame(
                KERN_SUCCESS,
                s.code(
                        s.a1,
                        MachPortTraps.machPortRequestNotification(
                                s.a,
                                name,
                                MACH_NOTIFY_DEAD_NAME.id(),
                                0,
                                notify,
                                MACH_MSG_TYPE_MAKE_SEND_ONCE.code(),
                                Entry.TRAP)));
    }

    /* What n is told: 0 of a message that was destroyed, else the number of a dead name. */
    private static List<Integer> told(Simulation s, MachPortName n) {
        List<Integer> told = new ArrayList<>();
        while (true) {
            CallResult result = s.call(s.a1, MachMsgTrap.receive(MachMsgReceive.of(n, 100, MachMsgTimeout.POLL)));
            if (result.code() != MACH_MSG_SUCCESS) {
                return told;
            }
            MachMsgBuffer message = Simulation.message(result);
            MachNotifyBody body = message.notified();
            assertEquals(body == null ? MACH_NOTIFY_SEND_ONCE : MACH_NOTIFY_DEAD_NAME.id(), message.id());
            told.add(body == null ? 0 : body.name().value());
        }
    }

    /** The first message of a has b, the second only a reply right; the only one of b has c. */
    private static void cascade(Simulation s, boolean together) {
        MachPortName a = s.portWithSend(1);
        MachPortName b = s.portWithSend(1);
        MachPortName c = s.portWithSend(1);
        MachPortName n = s.allocate(s.a1);
        ask(s, c, n);
        ask(s, b, n);
        ask(s, a, n);
        send(s, b, null, c);
        send(s, a, n, b);
        send(s, a, n, null);

        assertSame(KERN_SUCCESS, s.modRefs(s.a1, a, MACH_PORT_RIGHT_RECEIVE, -1));

        KernelAudit.audit(s.kernel);
        assertEquals(
                together
                        ? List.of(0, b.value(), 0, c.value(), a.value())
                        : List.of(0, b.value(), c.value(), 0, a.value()),
                told(s, n));
    }

    @Test
    @Clause({"ipc.death.3", "ipc.release.5"})
    void messagesOfXnuDieBehindAllThatWereThere() {
        cascade(Simulation.xnu(), true);
    }

    @Test
    @Clause({"ipc.death.3", "ipc.release.5"})
    void aMessageOfGnuMachDiesWithAllThatDiesWithIt() {
        cascade(Simulation.classic(), false);
    }
}
