package dev.portolan.kernel;

import static dev.portolan.kernel.UserMessage.RCV;
import static dev.portolan.kernel.UserMessage.RCV_INTERRUPT;
import static dev.portolan.kernel.UserMessage.RCV_LARGE;
import static dev.portolan.kernel.UserMessage.RCV_LARGE_IDENTITY;
import static dev.portolan.kernel.UserMessage.RCV_TIMEOUT;
import static dev.portolan.kernel.UserMessage.SEND;
import static dev.portolan.kernel.UserMessage.SEND_INTERRUPT;
import static dev.portolan.kernel.UserMessage.SEND_NOTIFY;
import static dev.portolan.kernel.UserMessage.SEND_TIMEOUT;
import static dev.portolan.kernel.UserMessage.TRAILER_AUDIT;
import static dev.portolan.kernel.UserMessage.TRAILER_SEQNO;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_SEND_POSSIBLE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static dev.portolan.kernel.bytes.UserBytes.digits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.bytes.UserBytes;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine.Completion;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.trap.LibraryCall;
import dev.portolan.kernel.trap.MachMsg;
import dev.portolan.kernel.trap.MachPortTraps;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code mach_msg} in bytes: what a call leaves in the buffer. All numbers are the reference's. */
class MachMsgTest {

    private static final int SUCCESS = 0;
    private static final int SEND_TIMED_OUT = 0x10000004;
    private static final int SEND_INVALID_DEST = 0x10000003;
    private static final int SEND_INTERRUPTED = 0x10000007;
    private static final int SEND_INVALID_TYPE = 0x1000000f;
    private static final int RCV_TIMED_OUT = 0x10004003;
    private static final int RCV_TOO_LARGE = 0x10004004;
    private static final int RCV_INTERRUPTED = 0x10004005;
    private static final int RCV_INVALID_DATA = 0x10004008;

    /* The name as it stands in a message. */
    static String digitsOf(MachPortName name) {
        return "%08x".formatted(Integer.reverseBytes(name.value()));
    }

    private static BytesOnly withQueueLimit(int limit) {
        return new BytesOnly(new KernelLimits(limit, 65535, 1 << 16, 65534), UserLayout.LP64, 1 << 20);
    }

    @Test
    void aMessageArrivesAsItWasSentWithItsHeaderTurnedAndATrailer() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        assertEquals(SUCCESS, it.send(it.s.a1, UserMessage.to(p, 19).id(6)));
        it.received(it.s.a1, p);
        UserMessage message =
                UserMessage.to(p, 19).reply(p, 21).id(7).word(0x11).word(0x8000_0001);
        assertEquals(SUCCESS, it.send(it.s.a1, message));
        ByteBuffer bytes = UserBytes.zeros(100);
        assertEquals(SUCCESS, it.receive(it.s.a1, bytes, TRAILER_AUDIT, 100, p));
        MachPortName reply = new MachPortName(bytes.getInt(8));
        assertEquals(
                digits("12110000 20000000" + digitsOf(reply) + digitsOf(p) + "00000000 07000000 11000000 01000080"
                        + "00000000 34000000 01000000 f5010000 14000000" // the second message; for 501, 20
                        + "01000000 02000000 03000000 04000000 05000000 06000000 07000000 08000000"
                        + "00000000 00000000 00000000 00000000"),
                digits(bytes, 0, 100));
    }

    @Test
    void aMessageWithoutDescriptorsMayBeComplex() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        assertEquals(SUCCESS, it.send(it.s.a1, UserMessage.to(p, 19).complex().word(5)));
        assertEquals(
                digits("00110080 20000000 00000000" + digitsOf(p) + "00000000 00000000 00000000 05000000"),
                digits(it.received(it.s.a1, p), 0, 32));
    }

    @Test
    @Clause({"ipc.send.13", "ipc.send.17"})
    void whatCannotBeSentComesBackUnderNamesToMove() {
        BytesOnly it = withQueueLimit(1);
        MachPortName p = it.s.portWithSend(1);
        MachPortName q = it.s.allocate(it.s.a1);
        it.send(it.s.a1, UserMessage.to(p, 19));
        UserMessage message = UserMessage.to(p, 19)
                .reply(q, 21)
                .id(9)
                .port(q, 20)
                .memory(it.memoryOfA.with((byte) 1, (byte) 2), 2, false, true, 0)
                .word(0x77);
        assertEquals(SEND_TIMED_OUT, it.send(it.s.a1, message));
        MachPortName once = new MachPortName(message.bytes().getInt(12));
        assertEquals(2, it.s.refs(it.s.a1, p, MACH_PORT_RIGHT_SEND));
        assertEquals(1, it.s.refs(it.s.a1, once, MachPortRight.MACH_PORT_RIGHT_SEND_ONCE));
        assertEquals(1, it.s.refs(it.s.a1, q, MACH_PORT_RIGHT_SEND));
        long address = message.bytes().getLong(40);
        assertEquals("0102", it.memoryOfA.digits(address, 2));
        assertEquals(
                digits("11120080 3c000000" + digitsOf(p) + digitsOf(once) + "00000000 09000000 02000000"
                        + digitsOf(q) + "00000000 0000 11 00"
                        + digits(message.bytes(), 40, 8) + "00 00 00 01 02000000"
                        + "77000000" + "00000000 00000000"),
                digits(message.bytes(), 0, 68));
    }

    @Test
    @Clause("ipc.receive.14")
    void whichPortHasAMessageTooLargeIsWrittenWhereItsNameStands() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        it.send(it.s.a1, UserMessage.to(p, 19).word(1).word(2));

        ByteBuffer bytes = UserBytes.of("ff".repeat(32));
        assertEquals(RCV_TOO_LARGE, it.receive(it.s.a1, bytes, RCV_LARGE | RCV_LARGE_IDENTITY, 24, p));
        assertEquals("ffffffff" + "20000000" + "ffffffff" + digitsOf(p) + "ff".repeat(16), digits(bytes, 0, 32));
        assertEquals(RCV_INVALID_DATA, it.receive(it.s.a1, UserBytes.zeros(15), RCV_LARGE | RCV_LARGE_IDENTITY, 24, p));
        ByteBuffer small = UserBytes.of("ff".repeat(15));
        assertEquals(RCV_TOO_LARGE, it.receive(it.s.a1, small, RCV_LARGE | RCV_LARGE_IDENTITY, 15, p));
        assertEquals("ff".repeat(15), digits(small, 0, 15));
    }

    @Test
    @Clause({"ipc.receive.5", "ipc.receive.9"})
    void ofAMessageTooLargeTheSizeIsToldOrTheHeader() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        MachPortName q = it.s.allocate(it.s.a1);
        UserMessage message = UserMessage.to(p, 19).reply(q, 21).id(7);
        for (int i = 0; i < 19; i++) {
            message.word(-1);
        }
        it.send(it.s.a1, message);

        ByteBuffer bytes = UserBytes.of("ff".repeat(100));
        assertEquals(RCV_TOO_LARGE, it.receive(it.s.a1, bytes, RCV_LARGE, 64, p));
        assertEquals("ffffffff" + "64000000" + "ff".repeat(92), digits(bytes, 0, 100));
        assertEquals(0, it.s.port(it.s.a, p).seqno());

        assertEquals(RCV_TOO_LARGE, it.receive(it.s.a1, UserBytes.zeros(16), RCV_LARGE, 15, p), "nothing is told");
        bytes = UserBytes.of("ff".repeat(100));
        assertEquals(RCV_TOO_LARGE, it.receive(it.s.a1, bytes, TRAILER_SEQNO, 64, p));
        assertEquals(
                digits("12110000 18000000 00000000" + digitsOf(p) + "00000000 07000000" + "00000000 0c000000 00000000")
                        + "ff".repeat(64),
                digits(bytes, 0, 100));
        assertEquals(1, it.s.port(it.s.a, p).seqno());
        assertEquals(71, it.received(it.s.a1, q).getInt(20));
    }

    @Test
    void theTrailerHasItsPlace() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        UserMessage message = UserMessage.to(p, 19).word(1);
        for (int[] sizes : new int[][] {{0, 36}, {1, 40}, {2, 48}, {3, 80}, {4, 88}, {7, 96}, {9, 96}}) {
            int option = sizes[0] << 24 | RCV_LARGE;
            it.send(it.s.a1, message);
            assertEquals(RCV_TOO_LARGE, it.receive(it.s.a1, UserBytes.zeros(200), option, sizes[1] - 1, p));
            assertEquals(SUCCESS, it.receive(it.s.a1, UserBytes.zeros(200), option, sizes[1], p));
        }
    }

    @Test
    void theTrailerTellsTheContextOfThePort() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        it.s.call(it.s.a1, MachPortTraps.machPortSetContext(it.s.a, p, 0x0102_0304_0506_0708L));
        for (int[] sizes : new int[][] {{3, 76}, {4, 84}}) {
            it.send(it.s.a1, UserMessage.to(p, 19));
            ByteBuffer bytes = UserBytes.zeros(100);
            assertEquals(SUCCESS, it.receive(it.s.a1, bytes, sizes[0] << 24, sizes[1], p));
            assertEquals(sizes[0] == 4 ? "0807060504030201" : "00".repeat(8), digits(bytes, 76, 8));
        }
    }

    @Test
    void aHeaderThatDoesNotFitIsLeftOut() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        it.send(it.s.a1, UserMessage.to(p, 19).word(1));
        ByteBuffer bytes = UserBytes.of("ff".repeat(40));
        assertEquals(RCV_TOO_LARGE, it.receive(it.s.a1, bytes, 0, 31, p));
        assertEquals("ff".repeat(40), digits(bytes, 0, 40));
    }

    @Test
    @Clause("ipc.bytes.7")
    void aMessageThatCannotBeWrittenIsGone() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        it.send(it.s.a1, UserMessage.to(p, 19).reply(p, 20));
        ByteBuffer bytes = UserBytes.zeros(31);
        assertEquals(RCV_INVALID_DATA, it.receive(it.s.a1, bytes, 0, 1000, p));
        assertEquals("00".repeat(31), digits(bytes, 0, 31));
        assertEquals(0, it.s.port(it.s.a, p).messageCount());
        assertEquals(2, it.s.refs(it.s.a1, p, MACH_PORT_RIGHT_SEND));

        it.send(it.s.a1, UserMessage.to(p, 19));
        assertEquals(RCV_INVALID_DATA, it.receive(it.s.a1, UserBytes.zeros(64).asReadOnlyBuffer(), 0, 64, p));
        assertEquals(0, it.s.port(it.s.a, p).messageCount());
        it.send(it.s.a1, UserMessage.to(p, 19));
        assertEquals(RCV_INVALID_DATA, it.receive(it.s.a1, UserBytes.zeros(7), RCV_LARGE, 24, p));
        assertEquals(1, it.s.port(it.s.a, p).messageCount());
    }

    @Test
    void whoAsksForNothingGetsIt() {
        BytesOnly it = new BytesOnly();
        ByteBuffer bytes = UserBytes.of("ff".repeat(24));
        assertEquals(SUCCESS, it.end(it.s.a1, BytesOnly.call(it.s.a1, bytes, ~(SEND | RCV), 0, 0, MACH_PORT_NULL)));
        assertEquals("ff".repeat(24), digits(bytes, 0, 24));
    }

    @Test
    void oneTimeServesBothHalves() {
        BytesOnly it = withQueueLimit(1);
        MachPortName p = it.s.portWithSend(1);
        UserMessage message = UserMessage.to(p, 19).id(1);
        int both = SEND | RCV | SEND_TIMEOUT | RCV_TIMEOUT;
        MachPortName q = it.s.allocate(it.s.a1);
        MachMsg call = BytesOnly.call(it.s.a1, message.bytes(), both, 24, 100, q);
        assertEquals(RCV_TIMED_OUT, it.end(it.s.a1, call));
        assertEquals(SEND_TIMED_OUT, it.end(it.s.a1, BytesOnly.call(it.s.a1, message.bytes(), both, 24, 100, q)));
        assertEquals(17, message.bytes().getInt(0), "the failed send gave the right back");
        it.blocks(it.s.a2, BytesOnly.call(it.s.a2, message.bytes(), RCV, 0, 100, q));
        it.blocks(it.s.a3, BytesOnly.call(it.s.a3, UserMessage.to(p, 19).bytes(), SEND, 24, 0, q));
    }

    @Test
    @Clause({"ipc.send.13", "ipc.send.22", "ipc.send.23"})
    void whoWantsToBeToldOfRoomIs() {
        BytesOnly it = withQueueLimit(1);
        MachPortName p = it.s.portWithSend(1);
        MachPortName n = it.s.allocate(it.s.a1);
        it.s.call(
                it.s.a1,
                MachPortTraps.machPortRequestNotification(
                        it.s.a, p, MACH_NOTIFY_SEND_POSSIBLE.id(), 0, n, 21, PortCall.Entry.RPC));
        int option = SEND | SEND_TIMEOUT | SEND_NOTIFY;
        UserMessage message = UserMessage.to(p, 19).id(1);
        assertEquals(SUCCESS, it.end(it.s.a1, BytesOnly.call(it.s.a1, message.bytes(), option, 24, 0, p)));
        it.received(it.s.a1, p);
        assertEquals(0, it.s.port(it.s.a, n).messageCount(), "there was room");
        for (int code : new int[] {SUCCESS, SEND_TIMED_OUT}) {
            message = UserMessage.to(p, 19).id(2);
            assertEquals(code, it.end(it.s.a1, BytesOnly.call(it.s.a1, message.bytes(), option, 24, 0, p)));
        }
        it.received(it.s.a1, p);
        assertEquals(66, it.received(it.s.a1, n).getInt(20));
    }

    @Test
    @Clause("ipc.bytes.2")
    void guardsAreNotKnown() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        MachPortName q = it.s.allocate(it.s.a1);
        assertEquals(SEND_INVALID_TYPE, it.send(it.s.a1, UserMessage.to(p, 19).guarded(0, 1, q)));
    }

    @Test
    void taskOfThirtyTwoBitsCountInTheirOwnLayout() {
        BytesOnly it = new BytesOnly(UserLayout.ILP32);
        MachPortName p = it.s.allocate(it.s.b1);
        it.s.insert(it.s.b1, p, p, MACH_MSG_TYPE_MAKE_SEND);
        UserMessage message = new UserMessage(UserLayout.ILP32, p, 19)
                .memory(it.memoryOfB.with((byte) 7), 1, true, false, 1)
                .port(MACH_PORT_NULL, 19)
                .word(5);
        assertEquals(56, message.size());
        for (int size : new int[] {63, 64}) {
            assertEquals(SUCCESS, it.send(it.s.b1, message));
            ByteBuffer bytes = UserBytes.zeros(100);
            int code = it.receive(it.s.b1, bytes, RCV_LARGE, size, p);
            assertEquals(size == 64 ? SUCCESS : RCV_TOO_LARGE, code);
            assertEquals(56, bytes.getInt(4));
        }
        it.received(it.s.b1, p);
        assertEquals(SUCCESS, it.send(it.s.b1, message));
        ByteBuffer bytes = it.received(it.s.b1, p);
        assertEquals("07", it.memoryOfB.digits(Integer.toUnsignedLong(bytes.getInt(28)), 1));
        assertEquals(
                digits("00110080 38000000 00000000" + digitsOf(p) + "00000000 00000000 02000000"
                        + digits(bytes, 28, 4) + "01000000 01 01 00 03"
                        + "00000000 00000000 0000 11 00"
                        + "05000000" + "00000000 08000000"),
                digits(bytes, 0, 64));
    }

    @Test
    void theLibraryGoesOnWhereItWasInterrupted() {
        BytesOnly it = withQueueLimit(1);
        MachPortName p = it.s.portWithSend(1);
        it.send(it.s.a1, UserMessage.to(p, 19).id(1));
        UserMessage second = UserMessage.to(p, 19).id(2);
        LibraryCall call = new LibraryCall(BytesOnly.call(it.s.a2, second.bytes(), SEND | RCV, second.size(), 100, p));
        it.s.blocks(it.s.a2, call.begin());

        Continuation again = interrupted(it, call);
        assertEquals(SEND_INTERRUPTED, call.code());
        it.s.blocks(it.s.a2, again);
        assertEquals(1, it.received(it.s.a1, p).getInt(20));
        // The send went through meanwhile, and its own message came back to it.
        assertEquals(2, second.bytes().getInt(20));

        MachPortName r = it.s.portWithSend(1);
        UserMessage third = UserMessage.to(r, 19).id(3);
        LibraryCall receive = new LibraryCall(BytesOnly.call(it.s.a2, third.bytes(), SEND | RCV, 24, 100, p));
        it.s.blocks(it.s.a2, receive.begin());
        Continuation onlyReceive = interrupted(it, receive);
        assertEquals(RCV_INTERRUPTED, receive.code());
        it.s.blocks(it.s.a2, onlyReceive);
        assertEquals(1, it.s.port(it.s.a, p).receivers().size(), "it is not sent again");
        assertEquals(1, it.s.port(it.s.a, r).messageCount());
    }

    @Test
    void whoWantsToKnowOfInterruptsIsTold() {
        BytesOnly it = withQueueLimit(1);
        MachPortName p = it.s.portWithSend(1);
        UserMessage message = UserMessage.to(p, 19).id(1);
        LibraryCall receive = new LibraryCall(BytesOnly.call(it.s.a2, message.bytes(), RCV | RCV_INTERRUPT, 0, 100, p));
        it.s.blocks(it.s.a2, receive.begin());
        assertNull(interrupted(it, receive));
        assertEquals(RCV_INTERRUPTED, receive.code());
        it.send(it.s.a1, UserMessage.to(p, 19));
        LibraryCall send =
                new LibraryCall(BytesOnly.call(it.s.a2, message.bytes(), SEND | SEND_INTERRUPT, message.size(), 0, p));
        it.s.blocks(it.s.a2, send.begin());
        assertNull(interrupted(it, send));
        assertEquals(SEND_INTERRUPTED, send.code());
    }

    /* The call that follows, if the waiting one of A's second thread is interrupted. */
    private static Continuation interrupted(BytesOnly it, LibraryCall call) {
        it.s.machine.threadAbort(it.s.a2);
        List<Completion> ended = it.s.machine.rest();
        assertEquals(1, ended.size());
        return call.apply(ended.get(0).result());
    }

    @Test
    void anInvalidMessageEndsTheCallBeforeItReceives() {
        BytesOnly it = new BytesOnly();
        MachPortName p = it.s.portWithSend(1);
        it.send(it.s.a1, UserMessage.to(p, 19));
        MachMsg call =
                BytesOnly.call(it.s.a1, UserMessage.to(MACH_PORT_NULL, 19).bytes(), SEND | RCV, 24, 100, p);
        CallResult result = ((Answer.Returned) it.s.run(it.s.a1, call.begin()).answer()).result();
        assertEquals(SEND_INVALID_DEST, call.end(result));
        assertEquals(1, it.s.port(it.s.a, p).messageCount());
        assertTrue(it.s.holds(it.s.a, p));
    }
}
