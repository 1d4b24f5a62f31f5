package dev.portolan.kernel;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine.Completion;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsg;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Calls in bytes do what the same calls in records do: the same random calls on two kernels lead to the same state after
 * each, and what stands in the buffer of the one, read at the reference's offsets, is what the other answers.
 */
class BytesAndRecordsTest {

    private static final int CALLS = 150;
    private static final KernelLimits TIGHT = new KernelLimits(1, 3, 6, 3);

    /* Trailers of so many bytes, and what asks for them: the least, sequence number, sender. */
    private static final Map<Integer, Integer> TRAILERS = Map.of(0, 0, 4, 0, 8, 0, 12, 1, 20, 2);

    @Provide
    Arbitrary<KernelLimits> limits() {
        return Arbitraries.of(KernelLimits.DEFAULT, TIGHT);
    }

    @Property(tries = 60)
    void theSameCalls(@ForAll("limits") KernelLimits limits, @ForAll long seed) {
        Simulation records = new Simulation(KernelRules.XNU, limits);
        BytesOnly bytes = new BytesOnly(limits, UserLayout.LP64, 1 << 24);
        Random choices = new Random(seed);
        RandomMessages ofRecords = new WithTrailers(new Random(seed), records);
        InBytes ofBytes = new InBytes(new Random(seed), bytes);
        for (int i = 0; i < CALLS; i++) {
            int index = choices.nextInt(records.kernel.threads().size());
            MachThread thread = records.kernel.thread(index);
            MachThread twin = bytes.s.kernel.thread(index);
            if (!thread.isBlocked()) {
                Rest rest = records.run(thread, ofRecords.next(thread));
                Rest same = bytes.s.run(twin, ofBytes.next(twin));
                if (rest.answer() instanceof Answer.Returned returned) {
                    ofBytes.ended(twin, returned.result(), ((Answer.Returned) same.answer()).result());
                }
                alike(rest.completions(), same.completions(), ofBytes);
            } else if (choices.nextInt(4) == 0) {
                records.machine.threadAbort(thread);
                bytes.s.machine.threadAbort(twin);
                alike(records.machine.rest(), bytes.s.machine.rest(), ofBytes);
            }
            assertEquals(KernelPicture.of(records.kernel), KernelPicture.of(bytes.s.kernel));
        }
    }

    private static void alike(List<Completion> records, List<Completion> bytes, InBytes ofBytes) {
        assertEquals(records.size(), bytes.size());
        for (int i = 0; i < records.size(); i++) {
            assertEquals(
                    records.get(i).thread().toString(), bytes.get(i).thread().toString());
            ofBytes.ended(
                    (MachThread) bytes.get(i).thread(),
                    records.get(i).result(),
                    bytes.get(i).result());
        }
    }

    /** Receives as bytes have them: there is no less trailer than 8 bytes. */
    private static class WithTrailers extends RandomMessages {
        WithTrailers(Random random, Simulation simulation) {
            super(random, simulation);
        }

        /* One time serves both halves of a call. */
        static MachMsgReceive half(MachMsgSend send, MachMsgReceive receive) {
            boolean served = send != null && isTimed(send.timeout()) && isTimed(receive.timeout());
            return receive.isNone()
                    ? receive
                    : new MachMsgReceive(
                            receive.name(),
                            receive.receiveSize() + 80,
                            receive.large(),
                            Math.max(8, receive.trailerSize()),
                            served ? send.timeout() : receive.timeout());
        }

        static boolean isTimed(MachMsgTimeout timeout) {
            return timeout.kind() != MachMsgTimeout.Kind.FOREVER;
        }

        @Override
        Continuation begin(MachThread caller, MachMsgSend send, MachMsgReceive receive) {
            return super.begin(caller, send, half(send, receive));
        }
    }

    /** The same calls in bytes. */
    private static final class InBytes extends WithTrailers {
        private final BytesOnly it;
        private final Map<MachThread, MachMsg> calls = new HashMap<>();

        InBytes(Random random, BytesOnly it) {
            super(random, it.s);
            this.it = it;
        }

        @Override
        Continuation begin(MachThread caller, MachMsgSend send, MachMsgReceive receive) {
            MachMsgReceive half = half(send, receive);
            UserMessage message = send == null ? UserMessage.to(MachPortName.MACH_PORT_NULL, 0) : message(caller, send);
            int option = TRAILERS.get(receive.trailerSize()) << 24
                    | (send == null ? 0 : UserMessage.SEND | (isTimed(send.timeout()) ? UserMessage.SEND_TIMEOUT : 0))
                    | (receive.isNone()
                            ? 0
                            : UserMessage.RCV | (isTimed(receive.timeout()) ? UserMessage.RCV_TIMEOUT : 0))
                    | (receive.large() ? UserMessage.RCV_LARGE : 0);
            MachMsgTimeout timeout = send != null && isTimed(send.timeout()) ? send.timeout() : receive.timeout();
            MachMsg call = new MachMsg(
                    caller.task().user(),
                    message.bytes(),
                    option,
                    send == null ? 0 : send.sendSize(),
                    half.receiveSize(),
                    half.name(),
                    (int) timeout.milliseconds());
            calls.put(caller, call);
            return call.begin();
        }

        private UserMessage message(MachThread caller, MachMsgSend send) {
            MachMsgHeader header = send.header();
            UserMessage message = UserMessage.to(header.remote(), header.remoteDisposition())
                    .reply(header.local(), header.localDisposition())
                    .id(header.id());
            send.descriptors().forEach(one -> add(message, memory(caller), one));
            send.body().forEach(word -> message.word(word.intValue()));
            return message;
        }

        private Regions memory(MachThread caller) {
            return caller.task() == it.s.a ? it.memoryOfA : it.memoryOfB;
        }

        private static void add(UserMessage message, Regions memory, MachMsgDescriptor one) {
            if (one instanceof MachMsgDescriptor.Port port) {
                message.port(port.name(), port.disposition());
            } else if (one instanceof MachMsgDescriptor.OolPorts array) {
                int[] names =
                        array.names().stream().mapToInt(MachPortName::value).toArray();
                long at = names.length == 0 ? 0 : memory.withWords(names);
                message.ports(at, names.length, true, array.disposition());
            } else {
                MachMsgDescriptor.Ool told = (MachMsgDescriptor.Ool) one;
                long at = told.length() == 0 ? 0 : memory.with(new byte[told.length()]);
                message.memory(at, told.length(), told.isVolatile(), true, 1);
            }
        }

        /** The call of that thread came to this in records, and to that in bytes. */
        void ended(MachThread thread, CallResult record, CallResult result) {
            assertEquals(record.code(), result.code());
            assertEquals(record.resourceBits(), result.resourceBits());
            MachMsg call = calls.remove(thread);
            if (call == null) {
                assertEquals(record.out(), result.out());
                return;
            }
            assertEquals(record.code().code() | record.resourceBits(), call.end(result));
            ByteBuffer bytes = call.buffer();
            if (record.out() instanceof OutValue.Size size) {
                assertEquals(size.size(), bytes.getInt(4));
            } else if (record.out() instanceof OutValue.Message message) {
                assertStands(message.buffer(), bytes, memory(thread));
                if (call.option() >>> 24 > 0 && record.code() == MACH_MSG_SUCCESS) {
                    assertEquals(message.buffer().seqno(), bytes.getInt(bytes.getInt(4) + 8));
                }
            }
        }

        private static void assertStands(MachMsgBuffer message, ByteBuffer bytes, Regions memory) {
            boolean complex = !message.descriptors().isEmpty();
            assertEquals(
                    message.remoteDisposition() | message.localDisposition() << 8 | (complex ? 0x8000_0000 : 0),
                    bytes.getInt(0));
            assertEquals(message.size(), bytes.getInt(4));
            assertEquals(message.remote().value(), bytes.getInt(8));
            assertEquals(message.local().value(), bytes.getInt(12));
            assertEquals(message.id(), bytes.getInt(20));
            int at = complex ? 28 : 24;
            for (MachMsgDescriptor one : message.descriptors()) {
                if (one instanceof MachMsgDescriptor.Port port) {
                    assertEquals(port.name().value(), bytes.getInt(at));
                    assertEquals(port.disposition(), bytes.get(at + 10));
                } else if (one instanceof MachMsgDescriptor.OolPorts array) {
                    assertEquals(array.names().size(), bytes.getInt(at + 12));
                    StringBuilder names = new StringBuilder();
                    array.names().forEach(name -> names.append(MachMsgTest.digitsOf(name)));
                    if (names.length() > 0) {
                        assertEquals(names.toString(), memory.digits(bytes.getLong(at), names.length() / 2));
                    }
                } else {
                    assertEquals(((MachMsgDescriptor.Ool) one).length(), bytes.getInt(at + 12));
                }
                at += one.size();
            }
            for (Long word : message.body()) {
                assertEquals(word.intValue(), bytes.getInt(at));
                at += 4;
            }
        }
    }
}
