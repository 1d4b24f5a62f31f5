package dev.portolan.kernel;

import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.bytes.UserBytes;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.rules.KernelLimits;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What is out of line leaves one memory and arrives in another. */
class OutOfLineMemoryTest {

    private static final int SUCCESS = 0;
    private static final int SEND_INVALID_RIGHT = 0x1000000a;
    private static final int SEND_INVALID_MEMORY = 0x1000000c;
    private static final int BODY_ERROR_VM_SPACE = 0x1000400c | 0x1000;
    private static final long NOWHERE = 0x6666_0000L;

    private final BytesOnly it = new BytesOnly();
    private final Simulation s = it.s;

    /* A right of A's to B's port, whose name is the same in both. */
    private MachPortName toB(BytesOnly in) {
        MachPortName p = in.s.allocate(in.s.b1);
        MachPortName right = new MachPortName(0x700 << 8 | 3);
        in.s.give(in.s.b1, in.s.a, right, p, MACH_MSG_TYPE_MAKE_SEND);
        return right;
    }

    private MachPortName portOfB(BytesOnly in) {
        return in.s.b.space().names().get(0).name();
    }

    @Test
    void contentsArriveAtANewAddress() {
        MachPortName right = toB(it);
        long kept = it.memoryOfA.with((byte) 1, (byte) 2, (byte) 3);
        long given = it.memoryOfA.with((byte) 9);
        assertEquals(
                SUCCESS,
                it.send(
                        s.a1,
                        UserMessage.to(right, 19)
                                .memory(kept + 1, 2, false, false, 1)
                                .memory(given, 1, true, true, 0)));
        assertEquals("010203", it.memoryOfA.digits(kept, 3));
        assertNull(it.memoryOfA.digits(given, 1), "it was to be taken away");

        ByteBuffer bytes = it.received(s.b1, portOfB(it));
        assertEquals(60, bytes.getInt(4));
        assertEquals("0203", it.memoryOfB.digits(bytes.getLong(28), 2));
        assertEquals(2, bytes.getInt(40));
        assertEquals("09", it.memoryOfB.digits(bytes.getLong(44), 1));
        assertEquals(1, bytes.getInt(56));
        assertNotEquals(kept + 1, bytes.getLong(28));
    }

    @Test
    void contentsAreThoseOfTheMomentOfTheSend() {
        MachPortName right = toB(it);
        long at = it.memoryOfA.with((byte) 1);
        it.send(s.a1, UserMessage.to(right, 19).memory(at, 1, false, false, 1));
        it.memoryOfA.deallocate(at, 1);
        ByteBuffer bytes = it.received(s.b1, portOfB(it));
        assertEquals("01", it.memoryOfB.digits(bytes.getLong(28), 1));
    }

    @Test
    void nothingIsNowhere() {
        MachPortName right = toB(it);
        assertEquals(
                SUCCESS,
                it.send(
                        s.a1,
                        UserMessage.to(right, 19)
                                .memory(NOWHERE, 0, false, true, 1)
                                .ports(NOWHERE, 0, true, 19)));
        ByteBuffer bytes = it.received(s.b1, portOfB(it));
        assertEquals(0, bytes.getLong(28));
        assertEquals(0, bytes.getInt(40));
        assertEquals(0, bytes.getLong(44));
        assertEquals(0, bytes.getInt(56));
    }

    @Test
    @Clause("ipc.body.2")
    void whatCannotBeReadTakesWithItWhatWentBefore() {
        MachPortName right = toB(it);
        MachPortName q = s.allocate(s.a1);
        MachPortName r = s.portWithSend(1);
        IpcPort dying = s.port(s.a, q);
        long region = it.memoryOfA.with((byte) 1, (byte) 2);
        for (long at : new long[] {NOWHERE, region + 1, -1}) {
            MachPortName again = s.allocate(s.a1);
            int code = it.send(
                    s.a1,
                    UserMessage.to(right, 19)
                            .port(again, 16)
                            .memory(at, 2, false, true, 0)
                            .port(r, 17));
            assertEquals(SEND_INVALID_MEMORY, code);
            assertFalse(s.holds(s.a, again));
            assertEquals(1, s.refs(s.a1, r, MACH_PORT_RIGHT_SEND));
        }
        int code = it.send(s.a1, UserMessage.to(right, 17).port(q, 16).ports(NOWHERE, 1, false, 19));
        assertEquals(SEND_INVALID_MEMORY, code);
        assertFalse(dying.isActive());
        assertFalse(s.holds(s.a, right));
        assertEquals("0102", it.memoryOfA.digits(region, 2));
    }

    @Test
    @Clause("ipc.bytes.6")
    void moreThanThereIsCannotBeRead() {
        MachPortName right = toB(it);
        long region = it.memoryOfA.with((byte) 1);
        assertEquals(
                SEND_INVALID_MEMORY, it.send(s.a1, UserMessage.to(right, 19).memory(region, -1, false, true, 0)));
        assertEquals(
                SEND_INVALID_MEMORY, it.send(s.a1, UserMessage.to(right, 19).ports(region, 16_383, false, 19)));
    }

    @Test
    @Clause({"ipc.body.2", "ipc.body.6"})
    void namesAreReadFromMemoryAndWrittenThere() {
        MachPortName right = toB(it);
        MachPortName q = s.allocate(s.a1);
        long names = it.memoryOfA.withWords(q.value(), 0, -1, q.value());
        assertEquals(SUCCESS, it.send(s.a1, UserMessage.to(right, 19).ports(names, 4, false, 20)));
        ByteBuffer bytes = it.received(s.b1, portOfB(it));
        assertEquals(4, bytes.getInt(40));
        assertEquals(17, bytes.get(38));
        assertEquals(2, bytes.get(39));
        String arrived = it.memoryOfB.digits(bytes.getLong(28), 16);
        MachPortName name =
                new MachPortName(Integer.reverseBytes(Integer.parseUnsignedInt(arrived.substring(0, 8), 16)));
        assertEquals(2, s.refs(s.b1, name, MACH_PORT_RIGHT_SEND));
        String digits = MachMsgTest.digitsOf(name);
        assertEquals(digits + "00000000" + "ffffffff" + digits, arrived);
        assertEquals(2, s.port(s.a, q).makeSendCount());
    }

    @Test
    void anArrayThatFailsIsGoneFromMemoryAllTheSame() {
        MachPortName right = toB(it);
        MachPortName q = s.portWithSend(2);
        long names = it.memoryOfA.withWords(q.value(), 0x7777_7703);
        assertEquals(SEND_INVALID_RIGHT, it.send(s.a1, UserMessage.to(right, 19).ports(names, 2, true, 17)));
        assertNull(it.memoryOfA.digits(names, 8));
        assertEquals(1, s.refs(s.a1, q, MACH_PORT_RIGHT_SEND));
    }

    @Test
    void withoutRoomTheMessageArrivesAndSaysSo() {
        BytesOnly tight = new BytesOnly(KernelLimits.DEFAULT, UserLayout.LP64, 4);
        MachPortName right = toB(tight);
        MachPortName q = tight.s.allocate(tight.s.a1);
        long eight = tight.memoryOfA.withWords(q.value(), q.value());
        assertEquals(
                SUCCESS,
                tight.send(
                        tight.s.a1,
                        UserMessage.to(right, 19)
                                .memory(eight, 5, false, false, 1)
                                .ports(eight, 2, false, 21)
                                .memory(eight, 4, false, false, 1)));
        ByteBuffer bytes = UserBytes.zeros(200);
        assertEquals(BODY_ERROR_VM_SPACE, tight.receive(tight.s.b1, bytes, 0, 200, portOfB(tight)));
        assertEquals(0, bytes.getLong(28));
        assertEquals(0, bytes.getInt(40));
        assertEquals(0, bytes.getLong(44));
        assertNotEquals(0, bytes.getLong(60));
        assertEquals(4, bytes.getInt(72));
        // The rights whose names found no place sent what send-once rights send.
        assertEquals(2, tight.s.port(tight.s.a, q).messageCount());
    }

    @Test
    void aTaskOfFewerBitsReadsWhatOneOfMoreSent() {
        BytesOnly mixed = new BytesOnly(UserLayout.ILP32);
        MachPortName right = toB(mixed);
        long at = mixed.memoryOfA.with((byte) 1, (byte) 2, (byte) 3);
        UserMessage message = UserMessage.to(right, 19)
                .memory(at, 3, false, false, 1)
                .port(MACH_PORT_NULL, 19)
                .word(0x55);
        assertEquals(60, message.size());
        assertEquals(SUCCESS, mixed.send(mixed.s.a1, message));
        ByteBuffer bytes = mixed.received(mixed.s.b1, portOfB(mixed));
        assertEquals(56, bytes.getInt(4));
        assertEquals("010203", mixed.memoryOfB.digits(Integer.toUnsignedLong(bytes.getInt(28)), 3));
        assertEquals(3, bytes.getInt(32));
        assertEquals(0x55, bytes.getInt(52));
    }

    @Test
    void aCopiedKernelHasACopiedMemory() {
        MachPortName right = toB(it);
        long at = it.memoryOfA.with((byte) 1);
        it.send(s.a1, UserMessage.to(right, 19).memory(at, 1, false, true, 1));
        Regions twin =
                (Regions) s.kernel.copy(new SimulatedMachine()).task(1).user().memory();
        String before = twin.toString();
        it.received(s.b1, portOfB(it));
        assertTrue(it.memoryOfB.toString().length() > before.length());
        assertEquals(before, twin.toString());
    }
}
