package dev.portolan.kernel;

import static dev.portolan.kernel.abi.MachMsgTimeout.FOREVER;
import static dev.portolan.kernel.abi.MachMsgTimeout.POLL;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.PortGuard;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KernelCopyTest {

    /** A kernel with a full queue, waiting senders and receivers, dead ports noticed and not, doomed rights. */
    private static Simulation crowded() {
        Simulation s = Simulation.xnu(1);
        MachPortName full = s.allocate(s.a1);
        MachPortName dead = s.allocate(s.a1);
        MachPortName empty = s.allocate(s.b1);
        MachPortName doomed = s.allocate(s.b1);
        MachPortName fullInB = s.insertedInB(full, MACH_MSG_TYPE_MAKE_SEND);
        s.insertedInB(dead, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        s.insertedInB(dead, MACH_MSG_TYPE_MAKE_SEND);
        s.destroy(s.a1, dead);
        MachMsgHeader request =
                MachMsgHeader.to(fullInB, MACH_MSG_TYPE_COPY_SEND, 1).withReply(doomed, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        s.send(s.b1, request);
        s.blocks(s.b2, Simulation.sending(request, FOREVER));
        s.blocks(s.b1, Simulation.receiving(empty, FOREVER));
        s.blocks(s.a2, Simulation.receiving(s.allocate(s.a1), FOREVER));
        s.machine.begin(s.a1, MachPortTraps.machPortDestroy(s.a, full));
        KernelAudit.audit(s.kernel);
        return s;
    }

    private static Continuation request(
            Simulation s, MachPortName name, MachNotification what, int sync, MachPortName notify) {
        return MachPortTraps.machPortRequestNotification(
                s.b, name, what.id(), sync, notify, MACH_MSG_TYPE_MAKE_SEND_ONCE.code(), PortCall.Entry.TRAP);
    }

    private static Continuation asking(MachPortName to, MachMsgTimeout timeout, MachPortName by) {
        return MachMsgTrap.send(new MachMsgSend(
                MachMsgHeader.to(to, MACH_MSG_TYPE_COPY_SEND, 3),
                24,
                List.of(),
                List.of(),
                timeout,
                MachMsgEnvelope.NOBODYS,
                true,
                false,
                by));
    }

    /** A kernel of guards, requests of each kind, a message let past its queue, and one that asks in a trap. */
    private static Simulation guarded() {
        Simulation s = Simulation.xnu(2);
        MachPortName port = Simulation.nameOf(s.call(
                s.a1, MachPortTraps.machPortConstruct(s.a, false, 0, true, new PortGuard(77, true, true, false))));
        MachPortName right = s.insertedInB(port, MACH_MSG_TYPE_MAKE_SEND);
        MachPortName notify = s.allocate(s.b1);
        s.call(s.a2, MachPortTraps.threadGetSpecialReplyPort());
        s.call(s.b1, request(s, notify, MachNotification.MACH_NOTIFY_NO_SENDERS, 5, notify));
        s.call(s.b1, request(s, right, MachNotification.MACH_NOTIFY_SEND_POSSIBLE, 0, notify));
        s.call(s.b1, asking(right, POLL, MachPortName.MACH_PORT_NULL));
        s.machine.begin(s.b2, request(s, right, MachNotification.MACH_NOTIFY_DEAD_NAME, 0, notify));
        KernelAudit.audit(s.kernel);
        return s;
    }

    /** A kernel in which senders are to be told: of a message that was accepted, and once their time is over. */
    private static Simulation accepting() {
        Simulation s = Simulation.classic(1);
        MachPortName notify = s.allocate(s.a1);
        MachPortName port = s.portWithSend(1);
        s.send(s.a1, MachMsgHeader.to(port, MACH_MSG_TYPE_COPY_SEND, 1));
        s.call(s.a1, asking(port, POLL, notify));
        s.blocks(s.a2, asking(port, MachMsgTimeout.timed(1), notify));
        MachPortName right = s.insertedInB(port, MACH_MSG_TYPE_MAKE_SEND);
        MachPortName notifyB = s.allocate(s.b1);
        s.blocks(s.b1, asking(right, MachMsgTimeout.timed(1), notifyB));
        s.machine.clockExpire(s.b1);
        s.machine.step(s.b1);
        KernelAudit.audit(s.kernel);
        return s;
    }

    static Stream<Arguments> kernels() {
        return Stream.of(
                Arguments.of(crowded(), List.of("AwaitMessage", "ReleaseRight", "deadUnnoticed true")),
                Arguments.of(
                        guarded(),
                        List.of(
                                "PortGuard[context=77, guarded=true, strict=true, immovable=false, special=false]",
                                "PortGuard[context=0, guarded=false, strict=false, immovable=true, special=true]",
                                "answered by IpcPort",
                                "SEND_POSSIBLE by SEND_ONCE IpcPort",
                                "asked by SEND_ONCE IpcPort",
                                "passes ALWAYS",
                                "RequestNotification SEND_ONCE IpcPort",
                                "refuses dead true")),
                Arguments.of(
                        accepting(),
                        List.of(
                                "passes accepted for 0 as ",
                                "AwaitSlot [3 24",
                                "passes Asked[notifyPort=",
                                "RequestAcceptance [3 24")));
    }

    /** What a picture shows, a copy that lacks it would lack. */
    @ParameterizedTest
    @MethodSource("kernels")
    void aCopyIsEqual(Simulation s, List<String> shown) {
        Kernel copy = s.kernel.copy(new SimulatedMachine());
        KernelAudit.audit(copy);
        String picture = KernelPicture.of(s.kernel);
        assertEquals(picture, KernelPicture.of(copy));
        shown.forEach(part -> assertTrue(picture.contains(part), () -> part + " is not in " + picture));
    }

    @Test
    void aCopyGoesOnAsTheOriginalWould() {
        Simulation s = crowded();
        SimulatedMachine machine = new SimulatedMachine();
        Kernel copy = s.kernel.copy(machine);
        for (MachThread thread : List.of(s.a1, s.b2)) {
            s.machine.step(thread);
            machine.step(copy.thread(thread.index()));
            assertEquals(s.machine.letGo().toString(), machine.letGo().toString());
            assertEquals(KernelPicture.of(s.kernel), KernelPicture.of(copy));
        }
    }

    @Test
    void neitherChangesTheOther() {
        Simulation s = crowded();
        SimulatedMachine machine = new SimulatedMachine();
        Kernel copy = s.kernel.copy(machine);
        String before = KernelPicture.of(s.kernel);
        machine.step(copy.thread(s.a1.index()));
        for (int thread : List.of(s.b1.index(), s.b2.index(), s.a2.index())) {
            machine.threadAbort(copy.thread(thread));
            machine.rest();
        }
        machine.runToRest(copy.thread(s.b1.index()), MachPortTraps.machPortAllocate(copy.task(s.b.index()), 1));
        assertEquals(before, KernelPicture.of(s.kernel));
        assertNotEquals(before, KernelPicture.of(copy));

        String changed = KernelPicture.of(copy);
        s.machine.step(s.a1);
        s.machine.threadAbort(s.a2);
        assertEquals(changed, KernelPicture.of(copy));
    }
}
