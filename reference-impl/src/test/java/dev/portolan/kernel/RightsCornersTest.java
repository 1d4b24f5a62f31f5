package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_CAPABILITY;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_NAME_EXISTS;
import static dev.portolan.kernel.abi.KernReturn.KERN_NO_SPACE;
import static dev.portolan.kernel.abi.KernReturn.KERN_RIGHT_EXISTS;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_RIGHT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of the port calls, in both dialects; the values are the reference's. */
class RightsCornersTest {

    private static final MachPortName ELSEWHERE = new MachPortName(0x5503);

    private static ReturnCode insertRaw(
            Simulation s, MachPortName name, MachPortName right, int disposition, PortCall.Entry entry) {
        return s.code(s.a1, MachPortTraps.machPortInsertRight(s.a, name, right, disposition, entry));
    }

    @Test
    @Clause({"ipc.insert_right.10", "ipc.copyin.6"})
    void corner30ADeadRightIsNotInserted() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName dead = s.allocate(s.a1, MACH_PORT_RIGHT_DEAD_NAME);
            s.modRefs(s.a1, dead, MACH_PORT_RIGHT_DEAD_NAME, 2);
            assertSame(KERN_INVALID_CAPABILITY, s.insert(s.a1, ELSEWHERE, dead, MACH_MSG_TYPE_MOVE_SEND));
            assertEquals(2, s.refs(s.a1, dead, MACH_PORT_RIGHT_DEAD_NAME), "moving costs a reference");
            assertSame(KERN_INVALID_CAPABILITY, s.insert(s.a1, ELSEWHERE, dead, MACH_MSG_TYPE_COPY_SEND));
            assertEquals(2, s.refs(s.a1, dead, MACH_PORT_RIGHT_DEAD_NAME), "copying costs none");
        }
    }

    @Test
    @Clause({"ipc.insert_right.6", "ipc.insert_right.7", "ipc.insert_right.8", "ipc.insert_right.10"})
    void xnuLeavesTheRightsFaultsToCopyin() {
        Simulation s = Simulation.xnu();
        MachPortName p = s.allocate(s.a1);
        assertSame(KERN_INVALID_NAME, insertRaw(s, MACH_PORT_DEAD, MACH_PORT_NULL, 20, PortCall.Entry.TRAP));
        assertSame(KERN_INVALID_RIGHT, insertRaw(s, ELSEWHERE, p, 99, PortCall.Entry.TRAP));
        assertSame(KERN_INVALID_VALUE, insertRaw(s, MACH_PORT_NULL, p, 20, PortCall.Entry.TRAP));
        assertEquals(0, s.port(s.a, p).sendRights());
        assertEquals(1, s.port(s.a, p).makeSendCount());
        assertSame(KERN_INVALID_CAPABILITY, insertRaw(s, ELSEWHERE, MACH_PORT_NULL, 20, PortCall.Entry.RPC));
        assertSame(MACH_SEND_INVALID_RIGHT, insertRaw(s, ELSEWHERE, new MachPortName(0x9903), 20, PortCall.Entry.RPC));
        assertSame(MACH_SEND_INVALID_RIGHT, insertRaw(s, ELSEWHERE, p, 19, PortCall.Entry.RPC));
    }

    @Test
    @Clause({"ipc.insert_right.6", "ipc.insert_right.7", "ipc.insert_right.10"})
    void classicJudgesDispositionAndNullRightBeforeCopyin() {
        Simulation s = Simulation.classic();
        MachPortName p = s.allocate(s.a1);
        assertSame(KERN_INVALID_VALUE, insertRaw(s, ELSEWHERE, p, 99, PortCall.Entry.TRAP));
        assertSame(KERN_INVALID_VALUE, insertRaw(s, MACH_PORT_DEAD, MACH_PORT_NULL, 20, PortCall.Entry.TRAP));
        assertSame(KERN_INVALID_CAPABILITY, insertRaw(s, ELSEWHERE, MACH_PORT_NULL, 20, PortCall.Entry.TRAP));
        assertSame(KERN_INVALID_NAME, insertRaw(s, MACH_PORT_DEAD, new MachPortName(990), 20, PortCall.Entry.TRAP));
    }

    @Test
    @Clause({"ipc.insert_right.12", "ipc.insert_right.13", "ipc.insert_right.16", "ipc.release.1", "ipc.release.2"})
    void insertionJoinsOrIsRefused() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName p = s.allocate(s.a1);
            MachPortName q = s.allocate(s.a1);
            assertSame(KERN_RIGHT_EXISTS, s.insert(s.a1, ELSEWHERE, p, MACH_MSG_TYPE_MAKE_SEND));
            assertSame(KERN_RIGHT_EXISTS, s.insert(s.a1, q, p, MACH_MSG_TYPE_MAKE_SEND));
            assertEquals(0, s.port(s.a, p).sendRights(), "what was refused is released");
            assertSame(KERN_NAME_EXISTS, s.insert(s.a1, q, p, MACH_MSG_TYPE_MAKE_SEND_ONCE));
            assertEquals(1, s.port(s.a, p).messageCount(), "a refused send-once right says so");
            assertEquals(71, s.port(s.a, p).queue().get(0).id());
            assertSame(KERN_SUCCESS, s.insert(s.a1, ELSEWHERE, p, MACH_MSG_TYPE_MAKE_SEND_ONCE));
            assertSame(EntryType.SEND_ONCE, s.name(s.a, ELSEWHERE).type());
        }
    }

    @Test
    @Clause({"ipc.move.1", "ipc.insert_right.16", "ipc.queue.1"})
    void aReceiveRightMovesWithItsQueueAndWithoutItsCounts() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName p = s.allocate(s.a1);
            s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
            for (int id = 0; id < 3; id++) {
                s.send(s.a1, MachMsgHeader.to(p, MACH_MSG_TYPE_COPY_SEND, id));
            }
            s.receive(s.a1, p);
            assertSame(KERN_SUCCESS, s.give(s.a1, s.b, ELSEWHERE, p, MACH_MSG_TYPE_MOVE_RECEIVE));
            assertSame(EntryType.SEND, s.name(s.a, p).type());
            assertEquals(1, s.name(s.a, p).userRefs());
            assertEquals(0, s.port(s.b, ELSEWHERE).makeSendCount());
            assertSame(s.b.space(), s.port(s.b, ELSEWHERE).receiver());
            for (int seqno = 0; seqno < 2; seqno++) {
                MachMsgBuffer received = Simulation.message(s.receive(s.b1, ELSEWHERE));
                assertEquals(seqno, received.seqno());
                assertEquals(seqno + 1, received.id());
            }
        }
    }

    @Test
    @Clause({"ipc.insert_right.13", "ipc.release.3", "ipc.death.2"})
    void aReceiveRightRefusedDies() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName p = s.allocate(s.a1);
            MachPortName taken = s.allocate(s.b1);
            s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
            assertSame(KERN_NAME_EXISTS, s.give(s.a1, s.b, taken, p, MACH_MSG_TYPE_MOVE_RECEIVE));
            assertSame(EntryType.DEAD_NAME, s.name(s.a, p).type());
            assertEquals(1, s.refs(s.a1, p, MACH_PORT_RIGHT_DEAD_NAME));
        }
    }

    @Test
    @Clause({"ipc.death.2", "ipc.mod_refs.12"})
    void deathIsNoticedAtTheNextTouch() {
        Simulation s = Simulation.xnu();
        MachPortName p = s.allocate(s.a1);
        MachPortName once = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        s.destroy(s.a1, p);
        assertTrue(s.name(s.b, once).deadUnnoticed());
        assertSame(EntryType.DEAD_NAME, s.name(s.b, once).type());
        assertSame(KERN_INVALID_RIGHT, s.modRefs(s.b1, once, MACH_PORT_RIGHT_SEND_ONCE, 5));
        assertFalse(s.name(s.b, once).deadUnnoticed(), "mod_refs noticed");
        assertEquals(1, s.refs(s.b1, once, MACH_PORT_RIGHT_DEAD_NAME));
    }

    @Test
    @Clause({
        "ipc.deallocate.1",
        "ipc.destroy.1",
        "ipc.get_refs.2",
        "ipc.mod_refs.2",
        "ipc.mod_refs.3",
        "ipc.type.1",
        "ipc.type.2"
    })
    void invalidNamesAreSendRightsToXnu() {
        Simulation s = Simulation.xnu();
        assertSame(KERN_SUCCESS, s.deallocate(s.a1, MACH_PORT_NULL));
        assertSame(KERN_SUCCESS, s.destroy(s.a1, MACH_PORT_DEAD));
        assertEquals(1, s.refs(s.a1, MACH_PORT_DEAD, MACH_PORT_RIGHT_SEND_ONCE));
        assertSame(KERN_SUCCESS, s.modRefs(s.a1, MACH_PORT_NULL, MACH_PORT_RIGHT_SEND, -99));
        assertSame(KERN_INVALID_NAME, s.modRefs(s.a1, MACH_PORT_NULL, MACH_PORT_RIGHT_RECEIVE, 0));
        assertEquals(0x100000, s.type(s.a1, MACH_PORT_DEAD));
        assertSame(KERN_INVALID_NAME, s.code(s.a1, MachPortTraps.machPortType(s.a, MACH_PORT_NULL)));
    }

    @Test
    @Clause({"ipc.deallocate.2", "ipc.destroy.2", "ipc.get_refs.3", "ipc.mod_refs.3", "ipc.type.2"})
    void invalidNamesAreRefusedByClassic() {
        Simulation s = Simulation.classic();
        assertSame(KERN_INVALID_NAME, s.deallocate(s.a1, MACH_PORT_NULL));
        assertSame(KERN_INVALID_NAME, s.destroy(s.a1, MACH_PORT_DEAD));
        assertSame(
                KERN_INVALID_NAME,
                s.code(s.a1, MachPortTraps.machPortGetRefs(s.a, MACH_PORT_DEAD, MACH_PORT_RIGHT_SEND)));
        assertSame(KERN_INVALID_NAME, s.modRefs(s.a1, MACH_PORT_NULL, MACH_PORT_RIGHT_SEND, 1));
        assertSame(KERN_INVALID_NAME, s.code(s.a1, MachPortTraps.machPortType(s.a, MACH_PORT_DEAD)));
    }

    @Test
    @Clause({"ipc.get_refs.1", "ipc.get_refs.5", "ipc.mod_refs.1", "ipc.mod_refs.5", "ipc.allocate.1"})
    void theSixthRightIsKnownToXnuOnly() {
        Simulation x = Simulation.xnu();
        MachPortName p = x.allocate(x.a1);
        CallResult refs = x.call(x.a1, MachPortTraps.machPortGetRefs(x.a, p, 5));
        assertSame(KERN_SUCCESS, refs.code());
        assertSame(KERN_INVALID_RIGHT, x.code(x.a1, MachPortTraps.machPortModRefs(x.a, p, 5, 0)));
        assertSame(KERN_INVALID_VALUE, x.code(x.a1, MachPortTraps.machPortModRefs(x.a, p, 6, 0)));
        assertSame(KERN_INVALID_VALUE, x.code(x.a1, MachPortTraps.machPortAllocate(x.a, 0)));

        Simulation c = Simulation.classic();
        MachPortName q = c.allocate(c.a1);
        assertSame(KERN_INVALID_VALUE, c.code(c.a1, MachPortTraps.machPortGetRefs(c.a, q, 5)));
        assertSame(KERN_INVALID_VALUE, c.code(c.a1, MachPortTraps.machPortModRefs(c.a, q, 5, 0)));
    }

    @Test
    @Clause({"ipc.deallocate.8", "ipc.deallocate.9", "ipc.mod_refs.9", "ipc.get_refs.5", "ipc.allocate.4"})
    void xnuDeallocatesPortSetsAndClassicDoesNot() {
        Simulation x = Simulation.xnu();
        MachPortName set = x.allocate(x.a1, MACH_PORT_RIGHT_PORT_SET);
        assertSame(KERN_SUCCESS, x.deallocate(x.a1, set));
        assertFalse(x.holds(x.a, set));

        Simulation c = Simulation.classic();
        MachPortName kept = c.allocate(c.a1, MACH_PORT_RIGHT_PORT_SET);
        assertSame(KERN_INVALID_RIGHT, c.deallocate(c.a1, kept));
        assertEquals(1, c.refs(c.a1, kept, MACH_PORT_RIGHT_PORT_SET));
        assertSame(KERN_SUCCESS, c.modRefs(c.a1, kept, MACH_PORT_RIGHT_PORT_SET, -1));
        assertFalse(c.holds(c.a, kept));
    }

    @Test
    @Clause({"ipc.allocate.2", "ipc.insert_right.11", "ipc.release.2"})
    void aFullSpaceHasNoSpace() {
        Simulation s = new Simulation(KernelRules.XNU, new KernelLimits(5, 65535, 2, 65534));
        MachPortName p = s.allocate(s.a1);
        s.allocate(s.a1);
        assertSame(KERN_NO_SPACE, s.code(s.a1, MachPortTraps.machPortAllocate(s.a, MACH_PORT_RIGHT_RECEIVE.code())));
        assertSame(KERN_NO_SPACE, s.insert(s.a1, ELSEWHERE, p, MACH_MSG_TYPE_MAKE_SEND_ONCE));
        assertEquals(1, s.port(s.a, p).messageCount());
    }

    @Test
    @Clause({"ipc.insert_right.17", "ipc.release.2"})
    void anXnuSlotHasOneNameAtATime() {
        Simulation s = Simulation.xnu();
        MachPortName p = s.allocate(s.a1);
        s.allocate(s.a1);
        MachPortName otherGeneration = new MachPortName(2 << 8 | 0x0b);
        assertSame(KERN_FAILURE, s.insert(s.a1, otherGeneration, p, MACH_MSG_TYPE_MAKE_SEND_ONCE));
        assertSame(KERN_FAILURE, s.insert(s.a1, new MachPortName(3), p, MACH_MSG_TYPE_MAKE_SEND_ONCE));
        assertEquals(2, s.port(s.a, p).messageCount());
    }

    @Test
    @Clause({"ipc.allocate.3", "ipc.destroy.6"})
    void theSlotFreedLastIsUsedFirstUnderItsNextGeneration() {
        Simulation s = Simulation.xnu();
        MachPortName first = s.allocate(s.a1);
        MachPortName second = s.allocate(s.a1);
        assertEquals(0x103, first.value());
        assertEquals(0x203, second.value());
        s.destroy(s.a1, second);
        s.destroy(s.a1, first);
        assertEquals(0x107, s.allocate(s.a1).value());
        assertEquals(0x207, s.allocate(s.a1).value());
        assertEquals(0x303, s.allocate(s.a1).value());
    }

    @Test
    @Clause({"ipc.allocate.3", "ipc.destroy.6"})
    void anXnuSlotGivesAllItsNamesBeforeOneComesAgain() {
        Simulation s = Simulation.xnu();
        List<MachPortName> given = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            MachPortName name = s.allocate(s.a1);
            assertEquals(1, name.value() >>> 8);
            assertFalse(given.contains(name), "given again: " + name);
            given.add(name);
            s.destroy(s.a1, name);
        }
        assertEquals(given.get(0), s.allocate(s.a1));
    }

    @Test
    @Clause("ipc.allocate.3")
    void classicGivesTheLowestFreeNumber() {
        Simulation s = Simulation.classic();
        MachPortName first = s.allocate(s.a1);
        s.allocate(s.a1);
        s.allocate(s.a1);
        s.destroy(s.a1, first);
        assertEquals(1, s.allocate(s.a1).value());
        assertEquals(4, s.allocate(s.a1).value());
    }

    @Test
    @Clause({"ipc.mod_refs.8", "ipc.mod_refs.13", "ipc.deallocate.5", "ipc.destroy.8", "ipc.release.2", "ipc.receive.8"
    })
    void sendOnceRightsGivenUpSaySo() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName p = s.allocate(s.a1);
            MachPortName[] once = new MachPortName[3];
            for (int i = 0; i < once.length; i++) {
                once[i] = s.insertedInB(p, MACH_MSG_TYPE_MAKE_SEND_ONCE);
            }
            assertSame(KERN_INVALID_VALUE, s.modRefs(s.b1, once[0], MACH_PORT_RIGHT_SEND_ONCE, 1));
            assertSame(KERN_SUCCESS, s.modRefs(s.b1, once[0], MACH_PORT_RIGHT_SEND_ONCE, -1));
            assertSame(KERN_SUCCESS, s.deallocate(s.b1, once[1]));
            assertSame(KERN_SUCCESS, s.destroy(s.b1, once[2]));
            assertEquals(3, s.port(s.a, p).messageCount());
            assertEquals(3, s.port(s.a, p).sendOnceRights(), "the messages carry the rights");
            assertEquals(71, Simulation.message(s.receive(s.a1, p)).id());
            assertEquals(2, s.port(s.a, p).sendOnceRights());
        }
    }

    @Test
    @Clause("ipc.insert_right.8")
    void dispositionsWantTheirRight() {
        for (Simulation s : new Simulation[] {Simulation.xnu(), Simulation.classic()}) {
            MachPortName p = s.allocate(s.a1);
            for (MachMsgTypeName disposition : MachMsgTypeName.values()) {
                if (!disposition.makes() && disposition != MACH_MSG_TYPE_MOVE_RECEIVE) {
                    assertSame(KERN_INVALID_RIGHT, s.insert(s.a1, ELSEWHERE, p, disposition), disposition.name());
                }
            }
        }
    }
}
