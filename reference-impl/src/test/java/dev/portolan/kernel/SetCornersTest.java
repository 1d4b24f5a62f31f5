package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_ALREADY_IN_SET;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_NOT_IN_SET;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReceive.Option.MACH_RCV_LARGE_IDENTITY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_IN_SET;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_PORT_CHANGED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_PORT_DIED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TOO_LARGE;
import static dev.portolan.kernel.abi.MachMsgTimeout.FOREVER;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.rules.KernelRules.LargeIdentity;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Corners of port sets, in both dialects where they differ; the values are those of the recordings. */
class SetCornersTest {

    private static final MachPortName FREE = new MachPortName(0x9003);

    /** Ports a and b, each with a send right under its own name, and sets s and t. */
    private static final class Sets {
        final Simulation in;
        final MachPortName a;
        final MachPortName b;
        final MachPortName s;
        final MachPortName t;

        Sets(Simulation in) {
            this.in = in;
            a = in.portWithSend(1);
            b = in.portWithSend(1);
            s = in.allocate(in.a1, MACH_PORT_RIGHT_PORT_SET);
            t = in.allocate(in.a1, MACH_PORT_RIGHT_PORT_SET);
        }

        void send(MachPortName port, int id) {
            in.send(in.a1, MachMsgHeader.to(port, MACH_MSG_TYPE_COPY_SEND, id));
        }

        void joins(MachPortName port, MachPortName set) {
            assertSame(KERN_SUCCESS, in.moveMember(in.a1, port, set));
        }

        MachMsgBuffer received(MachPortName name) {
            return Simulation.message(in.receive(in.a1, name));
        }

        List<Integer> drained(MachPortName name) {
            List<Integer> ids = new ArrayList<>();
            while (in.receive(in.a1, name).out() instanceof OutValue.Message message) {
                ids.add(message.buffer().id());
            }
            return ids;
        }
    }

    private static Sets xnu() {
        return new Sets(Simulation.xnu());
    }

    private static Sets classic() {
        return new Sets(Simulation.classic());
    }

    @Test
    @Clause({"ipc.set.1", "ipc.set.2", "ipc.receive.3"})
    void corner27ASetDrainsOneMemberAfterTheOtherOrTakesWhatCameFirst() {
        Sets drains = xnu();
        Sets merges = classic();
        for (Sets all : List.of(drains, merges)) {
            all.joins(all.a, all.s);
            all.joins(all.b, all.s);
            all.send(all.a, 1);
            all.send(all.b, 2);
            all.send(all.a, 3);
        }
        assertEquals(List.of(1, 3, 2), drains.drained(drains.s));
        assertEquals(List.of(1, 2, 3), merges.drained(merges.s));
    }

    @Test
    @Clause({"ipc.receive.8", "ipc.set.1"})
    void aMessageOfAMemberTellsThePortAndItsOwnNumbers() {
        Sets all = xnu();
        all.send(all.a, 1);
        all.received(all.a);
        all.joins(all.a, all.s);
        all.send(all.a, 2);
        MachMsgBuffer received = all.received(all.s);
        assertEquals(all.a, received.local());
        assertEquals(1, received.seqno());
    }

    @Test
    @Clause({"ipc.insert_member.4", "ipc.receive.4", "ipc.set.2"})
    void corner27APortInTwoSetsGivesEachMessageOnce() {
        Sets all = xnu();
        assertSame(KERN_SUCCESS, all.in.insertMember(all.in.a1, all.a, all.s));
        assertSame(KERN_SUCCESS, all.in.insertMember(all.in.a1, all.a, all.t));
        all.send(all.a, 1);
        assertEquals(1, all.received(all.s).id());
        assertSame(MACH_RCV_TIMED_OUT, all.in.receive(all.in.a1, all.t).code());
        all.send(all.a, 2);
        assertEquals(2, all.received(all.a).id(), "a member may be received from");
        assertSame(MACH_RCV_TIMED_OUT, all.in.receive(all.in.a1, all.s).code());
    }

    @Test
    @Clause("ipc.set.3")
    void thePortsOwnReceiverComesFirstThenTheSetJoinedLast() {
        Sets all = xnu();
        all.in.insertMember(all.in.a1, all.a, all.s);
        all.in.insertMember(all.in.a1, all.a, all.t);
        all.in.blocks(all.in.a2, Simulation.receiving(all.s, FOREVER));
        all.in.blocks(all.in.a3, Simulation.receiving(all.t, FOREVER));
        assertEnded(sending(all, 1), all.in.a3, MACH_MSG_SUCCESS);
        all.in.blocks(all.in.a3, Simulation.receiving(all.a, FOREVER));
        assertEnded(sending(all, 2), all.in.a3, MACH_MSG_SUCCESS);
        assertEnded(sending(all, 3), all.in.a2, MACH_MSG_SUCCESS);
    }

    private static Rest sending(Sets all, int id) {
        return all.in.run(all.in.a1, Simulation.sending(MachMsgHeader.to(all.a, MACH_MSG_TYPE_COPY_SEND, id), FOREVER));
    }

    private static void assertEnded(Rest rest, Object... threadsAndCodes) {
        Simulation.assertCompletions(rest, threadsAndCodes);
    }

    @Test
    @Clause({"ipc.set.4", "ipc.insert_member.4"})
    void whatIsQueuedGoesToThoseWhoWaitAtTheSetInTheirOrder() {
        Sets all = xnu();
        all.send(all.a, 1);
        all.send(all.a, 2);
        all.send(all.a, 3);
        all.in.blocks(all.in.a2, Simulation.receiving(all.s, FOREVER));
        all.in.blocks(all.in.a3, Simulation.receiving(all.s, FOREVER));
        Rest rest = all.in.run(all.in.a1, MachPortTraps.machPortInsertMember(all.in.a, all.a, all.s));
        assertEnded(rest, all.in.a2, MACH_MSG_SUCCESS, all.in.a3, MACH_MSG_SUCCESS);
        assertEquals(List.of(3), all.drained(all.s));
    }

    @Test
    @Clause({"ipc.set.4", "ipc.receive.5"})
    void whoWouldRatherKnowTheSizeIsToldWhenAPortJoins() {
        for (Simulation in : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            Sets all = new Sets(in);
            all.send(all.a, 1);
            in.blocks(in.a2, MachMsgTrap.receive(new MachMsgReceive(all.s, 20, true, 0, FOREVER)));
            Rest rest = in.run(in.a1, MachPortTraps.machPortMoveMember(in.a, all.a, all.s));
            assertEnded(rest, in.a2, MACH_RCV_TOO_LARGE);
            assertEquals(1, all.received(all.s).id());
        }
    }

    @Test
    @Clause({"ipc.receive.12", "ipc.receive.13"})
    void corner27WhereTheSetHasTheMessagesNobodyReceivesFromAMember() {
        Sets all = classic();
        all.in.blocks(all.in.a2, Simulation.receiving(all.a, FOREVER));
        Rest rest = all.in.run(all.in.a1, MachPortTraps.machPortMoveMember(all.in.a, all.a, all.s));
        assertEnded(rest, all.in.a2, MACH_RCV_PORT_CHANGED);
        assertSame(MACH_RCV_IN_SET, all.in.receive(all.in.a1, all.a).code());
        Sets other = xnu();
        other.in.blocks(other.in.a2, Simulation.receiving(other.a, FOREVER));
        other.joins(other.a, other.s);
        assertEnded(sending(other, 1), other.in.a2, MACH_MSG_SUCCESS);
    }

    @Test
    @Clause({"ipc.receive.13", "ipc.receive.2"})
    void aPortThatJoinedSinceItsNameWasLookedUpHasChanged() {
        Sets all = classic();
        all.in.machine.begin(all.in.a2, Simulation.receiving(all.a, FOREVER));
        all.joins(all.a, all.s);
        assertEquals(
                new dev.portolan.kernel.kern.Step.Done(dev.portolan.kernel.abi.CallResult.of(MACH_RCV_PORT_CHANGED)),
                all.in.machine.step(all.in.a2));
    }

    @Test
    @Clause({"ipc.receive.14", "ipc.receive.5"})
    void ofASetTheMemberIsToldThatHasTheMessageTooLarge() {
        for (Simulation in : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            Sets all = new Sets(in);
            all.joins(all.a, all.s);
            all.joins(all.b, all.s);
            MachMsgReceive small = new MachMsgReceive(all.s, 20, true, 0, FOREVER, Set.of(MACH_RCV_LARGE_IDENTITY));
            boolean known = in.kernel.rules().largeIdentity() == LargeIdentity.TOLD;
            OutValue told = new OutValue.Size(24, known ? all.b : null);
            in.blocks(in.a2, MachMsgTrap.receive(small));
            Rest rest = in.run(in.a1, Simulation.sending(MachMsgHeader.to(all.b, MACH_MSG_TYPE_COPY_SEND, 1), FOREVER));
            assertEquals(told, rest.completions().get(0).result().out());
            assertEquals(told, in.call(in.a1, MachMsgTrap.receive(small)).out());
        }
    }

    @Test
    @Clause({"ipc.set.5", "ipc.extract_member.4", "ipc.move_member.4"})
    void aPortTakesItsMessagesAlong() {
        for (Simulation in : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            Sets all = new Sets(in);
            all.joins(all.a, all.s);
            all.joins(all.b, all.s);
            all.send(all.a, 1);
            all.send(all.b, 2);
            all.send(all.a, 3);
            assertSame(KERN_SUCCESS, in.moveMember(in.a1, all.a, MACH_PORT_NULL));
            assertEquals(List.of(2), all.drained(all.s));
            assertEquals(List.of(1, 3), all.drained(all.a));
        }
    }

    @Test
    @Clause({"ipc.death.4", "ipc.set.5"})
    void aSetsDeathLetsItsReceiversGoAndLeavesTheMembersTheirMessages() {
        for (Simulation in : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            Sets all = new Sets(in);
            all.joins(all.b, all.s);
            in.blocks(in.a2, Simulation.receiving(all.s, FOREVER));
            Rest rest = in.run(in.a1, MachPortTraps.machPortDestroy(in.a, all.s));
            assertEnded(rest, in.a2, in.kernel.rules().grantsSlot() ? MACH_RCV_PORT_CHANGED : MACH_RCV_PORT_DIED);
            all.joins(all.a, all.t);
            all.send(all.a, 1);
            assertSame(KERN_SUCCESS, in.destroy(in.a1, all.t));
            assertEquals(List.of(1), all.drained(all.a));
        }
    }

    @Test
    @Clause({"ipc.death.1", "ipc.move.1", "ipc.set.5"})
    void aMemberThatDiesOrMovesLeavesItsSetsWhoseReceiversWaitOn() {
        for (Simulation in : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            Sets all = new Sets(in);
            all.joins(all.a, all.s);
            all.joins(all.b, all.s);
            in.blocks(in.a2, Simulation.receiving(all.s, FOREVER));
            Rest death = in.run(in.a1, MachPortTraps.machPortDestroy(in.a, all.b));
            assertEnded(death);
            assertSame(KERN_SUCCESS, in.give(in.a1, in.b, FREE, all.a, MACH_MSG_TYPE_MOVE_RECEIVE));
            assertEquals(List.of(), in.members(in.a1, all.s));
            assertEnded(sending(all, 1));
        }
    }

    @Test
    @Clause({"ipc.move_member.5", "ipc.move_member.6"})
    void aPortThatMovesToItsOwnSetComesLastOrStays() {
        for (Simulation in : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            Sets all = new Sets(in);
            all.joins(all.a, all.s);
            all.joins(all.b, all.s);
            all.send(all.a, 1);
            all.send(all.b, 2);
            all.joins(all.a, all.s);
            boolean stays = in.kernel.rules().mergesQueues();
            assertEquals(stays ? List.of(1, 2) : List.of(2, 1), all.drained(all.s));
        }
    }

    @Test
    @Clause({
        "ipc.insert_member.1",
        "ipc.insert_member.2",
        "ipc.insert_member.3",
        "ipc.extract_member.1",
        "ipc.extract_member.2",
        "ipc.extract_member.3"
    })
    void insertAndExtractTellWhatIsWrongInTheirOrder() {
        Sets all = xnu();
        Simulation in = all.in;
        assertSame(KERN_INVALID_RIGHT, in.insertMember(in.a1, FREE, MACH_PORT_DEAD));
        assertSame(KERN_INVALID_RIGHT, in.insertMember(in.a1, FREE, all.b), "the set is looked at first");
        assertSame(KERN_INVALID_NAME, in.insertMember(in.a1, all.s, FREE));
        assertSame(KERN_INVALID_RIGHT, in.insertMember(in.a1, all.t, all.s));
        assertSame(KERN_INVALID_RIGHT, in.extractMember(in.a1, MACH_PORT_NULL, all.s));
        assertSame(KERN_INVALID_NAME, in.extractMember(in.a1, FREE, all.b), "a name that is none, of either");
        assertSame(KERN_INVALID_NAME, in.extractMember(in.a1, all.s, FREE));
        assertSame(KERN_INVALID_RIGHT, in.extractMember(in.a1, all.a, all.b));
        assertSame(KERN_NOT_IN_SET, in.extractMember(in.a1, all.a, all.s));
        assertSame(KERN_SUCCESS, in.insertMember(in.a1, all.a, all.s));
        assertSame(KERN_ALREADY_IN_SET, in.insertMember(in.a1, all.a, all.s));
    }

    @Test
    @Clause({"ipc.move_member.1", "ipc.move_member.2", "ipc.move_member.3", "ipc.move_member.4"})
    void moveTellsWhatIsWrongInItsOrder() {
        Sets one = xnu();
        assertSame(KERN_INVALID_RIGHT, one.in.moveMember(one.in.a1, MACH_PORT_NULL, FREE));
        assertSame(KERN_INVALID_RIGHT, one.in.moveMember(one.in.a1, FREE, MACH_PORT_DEAD));
        assertSame(KERN_INVALID_RIGHT, one.in.moveMember(one.in.a1, FREE, one.b));
        assertSame(KERN_INVALID_RIGHT, one.in.moveMember(one.in.a1, one.s, MACH_PORT_NULL));
        assertSame(KERN_SUCCESS, one.in.moveMember(one.in.a1, one.a, MACH_PORT_NULL));
        Sets other = classic();
        assertSame(KERN_INVALID_NAME, other.in.moveMember(other.in.a1, MACH_PORT_NULL, other.s));
        assertSame(KERN_INVALID_NAME, other.in.moveMember(other.in.a1, other.a, MACH_PORT_DEAD));
        assertSame(KERN_INVALID_NAME, other.in.moveMember(other.in.a1, FREE, other.b));
        assertSame(KERN_INVALID_RIGHT, other.in.moveMember(other.in.a1, other.s, FREE));
        assertSame(KERN_NOT_IN_SET, other.in.moveMember(other.in.a1, other.a, MACH_PORT_NULL));
    }

    @Test
    @Clause({"ipc.get_set_status.1", "ipc.get_set_status.2", "ipc.get_set_status.3"})
    void theMembersAreTold() {
        for (Simulation in : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            Sets all = new Sets(in);
            all.joins(all.b, all.s);
            all.joins(all.a, all.s);
            assertEquals(2, in.members(in.a1, all.s).size());
            assertEquals(
                    List.of(all.b, all.a).stream()
                            .sorted((x, y) -> Integer.compareUnsigned(x.value(), y.value()))
                            .toList(),
                    in.members(in.a1, all.s));
            assertSame(KERN_INVALID_RIGHT, in.code(in.a1, MachPortTraps.machPortGetSetStatus(in.a, all.a)));
            boolean unseen = in.kernel.rules().grantsSlot();
            assertSame(
                    unseen ? KERN_INVALID_RIGHT : KERN_INVALID_NAME,
                    in.code(in.a1, MachPortTraps.machPortGetSetStatus(in.a, MACH_PORT_NULL)));
            assertSame(KERN_INVALID_NAME, in.code(in.a1, MachPortTraps.machPortGetSetStatus(in.a, FREE)));
        }
    }

    @Test
    @Clause("ipc.insert_member.3")
    void whereTheSetHasTheMessagesAPortIsInOneSetAtMost() {
        Sets all = classic();
        all.joins(all.a, all.s);
        assertSame(KERN_ALREADY_IN_SET, all.in.insertMember(all.in.a1, all.a, all.t));
        all.joins(all.a, all.t);
        assertEquals(List.of(), all.in.members(all.in.a1, all.s));
        assertEquals(List.of(all.a), all.in.members(all.in.a1, all.t));
    }
}
