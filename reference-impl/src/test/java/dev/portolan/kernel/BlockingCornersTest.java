package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INTERRUPTED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_PORT_CHANGED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_PORT_DIED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TOO_LARGE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INTERRUPTED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgTimeout.FOREVER;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.MessageCopyout;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.kern.Step;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine.Completion;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of calls that wait, in both dialects; the values are the reference's. */
class BlockingCornersTest {

    private static final MachMsgTimeout TIMED = MachMsgTimeout.timed(10);

    private static boolean isXnu(Simulation s) {
        return s.kernel.rules() == KernelRules.XNU;
    }

    private static MachPortName portWithSend(Simulation s) {
        MachPortName p = s.allocate(s.a1);
        s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
        return p;
    }

    private static Continuation sending(MachPortName p, int id) {
        return Simulation.sending(MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, id), FOREVER);
    }

    private static void fill(Simulation s, MachPortName p) {
        s.call(s.a1, sending(p, 100));
    }

    @Test
    @Clause({"ipc.queue.3", "ipc.send.12", "ipc.send.13", "ipc.send.15", "ipc.send.16"})
    void corner14AGrantedSlotIsNotStolenAndAnUngrantedOneIs() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = portWithSend(s);
            fill(s, p);
            s.blocks(s.a2, sending(p, 2));
            s.machine.begin(s.a1, Simulation.receiving(p, MachMsgTimeout.POLL));
            s.machine.step(s.a1);
            assertEquals(List.of(s.a2), s.machine.letGo(), "taking the message lets the sender go");
            while (s.machine.step(s.a1) == Answer.Going.CONTINUED) {}
            assertEquals(isXnu(s) ? 1 : 0, s.port(s.a, p).messageCount());
            Rest third = s.run(
                    s.a3, Simulation.sending(MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 3), MachMsgTimeout.POLL));
            assertSame(
                    isXnu(s) ? MACH_SEND_TIMED_OUT : MACH_MSG_SUCCESS,
                    assertInstanceOf(Answer.Returned.class, third.answer())
                            .result()
                            .code());
            Answer second = Answer.Going.CONTINUED;
            while (second == Answer.Going.CONTINUED) {
                second = s.machine.step(s.a2);
            }
            if (isXnu(s)) {
                assertEquals(2, s.port(s.a, p).queue().get(0).id());
            } else {
                assertSame(Answer.Going.BLOCKED, second, "the loser waits again");
                assertEquals(List.of(s.a2), s.port(s.a, p).senders());
            }
        }
    }

    @Test
    @Clause({"ipc.death.1", "ipc.send.11", "ipc.release.2"})
    void corner15WhoWaitsToSendToAPortThatIsDestroyedHasSucceeded() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = portWithSend(s);
            MachPortName reply = s.allocate(s.a1);
            fill(s, p);
            s.blocks(
                    s.a2,
                    Simulation.sending(
                            MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 2)
                                    .withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE),
                            FOREVER));
            Rest rest = s.run(s.a1, MachPortTraps.machPortDestroy(s.a, p));
            Simulation.assertCompletions(rest, s.a2, MACH_MSG_SUCCESS);
            assertEquals(71, Simulation.message(s.receive(s.a1, reply)).id());
        }
    }

    @Test
    @Clause({"ipc.death.1", "ipc.receive.7"})
    void deathLetsReceiversGoInTheDialectsOrder() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName q = portWithSend(s);
            s.blocks(s.a2, Simulation.receiving(q, FOREVER));
            s.blocks(s.a3, Simulation.receiving(q, FOREVER));
            Rest death = s.run(s.a1, MachPortTraps.machPortDestroy(s.a, q));
            if (isXnu(s)) {
                Simulation.assertCompletions(death, s.a2, MACH_RCV_PORT_CHANGED, s.a3, MACH_RCV_PORT_CHANGED);
            } else {
                Simulation.assertCompletions(death, s.a3, MACH_RCV_PORT_DIED, s.a2, MACH_RCV_PORT_DIED);
            }
        }
    }

    @Test
    @Clause({"ipc.send.11", "ipc.send.12"})
    void aSenderThatHoldsASlotOfADeadPortHasSucceeded() {
        Simulation s = Simulation.xnu(1);
        MachPortName p = portWithSend(s);
        s.machine.begin(s.a2, sending(p, 1));
        s.machine.step(s.a2);
        assertInstanceOf(Continuation.Post.class, s.a2.continuation());
        s.machine.begin(s.a1, MachPortTraps.machPortDestroy(s.a, p));
        assertEquals(new Step.Done(CallResult.MACH_MSG_SUCCESS), s.machine.step(s.a2));
    }

    @Test
    @Clause({"ipc.receive.6", "ipc.queue.2"})
    void threeWaitersOnAPortAreLetGoInTheDialectsOrder() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = portWithSend(s);
            MachPortName once = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            for (MachThread thread : List.of(s.a1, s.a2, s.a3)) {
                s.blocks(thread, Simulation.receiving(p, FOREVER));
            }
            assertEquals(
                    isXnu(s) ? List.of(s.a1, s.a3, s.a2) : List.of(s.a3, s.a2, s.a1),
                    s.port(s.a, p).receivers());
            Simulation.assertCompletions(
                    s.run(s.b1, Simulation.sending(MachMsgHeader.to(once, MACH_MSG_TYPE_MOVE_SEND_ONCE, 1), FOREVER)),
                    isXnu(s) ? s.a1 : s.a3,
                    MACH_MSG_SUCCESS);
            assertEquals(
                    isXnu(s) ? List.of(s.a3, s.a2) : List.of(s.a2, s.a1),
                    s.port(s.a, p).receivers());
        }
    }

    @Test
    @Clause({"ipc.death.4", "ipc.destroy.5", "ipc.receive.7"})
    void waitersOnASetAndItsDeath() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName set = s.allocate(s.b1, MACH_PORT_RIGHT_PORT_SET);
            for (MachThread thread : List.of(s.b1, s.b2, s.b3)) {
                s.blocks(thread, Simulation.receiving(set, FOREVER));
            }
            Rest rest = s.run(s.a1, MachPortTraps.machPortDestroy(s.b, set));
            if (isXnu(s)) {
                Simulation.assertCompletions(
                        rest, s.b1, MACH_RCV_PORT_CHANGED, s.b2, MACH_RCV_PORT_CHANGED, s.b3, MACH_RCV_PORT_CHANGED);
            } else {
                Simulation.assertCompletions(
                        rest, s.b3, MACH_RCV_PORT_DIED, s.b2, MACH_RCV_PORT_DIED, s.b1, MACH_RCV_PORT_DIED);
            }
        }
    }

    @Test
    @Clause({
        "ipc.abort.1",
        "ipc.abort.2",
        "ipc.abort.3",
        "ipc.expire.3",
        "ipc.receive.11",
        "ipc.send.18",
        "ipc.copyout.2"
    })
    void abortEndsAWaitAndNothingElse() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = portWithSend(s);
            s.machine.threadAbort(s.a2);
            assertEquals(List.of(), s.machine.letGo());

            s.blocks(s.a2, Simulation.receiving(p, FOREVER));
            s.machine.clockExpire(s.a2);
            assertTrue(s.a2.isBlocked(), "a wait without time-out does not expire");
            s.machine.threadAbort(s.a2);
            Simulation.assertCompletions(s.machine.rest(), s.a2, MACH_RCV_INTERRUPTED);

            fill(s, p);
            s.blocks(s.a2, sending(p, 2));
            s.machine.threadAbort(s.a2);
            List<Completion> ended = s.machine.rest();
            Simulation.assertCompletions(ended, s.a2, MACH_SEND_INTERRUPTED);
            MachMsgBuffer buffer = Simulation.message(ended.get(0).result());
            assertEquals(p, buffer.remote());
            assertEquals(2, s.refs(s.a1, p, MACH_PORT_RIGHT_SEND), "the right is back, as a reference more");
        }
    }

    @Test
    @Clause({"ipc.expire.1", "ipc.expire.2", "ipc.receive.4", "ipc.send.17"})
    void timeoutsEnd() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = portWithSend(s);
            s.blocks(s.a2, Simulation.receiving(p, TIMED));
            s.machine.clockExpire(s.a2);
            Simulation.assertCompletions(s.machine.rest(), s.a2, MACH_RCV_TIMED_OUT);

            fill(s, p);
            s.blocks(s.a2, Simulation.sending(MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 2), TIMED));
            s.machine.clockExpire(s.a2);
            Simulation.assertCompletions(s.machine.rest(), s.a2, MACH_SEND_TIMED_OUT);
            assertEquals(1, s.port(s.a, p).messageCount());
        }
    }

    @Test
    @Clause({"ipc.expire.1", "ipc.send.12", "ipc.send.16"})
    void anExpiredClassicSenderTestsOnceMore() {
        Simulation s = Simulation.classic(1);
        MachPortName p = portWithSend(s);
        fill(s, p);
        s.blocks(s.a2, Simulation.sending(MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 2), TIMED));
        s.machine.clockExpire(s.a2);
        MachMsgBuffer first = Simulation.message(s.receive(s.a1, p));
        assertEquals(100, first.id());
        assertEquals(new Step.Done(CallResult.MACH_MSG_SUCCESS), s.machine.step(s.a2));
        assertEquals(2, s.port(s.a, p).queue().get(0).id());
    }

    @Test
    @Clause({"ipc.move.1", "ipc.receive.7", "ipc.insert_right.15"})
    void aMovedReceiveRightLetsReceiversGoAndKeepsSenders() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = portWithSend(s);
            s.blocks(s.a2, Simulation.receiving(p, FOREVER));
            MachPortName inB = new MachPortName(0x4403);
            Rest moved = s.run(
                    s.a1,
                    MachPortTraps.machPortInsertRight(
                            s.b, inB, p, MACH_MSG_TYPE_MOVE_RECEIVE.code(), PortCall.Entry.RPC));
            Simulation.assertCompletions(moved, s.a2, isXnu(s) ? MACH_RCV_PORT_CHANGED : MACH_RCV_PORT_DIED);

            fill(s, p);
            s.blocks(s.a2, sending(p, 2));
            MachPortName backInA = new MachPortName(0x4503);
            assertSame(
                    KERN_SUCCESS,
                    s.give(s.b1, s.a, p, inB, MACH_MSG_TYPE_MOVE_RECEIVE),
                    "it joins the send right " + backInA);
            assertEquals(List.of(s.a2), s.port(s.a, p).senders());
            assertEquals(1, s.port(s.a, p).messageCount());
        }
    }

    @Test
    @Clause({"ipc.queue.2", "ipc.receive.5"})
    void aReceiverThatAsksIsToldTheSizeAndTheNextIsTried() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = portWithSend(s);
            MachMsgReceive small = new MachMsgReceive(p, 40, true, 0, FOREVER);
            s.blocks(s.a2, MachMsgTrap.receive(small));
            s.blocks(s.a3, Simulation.receiving(p, FOREVER));
            if (!isXnu(s)) {
                s.machine.threadAbort(s.a2);
                s.machine.rest();
                s.blocks(s.a2, MachMsgTrap.receive(small));
            }
            MachMsgHeader header = MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 2);
            Rest sent = s.run(s.a1, MachMsgTrap.send(new MachMsgSend(header, 100, List.of(), FOREVER)));
            Simulation.assertCompletions(sent, s.a2, MACH_RCV_TOO_LARGE, s.a3, MACH_MSG_SUCCESS);
            assertEquals(1, s.port(s.a, p).seqno());
            assertEquals(0, s.port(s.a, p).messageCount());
        }
    }

    @Test
    @Clause({"ipc.send.12", "ipc.send.13", "ipc.queue.2"})
    void corner16AQueueOfNoMessagesStopsSendRightsEvenIfAReceiverWaits() {
        for (Simulation s : new Simulation[] {Simulation.xnu(0), Simulation.classic(0)}) {
            MachPortName p = portWithSend(s);
            MachPortName once = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            s.blocks(s.a2, Simulation.receiving(p, FOREVER));
            assertSame(
                    MACH_SEND_TIMED_OUT,
                    s.send(s.a1, MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, 1))
                            .code());
            Simulation.assertCompletions(
                    s.run(s.b1, Simulation.sending(MachMsgHeader.to(once, MACH_MSG_TYPE_MOVE_SEND_ONCE, 5), FOREVER)),
                    s.a2,
                    MACH_MSG_SUCCESS);
        }
    }

    @Test
    @Clause({"ipc.receive.3", "ipc.receive.8", "ipc.release.2"})
    void aRightThatMovedAwayBetweenDequeueAndCopyout() {
        for (Simulation s : Simulation.bothDialects()) {
            MachPortName p = portWithSend(s);
            MachPortName once = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            s.send(s.b1, MachMsgHeader.to(once, MACH_MSG_TYPE_MOVE_SEND_ONCE, 5));
            s.machine.begin(s.a2, Simulation.receiving(p, FOREVER));
            s.machine.step(s.a2);
            assertInstanceOf(MessageCopyout.CopyoutHeader.class, s.a2.continuation());
            MachPortName inB = new MachPortName(0x4403);
            assertSame(KERN_SUCCESS, s.give(s.a1, s.b, inB, p, MACH_MSG_TYPE_MOVE_RECEIVE));
            assertSame(Answer.Going.CONTINUED, s.machine.step(s.a2));
            Answer.Returned returned = assertInstanceOf(Answer.Returned.class, s.machine.step(s.a2));
            assertEquals(
                    MachPortName.MACH_PORT_NULL,
                    Simulation.message(returned.result()).local());
            assertEquals(71, s.port(s.b, inB).queue().get(0).id(), "the new owner hears of the right");
        }
    }
}
