package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_CAPABILITY;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_RIGHT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.PortGuard;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of contexts and guards. */
class GuardCornersTest {

    private static final long WORD = 0x1234_5678_9abc_def0L;

    private static MachPortName constructed(Simulation s, boolean sendRight, PortGuard guard) {
        CallResult made = s.call(s.a1, MachPortTraps.machPortConstruct(s.a, false, 0, sendRight, guard));
        assertSame(KERN_SUCCESS, made.code());
        return ((OutValue.Name) made.out()).name();
    }

    private static MachPortName guarded(Simulation s, boolean strict, boolean immovable) {
        return constructed(s, false, new PortGuard(WORD, true, strict, immovable));
    }

    private static ReturnCode guard(Simulation s, MachPortName name, long word) {
        return s.code(s.a1, MachPortTraps.machPortGuard(s.a, name, word, false, false));
    }

    private static ReturnCode destruct(Simulation s, MachPortName name, int delta, long word) {
        return s.code(s.a1, MachPortTraps.machPortDestruct(s.a, name, delta, word));
    }

    private static OutValue context(Simulation s, MachPortName name) {
        return s.call(s.a1, MachPortTraps.machPortGetContext(s.a, name)).out();
    }

    /** The receive right goes in the body of a message to a port of its own space. */
    private static ReturnCode moved(Simulation s, MachPortName right, MachPortName to) {
        MachMsgHeader header = MachMsgHeader.to(to, MACH_MSG_TYPE_MAKE_SEND, 1);
        MachMsgDescriptor body = new MachMsgDescriptor.Port(right, MACH_MSG_TYPE_MOVE_RECEIVE.code());
        return s.code(
                s.a1, MachMsgTrap.send(new MachMsgSend(header, 40, List.of(), List.of(body), MachMsgTimeout.POLL)));
    }

    @Test
    @Clause({"ipc.mod_refs.19", "ipc.destroy.9", "ipc.destruct.7"})
    void corner33AGuardedRightIsDestroyedByWhoShowsTheGuard() {
        Simulation s = Simulation.xnu();
        MachPortName port = guarded(s, false, false);
        assertSame(KERN_INVALID_RIGHT, s.modRefs(s.a1, port, MACH_PORT_RIGHT_RECEIVE, -1));
        assertSame(KERN_INVALID_RIGHT, s.destroy(s.a1, port));
        assertSame(KERN_INVALID_ARGUMENT, destruct(s, port, 0, 5));
        assertTrue(s.holds(s.a, port));
        assertSame(KERN_SUCCESS, destruct(s, port, 0, WORD));
        assertFalse(s.holds(s.a, port));
    }

    @Test
    @Clause({"ipc.move.1", "ipc.body.2"})
    void corner33AGuardedRightLeavesItsGuardBehindUnlessItIsImmovable() {
        Simulation s = Simulation.xnu();
        MachPortName to = s.allocate(s.a1);
        MachPortName port = guarded(s, true, false);
        assertSame(MACH_MSG_SUCCESS, moved(s, port, to));
        MachMsgDescriptor got =
                Simulation.message(s.receive(s.a1, to)).descriptors().get(0);
        MachPortName name = ((MachMsgDescriptor.Port) got).name();
        assertSame(PortGuard.NONE, s.port(s.a, name).guard());
        MachPortName immovable = guarded(s, false, true);
        assertSame(MACH_SEND_INVALID_RIGHT, moved(s, immovable, to));
        assertEquals(
                new PortGuard(WORD, true, false, true), s.port(s.a, immovable).guard());
    }

    @Test
    @Clause({"ipc.insert_right.18", "ipc.extract_right.8"})
    void anImmovableRightIsNoCapability() {
        Simulation s = Simulation.xnu();
        MachPortName port = guarded(s, false, true);
        MachPortName other = new MachPortName(0x7703);
        assertSame(KERN_INVALID_CAPABILITY, s.insert(s.a1, other, port, MACH_MSG_TYPE_MOVE_RECEIVE));
        assertSame(MACH_SEND_INVALID_RIGHT, s.give(s.a1, s.b, other, port, MACH_MSG_TYPE_MOVE_RECEIVE));
        assertSame(
                KERN_INVALID_CAPABILITY,
                s.code(s.a1, MachPortTraps.machPortExtractRight(s.a, port, MACH_MSG_TYPE_MOVE_RECEIVE.code())));
        assertSame(KERN_SUCCESS, s.insert(s.a1, port, port, MACH_MSG_TYPE_MAKE_SEND));
    }

    @Test
    @Clause({"ipc.unguard.2", "ipc.unguard.3", "ipc.guard.3"})
    void thatARightIsImmovableIsNotTakenBack() {
        Simulation s = Simulation.xnu();
        MachPortName port = guarded(s, true, true);
        assertSame(KERN_INVALID_ARGUMENT, s.code(s.a1, MachPortTraps.machPortUnguard(s.a, port, 0)));
        assertSame(KERN_SUCCESS, s.code(s.a1, MachPortTraps.machPortUnguard(s.a, port, WORD)));
        assertSame(KERN_INVALID_ARGUMENT, s.code(s.a1, MachPortTraps.machPortUnguard(s.a, port, WORD)));
        assertSame(KERN_INVALID_CAPABILITY, s.insert(s.a1, new MachPortName(0x7703), port, MACH_MSG_TYPE_MOVE_RECEIVE));
        assertSame(KERN_SUCCESS, guard(s, port, 1));
        assertEquals(new PortGuard(1, true, false, true), s.port(s.a, port).guard());
    }

    @Test
    @Clause({"ipc.set_context.1", "ipc.get_context.1", "ipc.swap_guard.2"})
    void aStrictGuardIsNeitherToldNorChanged() {
        Simulation s = Simulation.xnu();
        MachPortName port = guarded(s, true, false);
        assertEquals(new OutValue.Context(0), context(s, port));
        assertSame(KERN_INVALID_ARGUMENT, s.code(s.a1, MachPortTraps.machPortSetContext(s.a, port, 1)));
        assertSame(KERN_INVALID_ARGUMENT, s.code(s.a1, MachPortTraps.machPortSwapGuard(s.a, port, WORD, 1)));
        assertSame(KERN_SUCCESS, destruct(s, port, 0, WORD));
    }

    @Test
    @Clause({"ipc.set_context.2", "ipc.get_context.2", "ipc.guard.2", "ipc.swap_guard.3"})
    void theContextIsTheGuard() {
        Simulation s = Simulation.xnu();
        MachPortName port = s.allocate(s.a1);
        assertSame(KERN_SUCCESS, s.code(s.a1, MachPortTraps.machPortSetContext(s.a, port, WORD)));
        assertEquals(new OutValue.Context(WORD), context(s, port));
        assertSame(KERN_INVALID_ARGUMENT, guard(s, port, 1));
        assertSame(KERN_SUCCESS, s.code(s.a1, MachPortTraps.machPortSetContext(s.a, port, 0)));
        assertSame(KERN_SUCCESS, guard(s, port, 1));
        assertSame(KERN_SUCCESS, s.code(s.a1, MachPortTraps.machPortSetContext(s.a, port, 2)));
        assertSame(KERN_INVALID_ARGUMENT, s.code(s.a1, MachPortTraps.machPortSwapGuard(s.a, port, 1, 3)));
        assertSame(KERN_SUCCESS, s.code(s.a1, MachPortTraps.machPortSwapGuard(s.a, port, 2, 3)));
        assertSame(KERN_SUCCESS, destruct(s, port, 0, 3));
    }

    @Test
    @Clause({"ipc.guard.1", "ipc.unguard.1", "ipc.swap_guard.1", "ipc.receiver.1"})
    void aNameThatIsNoneIsNoNameToGuardAndNoRightToAskForItsContext() {
        Simulation s = Simulation.xnu();
        for (MachPortName none : List.of(MACH_PORT_NULL, MACH_PORT_DEAD)) {
            assertSame(KERN_INVALID_NAME, guard(s, none, 1));
            assertSame(KERN_INVALID_NAME, s.code(s.a1, MachPortTraps.machPortUnguard(s.a, none, 1)));
            assertSame(KERN_INVALID_NAME, s.code(s.a1, MachPortTraps.machPortSwapGuard(s.a, none, 1, 2)));
            assertSame(KERN_INVALID_RIGHT, s.code(s.a1, MachPortTraps.machPortGetContext(s.a, none)));
            assertSame(KERN_INVALID_RIGHT, s.code(s.a1, MachPortTraps.machPortSetContext(s.a, none, 1)));
        }
        MachPortName dead = s.allocate(s.a1, MACH_PORT_RIGHT_DEAD_NAME);
        assertSame(KERN_INVALID_RIGHT, guard(s, dead, 1));
        assertSame(KERN_INVALID_NAME, guard(s, new MachPortName(0x7703), 1));
    }

    @Test
    @Clause({"ipc.destruct.5", "ipc.destruct.7", "ipc.destruct.8"})
    void theGuardIsAskedForBetweenTheSignAndTheCountOfReferences() {
        Simulation s = Simulation.xnu();
        MachPortName port = constructed(s, true, new PortGuard(WORD, true, false, false));
        assertSame(KERN_INVALID_VALUE, destruct(s, port, 1, 0));
        assertSame(KERN_INVALID_ARGUMENT, destruct(s, port, -2, 0));
        assertSame(KERN_INVALID_VALUE, destruct(s, port, -2, WORD));
        assertSame(KERN_SUCCESS, destruct(s, port, -1, WORD));
    }

    @Test
    @Clause("ipc.construct.3")
    void onlyAGuardIsStrictAndOnlyItsRightImmovable() {
        Simulation s = Simulation.xnu();
        MachPortName port = constructed(s, false, new PortGuard(WORD, false, true, true));
        assertEquals(new PortGuard(WORD, false, false, false), s.port(s.a, port).guard());
    }

    @Test
    @Clause({"ipc.notify.5", "ipc.move.1"})
    void aGuardedRightThatSomebodyWaitsForGoesToHimWithoutItsGuard() {
        Simulation s = Simulation.xnu();
        MachPortName notify = s.allocate(s.a1);
        MachPortName port = guarded(s, false, true);
        assertSame(
                KERN_SUCCESS,
                s.code(
                        s.a1,
                        MachPortTraps.machPortRequestNotification(
                                s.a,
                                port,
                                MachNotification.MACH_NOTIFY_PORT_DESTROYED.id(),
                                0,
                                notify,
                                MACH_MSG_TYPE_MAKE_SEND_ONCE.code(),
                                Entry.TRAP)));
        assertSame(KERN_SUCCESS, destruct(s, port, 0, WORD));
        MachMsgDescriptor got =
                Simulation.message(s.receive(s.a1, notify)).descriptors().get(0);
        assertSame(
                PortGuard.NONE,
                s.port(s.a, ((MachMsgDescriptor.Port) got).name()).guard());
    }
}
