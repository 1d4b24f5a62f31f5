package dev.portolan.kernel;

import static dev.portolan.kernel.Simulation.receiving;
import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_CAPABILITY;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_NAME_EXISTS;
import static dev.portolan.kernel.abi.KernReturn.KERN_NOT_SUPPORTED;
import static dev.portolan.kernel.abi.KernReturn.KERN_NO_SPACE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_BODY_ERROR;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INVALID_NAME;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INVALID_NOTIFY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_PORT_CHANGED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Corners of the calls that choose names, and of rights taken out of a space, in both dialects. */
class NameCornersTest {

    private static final MachPortName CHOSEN = new MachPortName(0x7703);
    private static final MachPortName SAME_SLOT = new MachPortName(0x7707);

    private static ReturnCode allocate(Simulation s, MachPortRight right, MachPortName name) {
        return s.code(s.a1, MachPortTraps.machPortAllocateName(s.a, right.code(), name));
    }

    private static ReturnCode rename(Simulation s, MachPortName name, MachPortName newName) {
        return s.code(s.a1, MachPortTraps.machPortRename(s.a, name, newName));
    }

    private static CallResult extract(Simulation s, MachPortName name, MachMsgTypeName disposition) {
        return s.call(s.b1, MachPortTraps.machPortExtractRight(s.a, name, disposition.code()));
    }

    private static MachPortName extracted(CallResult result) {
        assertSame(KERN_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Name.class, result.out()).name();
    }

    @Test
    @Clause({
        "ipc.allocate_name.1",
        "ipc.allocate_name.2",
        "ipc.allocate_name.4",
        "ipc.allocate_name.5",
        "ipc.allocate_name.7"
    })
    void aNameCanBeChosenIfItsSlotIsFree() {
        Simulation s = Simulation.xnu();
        assertSame(KERN_INVALID_VALUE, allocate(s, MACH_PORT_RIGHT_RECEIVE, MACH_PORT_NULL));
        assertSame(KERN_INVALID_VALUE, allocate(s, MACH_PORT_RIGHT_SEND, CHOSEN));
        assertSame(KERN_SUCCESS, allocate(s, MACH_PORT_RIGHT_RECEIVE, CHOSEN));
        assertSame(EntryType.RECEIVE, s.name(s.a, CHOSEN).type());
        assertSame(KERN_NAME_EXISTS, allocate(s, MACH_PORT_RIGHT_RECEIVE, CHOSEN));
        assertSame(KERN_FAILURE, allocate(s, MACH_PORT_RIGHT_RECEIVE, SAME_SLOT));
    }

    @Test
    @Clause({"ipc.allocate_name.3", "ipc.allocate_name.7"})
    void aDeadNameIsNamedByTheKernelOrByTheCaller() {
        Simulation xnu = Simulation.xnu();
        assertSame(KERN_SUCCESS, allocate(xnu, MACH_PORT_RIGHT_DEAD_NAME, CHOSEN));
        assertFalse(xnu.holds(xnu.a, CHOSEN));
        assertEquals(1, xnu.a.space().names().size());
        Simulation classic = Simulation.classic();
        assertSame(KERN_SUCCESS, allocate(classic, MACH_PORT_RIGHT_DEAD_NAME, CHOSEN));
        assertTrue(classic.holds(classic.a, CHOSEN));
    }

    @Test
    @Clause({"ipc.allocate_name.6", "ipc.reply_port.2", "ipc.extract_right.7"})
    void aFullSpaceHasNoMoreNames() {
        Simulation s = new Simulation(KernelRules.XNU, new KernelLimits(5, 65535, 1, 65534));
        MachPortName port = s.allocate(s.a1);
        assertSame(KERN_NO_SPACE, allocate(s, MACH_PORT_RIGHT_RECEIVE, CHOSEN));
        assertSame(MACH_PORT_NULL, extracted(s.call(s.a1, MachPortTraps.machReplyPort())));
        s.allocate(s.b1);
        CallResult result = extract(s, port, MACH_MSG_TYPE_MAKE_SEND);
        assertSame(MACH_RCV_BODY_ERROR, result.code());
        assertEquals(MachMsgReturn.MACH_MSG_IPC_SPACE, result.resourceBits());
        assertEquals(0, s.port(s.a, port).sendRights());
    }

    @Test
    @Clause("ipc.reply_port.1")
    void eachReplyPortIsAnother() {
        Simulation s = Simulation.xnu();
        MachPortName one = extracted(s.call(s.a1, MachPortTraps.machReplyPort()));
        MachPortName two = extracted(s.call(s.a1, MachPortTraps.machReplyPort()));
        assertFalse(one.equals(two));
        assertSame(EntryType.RECEIVE, s.name(s.a, two).type());
    }

    @Test
    @Clause({"ipc.rename.2", "ipc.rename.3", "ipc.rename.4", "ipc.rename.5"})
    void whatANameDenotesCanHaveAnother() {
        Simulation s = Simulation.classic();
        MachPortName port = s.allocate(s.a1);
        assertSame(KERN_SUCCESS, s.insert(s.a1, port, port, MACH_MSG_TYPE_MAKE_SEND));
        s.blocks(s.a2, receiving(port, MachMsgTimeout.FOREVER));
        assertSame(KERN_INVALID_VALUE, rename(s, port, MACH_PORT_DEAD));
        assertSame(KERN_NAME_EXISTS, rename(s, SAME_SLOT, port));
        assertSame(KERN_NAME_EXISTS, rename(s, port, port));
        assertSame(KERN_INVALID_NAME, rename(s, SAME_SLOT, CHOSEN));
        assertSame(KERN_SUCCESS, rename(s, port, CHOSEN));
        assertFalse(s.holds(s.a, port));
        assertSame(EntryType.SEND_RECEIVE, s.name(s.a, CHOSEN).type());
        assertEquals(CHOSEN.value(), s.port(s.a, CHOSEN).receiverName());
        assertEquals(1, s.refs(s.a1, CHOSEN, MACH_PORT_RIGHT_SEND));
        assertEquals(1, s.port(s.a, CHOSEN).receivers().size());
    }

    @Test
    @Clause("ipc.rename.1")
    void whereNamesDoNotChangeNothingIsLookedAt() {
        Simulation s = Simulation.xnu();
        assertSame(KERN_NOT_SUPPORTED, rename(s, s.allocate(s.a1), CHOSEN));
        assertSame(KERN_NOT_SUPPORTED, rename(s, MACH_PORT_NULL, MACH_PORT_NULL));
    }

    @Test
    @Clause({"ipc.extract_right.1", "ipc.extract_right.2", "ipc.extract_right.3", "ipc.extract_right.4"})
    void onlyWhatANameDenotesCanBeTaken() {
        Simulation xnu = Simulation.xnu();
        MachPortName port = xnu.allocate(xnu.a1);
        assertSame(KERN_INVALID_VALUE, xnu.code(xnu.b1, MachPortTraps.machPortExtractRight(xnu.a, port, 22)));
        assertSame(
                KERN_INVALID_RIGHT,
                extract(xnu, MACH_PORT_NULL, MACH_MSG_TYPE_COPY_SEND).code());
        assertSame(
                KERN_INVALID_NAME, extract(xnu, CHOSEN, MACH_MSG_TYPE_COPY_SEND).code());
        assertSame(
                KERN_INVALID_RIGHT, extract(xnu, port, MACH_MSG_TYPE_COPY_SEND).code());
        Simulation classic = Simulation.classic();
        assertSame(
                KERN_INVALID_NAME,
                extract(classic, MACH_PORT_NULL, MACH_MSG_TYPE_COPY_SEND).code());
    }

    @Test
    @Clause({"ipc.extract_right.5", "ipc.extract_right.6", "ipc.copyout.6"})
    void aReceiveRightTakenAwayLeavesItsReceivers() {
        Simulation s = Simulation.xnu();
        MachPortName port = s.allocate(s.a1);
        assertSame(KERN_SUCCESS, s.insert(s.a1, port, port, MACH_MSG_TYPE_MAKE_SEND));
        s.blocks(s.a2, receiving(port, MachMsgTimeout.FOREVER));
        MachPortName once = extracted(extract(s, port, MACH_MSG_TYPE_MAKE_SEND_ONCE));
        MachPortName send = extracted(extract(s, port, MACH_MSG_TYPE_COPY_SEND));
        Rest rest = s.run(s.b1, MachPortTraps.machPortExtractRight(s.a, port, MACH_MSG_TYPE_MOVE_RECEIVE.code()));
        Simulation.assertCompletions(rest, s.a2, MACH_RCV_PORT_CHANGED);
        assertFalse(once.equals(send));
        assertSame(EntryType.SEND_RECEIVE, s.name(s.b, send).type());
        assertSame(EntryType.SEND, s.name(s.a, port).type());
        assertSame(s.b.space(), s.port(s.a, port).receiver());
    }

    @Test
    @Clause({"ipc.extract_right.4", "ipc.extract_right.6"})
    void aDeadNameYieldsADeadRight() {
        Simulation s = Simulation.classic();
        MachPortName dead = s.allocate(s.a1, MACH_PORT_RIGHT_DEAD_NAME);
        assertSame(MACH_PORT_DEAD, extracted(extract(s, dead, MACH_MSG_TYPE_COPY_SEND)));
        assertEquals(1, s.refs(s.a1, dead, MACH_PORT_RIGHT_DEAD_NAME));
        assertSame(MACH_PORT_DEAD, extracted(extract(s, dead, MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE)));
        assertFalse(s.holds(s.a, dead));
    }

    @Test
    @Clause({"ipc.special_reply_port.1", "ipc.request_notification.23"})
    void aSpecialReplyPortStaysWhereItIsAlsoWhenTheThreadHasAnother() {
        Simulation s = Simulation.xnu();
        MachPortName one = extracted(s.call(s.a1, MachPortTraps.threadGetSpecialReplyPort()));
        assertSame(s.port(s.a, one), s.a1.specialReplyPort());
        assertEquals(1, s.refs(s.a1, one, MACH_PORT_RIGHT_SEND));
        assertEquals(1, s.port(s.a, one).makeSendCount());
        MachPortName two = extracted(s.call(s.a1, MachPortTraps.threadGetSpecialReplyPort()));
        assertSame(s.port(s.a, two), s.a1.specialReplyPort());

        for (MachPortName name : List.of(one, two)) {
            Continuation taken = MachPortTraps.machPortExtractRight(s.a, name, MACH_MSG_TYPE_MOVE_RECEIVE.code());
            assertSame(KERN_INVALID_CAPABILITY, s.call(s.b1, taken).code());
            int destroyed = MachNotification.MACH_NOTIFY_PORT_DESTROYED.id();
            int sendOnce = MACH_MSG_TYPE_MAKE_SEND_ONCE.code();
            Continuation asked = MachPortTraps.machPortRequestNotification(
                    s.a, name, destroyed, 0, one, sendOnce, PortCall.Entry.RPC);
            assertSame(KERN_INVALID_RIGHT, s.call(s.a1, asked).code());
        }
    }

    @Test
    @Clause("ipc.special_reply_port.2")
    void aFullSpaceHasNoSpecialReplyPortAndTheThreadThenHasNone() {
        Simulation s = new Simulation(KernelRules.XNU, new KernelLimits(5, 65535, 1, 65534));
        MachPortName one = extracted(s.call(s.a1, MachPortTraps.threadGetSpecialReplyPort()));
        assertSame(MACH_PORT_NULL, extracted(s.call(s.a1, MachPortTraps.threadGetSpecialReplyPort())));
        assertNull(s.a1.specialReplyPort());
        assertTrue(s.port(s.a, one).isActive());
    }

    private static ReturnCode waitsInSync(Simulation s, MachPortName at, MachPortName forWhom) {
        MachMsgReceive receive = new MachMsgReceive(
                at,
                100,
                false,
                0,
                MachMsgTimeout.POLL,
                Set.of(MachMsgReceive.Option.MACH_RCV_SYNC_WAIT),
                UserLayout.LP64,
                forWhom);
        return s.code(s.a1, MachMsgTrap.receive(receive));
    }

    @Test
    @Clause("ipc.receive.16")
    void whoSaysThatItWaitsForAnAnswerDoesSoAtItsSpecialReplyPort() {
        Simulation s = Simulation.xnu();
        MachPortName other = s.allocate(s.a1);
        MachPortName before = extracted(s.call(s.a1, MachPortTraps.threadGetSpecialReplyPort()));
        MachPortName own = extracted(s.call(s.a1, MachPortTraps.threadGetSpecialReplyPort()));
        MachPortName anothers = extracted(s.call(s.a2, MachPortTraps.threadGetSpecialReplyPort()));

        for (MachPortName wrong : List.of(other, before, anothers, s.allocate(s.a1, MACH_PORT_RIGHT_PORT_SET))) {
            assertSame(MACH_RCV_INVALID_NOTIFY, waitsInSync(s, wrong, other));
        }
        assertSame(MACH_RCV_INVALID_NOTIFY, waitsInSync(s, own, MACH_PORT_NULL));
        assertSame(MACH_RCV_INVALID_NOTIFY, waitsInSync(s, own, MACH_PORT_DEAD));
        assertSame(MACH_RCV_INVALID_NAME, waitsInSync(s, MachPortName.of(0x7777_7703), other));
        assertSame(MACH_RCV_TIMED_OUT, waitsInSync(s, own, MachPortName.of(0x7777_7703)));
    }
}
