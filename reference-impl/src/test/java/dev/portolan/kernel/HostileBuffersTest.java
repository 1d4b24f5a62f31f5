package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.Step;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.trap.MachMsg;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Bytes that nobody meant as a message: each call answers a code of the send path, the audit holds after it, and a code
 * of the bytes or of the header leaves kernel and memory as they were. No Java exception is ever an answer.
 */
class HostileBuffersTest {

    /* Of the bytes, of the header, of its names. */
    private static final Set<Integer> NOTHING_HAPPENED = Set.of(
            0x400, // MACH_MSG_VM_KERNEL
            0x10000002, // MACH_SEND_INVALID_DATA
            0x10000003, // MACH_SEND_INVALID_DEST
            0x10000005, // MACH_SEND_INVALID_VOUCHER
            0x10000008, // MACH_SEND_MSG_TOO_SMALL
            0x10000009, // MACH_SEND_INVALID_REPLY
            0x1000000e, // MACH_SEND_TOO_LARGE
            0x1000000f, // MACH_SEND_INVALID_TYPE
            0x10000010); // MACH_SEND_INVALID_HEADER

    /* Of the body: the header is used up. Of the queue: all of it is back. */
    private static final Set<Integer> SOMETHING_HAPPENED = Set.of(
            0, // MACH_MSG_SUCCESS
            0x10000004, // MACH_SEND_TIMED_OUT
            0x10000007, // MACH_SEND_INTERRUPTED
            0x1000000a, // MACH_SEND_INVALID_RIGHT
            0x1000000c); // MACH_SEND_INVALID_MEMORY

    private static final int SEND_CODE_MASK = ~0x3c00;

    private static BytesOnly kernel(UserLayout layout) {
        return new BytesOnly(new KernelLimits(2, 65535, 1 << 16, 65534), layout, 1 << 16);
    }

    /* Sends so many bytes; answers the code, with whatever its checks need. */
    private static int send(BytesOnly it, MachThread thread, ByteBuffer bytes, int size, boolean waits) {
        String before = KernelPicture.of(it.s.kernel) + it.memoryOfA + it.memoryOfB;
        int option = UserMessage.SEND | (waits ? 0 : UserMessage.SEND_TIMEOUT);
        MachMsg call = BytesOnly.call(thread, bytes, option, size, 0, MachPortName.MACH_PORT_NULL);
        Rest rest = it.s.run(thread, call.begin());
        if (rest.answer() == Answer.Going.BLOCKED) {
            it.s.machine.threadAbort(thread);
            rest = new Rest(new Step.Done(it.s.machine.rest().get(0).result()), List.of());
        }
        int code = call.end(((Answer.Returned) rest.answer()).result());
        if (NOTHING_HAPPENED.contains(code)) {
            assertEquals(before, KernelPicture.of(it.s.kernel) + it.memoryOfA + it.memoryOfB);
        } else {
            assertTrue(
                    code == 0 || SOMETHING_HAPPENED.contains(code & SEND_CODE_MASK),
                    "a send answers 0x" + Integer.toHexString(code));
        }
        assertEquals(Continuation.Idle.IDLE, thread.continuation());
        return code;
    }

    @Property(tries = 500)
    void anyBytesOfAnySize(
            @ForAll @Size(max = 200) byte[] drawn,
            @ForAll int size,
            @ForAll boolean sizeIsThatOfTheBytes,
            @ForAll UserLayout layout) {
        BytesOnly it = kernel(layout);
        it.s.portWithSend(1);
        int code = send(it, it.s.b1, ByteBuffer.wrap(drawn), sizeIsThatOfTheBytes ? drawn.length & ~3 : size, false);
        assertTrue(NOTHING_HAPPENED.contains(code), "bytes of no meaning answer 0x" + Integer.toHexString(code));
    }

    /** Headers that pass, and any bytes behind them. */
    @Property(tries = 500)
    void anyBodyBehindAHeader(@ForAll @Size(max = 120) byte[] drawn, @ForAll UserLayout layout) {
        BytesOnly it = kernel(layout);
        MachPortName p = it.s.allocate(it.s.b1);
        it.s.insert(it.s.b1, p, p, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        UserMessage message = new UserMessage(layout, p, 19).complex();
        ByteBuffer bytes = message.bytes();
        bytes.duplicate().position(28).put(drawn);
        bytes.putInt(24, drawn.length / 12);
        // Half of the kinds are known.
        for (int at = 28 + 11; at < 28 + drawn.length; at += 12) {
            bytes.put(at, (byte) (bytes.get(at) & 7));
        }
        send(it, it.s.b1, bytes, 28 + drawn.length / 4 * 4, false);
    }

    /** A good message with some of its bytes changed, cut off or said to be longer than it is; one after another. */
    @Property(tries = 100)
    void mutatedMessages(@ForAll long seed, @ForAll UserLayout layout) {
        sendMutated(seed, layout, new HashSet<>());
    }

    /** So that there is something in what {@link #mutatedMessages} finds nothing in. */
    @Test
    void mutatedMessagesComeToEverythingThatBytesCan() {
        Set<Integer> seen = new HashSet<>();
        for (int seed = 0; seed < 60; seed++) {
            sendMutated(seed, seed % 2 == 0 ? UserLayout.LP64 : UserLayout.ILP32, seen);
        }
        Set<Integer> all = new HashSet<>(NOTHING_HAPPENED);
        all.addAll(SOMETHING_HAPPENED);
        all.removeAll(seen);
        assertEquals(Set.of(), all);
    }

    private static void sendMutated(long seed, UserLayout layout, Set<Integer> seen) {
        BytesOnly it = kernel(layout);
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            UserMessage message = good(it, random, layout);
            ByteBuffer bytes = message.bytes();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(message.size());
                bytes.put(at, (byte) (random.nextBoolean() ? random.nextInt() : 1 << random.nextInt(8)));
            }
            int size = switch (random.nextInt(12)) {
                case 0 -> random.nextInt(message.size() + 40);
                case 1 -> message.size() - 4 * random.nextInt(5);
                case 2 -> 1 << 26 + random.nextInt(5);
                default -> message.size();
            };
            if (random.nextInt(6) == 0) {
                bytes.limit(random.nextInt(message.size() + 1));
            }
            boolean waits = random.nextInt(4) == 0;
            for (int times = random.nextInt(8) == 0 ? 3 : 1; times > 0; times--) {
                seen.add(send(it, it.s.b1, bytes, size, waits));
            }
        }
    }

    /* A message of B's with one of each kind of descriptor, all of which can be had. */
    private static UserMessage good(BytesOnly it, Random random, UserLayout layout) {
        MachPortName p = it.s.allocate(it.s.b1);
        it.s.insert(it.s.b1, p, p, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        MachPortName q = it.s.allocate(it.s.b1);
        it.s.insert(it.s.b1, q, q, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        MachPortName set = it.s.allocate(it.s.b1, MachPortRight.MACH_PORT_RIGHT_PORT_SET);
        long words = it.memoryOfB.withWords(q.value(), 0, q.value(), random.nextInt(8) == 0 ? set.value() : -1);
        UserMessage message = new UserMessage(layout, p, 19).reply(q, 21);
        for (int kinds = random.nextInt(8); kinds > 0; kinds--) {
            switch (random.nextInt(4)) {
                case 0 -> message.port(q, 17 + random.nextInt(5));
                case 1 -> message.ports(words, 1 + random.nextInt(4), random.nextBoolean(), 19);
                case 2 -> message.memory(words, random.nextInt(17), random.nextBoolean(), false, random.nextInt(2));
                default -> message.guarded(0, 1, q);
            }
        }
        return message.word(random.nextInt());
    }

    /* MACH_MSG_SUCCESS, a code of mach_msg's own, or MACH_MSG_VM_KERNEL. */
    private static void assertIsAnswer(int code) {
        assertTrue(code == 0 || code == 0x400 || (code & 0x1000_0000) != 0, Integer.toHexString(code));
    }

    /** Any options, any sizes, into buffers of any length; what waits is interrupted. */
    @Property(tries = 300)
    void anyArguments(
            @ForAll int option,
            @ForAll int sendSize,
            @ForAll int receiveSize,
            @ForAll long seed,
            @ForAll UserLayout layout) {
        BytesOnly it = kernel(layout);
        Random random = new Random(seed);
        UserMessage message = good(it, random, layout);
        MachThread thread = it.s.b1;
        for (int i = 0; i < 6; i++) {
            MachPortName from = new MachPortName(message.bytes().getInt(8));
            ByteBuffer bytes = good(it, random, layout).bytes().limit(random.nextInt(400));
            MachMsg call = new MachMsg(
                    thread.task().user(),
                    random.nextInt(5) == 0 ? bytes.asReadOnlyBuffer() : bytes,
                    random.nextInt(3) == 0 ? option : random.nextInt(1 << 12) | random.nextInt(16) << 24,
                    random.nextBoolean() ? sendSize : random.nextInt(50) * 4,
                    random.nextBoolean() ? receiveSize : random.nextInt(300),
                    from,
                    random.nextInt(3));
            it.s.send(it.s.b2, MachMsgHeader.to(from, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, i));
            Rest rest = it.s.run(thread, call.begin());
            if (rest.answer() == Answer.Going.BLOCKED) {
                it.s.machine.threadAbort(thread);
                assertIsAnswer(call.end(it.s.machine.rest().get(0).result()));
            } else {
                assertIsAnswer(call.end(((Answer.Returned) rest.answer()).result()));
            }
            assertSame(Continuation.Idle.IDLE, thread.continuation());
        }
    }
}
