package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_TASK;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_DEST;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of a task's end, in both dialects. */
class TaskDeathCornersTest {

    private static Continuation end(MachTask task, MachPortName... order) {
        return MachPortTraps.taskTerminate(task, List.of(order));
    }

    private static Continuation carrying(MachPortName to, MachPortName receiveRight) {
        MachMsgHeader header = MachMsgHeader.to(to, MACH_MSG_TYPE_COPY_SEND, 7);
        MachMsgDescriptor moved = new MachMsgDescriptor.Port(receiveRight, MACH_MSG_TYPE_MOVE_RECEIVE.code());
        int size = MachMsgHeader.SIZE + MachMsgDescriptor.COUNT_SIZE + moved.size();
        return MachMsgTrap.send(new MachMsgSend(header, size, List.of(), List.of(moved), MachMsgTimeout.POLL));
    }

    @Test
    @Clause({"ipc.terminate.1", "ipc.terminate.4", "ipc.terminate.8"})
    void aTaskThatHasEndedTakesNoCalls() {
        for (Simulation in : Simulation.bothDialects()) {
            MachPortName p = in.allocate(in.a1);
            assertSame(KERN_SUCCESS, in.code(in.a1, end(in.b)));
            Object refused = in.kernel.rules().pegs() ? KERN_INVALID_TASK : MACH_SEND_INVALID_DEST;
            assertSame(refused, in.code(in.a1, MachPortTraps.machPortType(in.b, p)));
            Object endedTwice = in.kernel.rules().pegs() ? KERN_INVALID_ARGUMENT : MACH_SEND_INVALID_DEST;
            assertSame(endedTwice, in.code(in.a1, end(in.b)));
            assertSame(
                    MACH_SEND_INVALID_DEST,
                    in.send(in.b1, MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 1))
                            .code());
        }
    }

    /** A right to A's port goes with its name, and word of it comes in that order. */
    @Test
    @Clause("ipc.terminate.3")
    void namesGoInTheOrderThatIsAskedFor() {
        for (boolean sendFirst : new boolean[] {true, false}) {
            for (Simulation in : Simulation.bothDialects()) {
                MachPortName p = in.allocate(in.a1);
                MachPortName n = in.allocate(in.a1);
                MachPortName send = in.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
                MachPortName once = in.insertedInB(n, MACH_MSG_TYPE_MAKE_SEND_ONCE);
                in.call(
                        in.a1,
                        MachPortTraps.machPortRequestNotification(
                                in.a,
                                p,
                                MachNotification.MACH_NOTIFY_NO_SENDERS.id(),
                                1,
                                n,
                                MACH_MSG_TYPE_MAKE_SEND_ONCE.code(),
                                PortCall.Entry.RPC));
                in.run(in.b1, sendFirst ? end(in.b, send, once) : end(in.b, once, send));
                assertEquals(
                        sendFirst ? 70 : 71,
                        Simulation.message(in.receive(in.a1, n)).id());
                assertEquals(
                        sendFirst ? 71 : 70,
                        Simulation.message(in.receive(in.a1, n)).id());
            }
        }
    }

    /** What a thread of the task would have sent dies with it; it returns to nobody. */
    @Test
    @Clause({"ipc.terminate.2", "ipc.send.20"})
    void aSenderOfTheTaskIsInterrupted() {
        for (Simulation in : Simulation.bothDialects()) {
            MachPortName p = in.allocate(in.a1);
            MachPortName right = in.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            in.send(in.b1, MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, 1));
            in.blocks(
                    in.b2,
                    Simulation.sending(MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, 2), MachMsgTimeout.FOREVER));
            in.run(in.a1, end(in.b));
            assertTrue(in.port(in.a, p).senders().isEmpty());
            assertEquals(1, in.port(in.a, p).sendRights(), "the one in the message that is queued");
            assertSame(Continuation.Idle.IDLE, in.b2.continuation());
        }
    }

    /** As when a port is destroyed (corner 15). */
    @Test
    @Clause({"ipc.terminate.3", "ipc.death.1", "ipc.send.11"})
    void aSenderToTheTaskSucceeds() {
        for (Simulation in : Simulation.bothDialects()) {
            MachPortName q = in.allocate(in.b1);
            MachPortName right = new MachPortName(0x9003);
            assertSame(KERN_SUCCESS, in.give(in.b1, in.a, right, q, MACH_MSG_TYPE_MAKE_SEND));
            MachMsgHeader header = MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, 1);
            in.send(in.a1, header);
            in.blocks(in.a2, Simulation.sending(header, MachMsgTimeout.FOREVER));
            Rest rest = in.run(in.a1, end(in.b));
            Simulation.assertCompletions(rest, in.a2, MACH_MSG_SUCCESS);
        }
    }

    /** Of two ports each of which is in a message to the other nothing is left (corner 25, and then the end of all). */
    @Test
    @Clause({"ipc.terminate.4", "ipc.body.5"})
    void nothingIsLeftWhenAllTasksHaveEnded() {
        for (Simulation in : Simulation.bothDialects()) {
            MachPortName p = in.allocate(in.a1);
            MachPortName q = in.allocate(in.b1);
            MachPortName toP = in.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND);
            MachPortName toQ = new MachPortName(0x9003);
            assertSame(KERN_SUCCESS, in.give(in.b1, in.a, toQ, q, MACH_MSG_TYPE_MAKE_SEND));
            assertSame(MACH_MSG_SUCCESS, in.code(in.a1, carrying(toQ, p)));
            assertSame(MACH_MSG_SUCCESS, in.code(in.b1, carrying(toP, q)));
            in.run(in.a1, end(in.a));
            in.run(in.b1, end(in.b));
            assertEquals(List.of(), in.kernel.objects());
        }
    }
}
