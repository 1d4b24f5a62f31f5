package dev.portolan.kernel;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.MessageCopyout.CopyoutBody;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.machine.SimulatedMachine.Completion;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A receiver that brings its buffer is told the same: the same random calls on two kernels, on one of which each thread
 * brings the one buffer that it has, lead to the same state and the same message.
 */
class BroughtBuffersTest {

    private static final int SEEDS = 60;
    private static final int CALLS = 150;
    private static final int SIZE = 100;
    private static final KernelLimits TIGHT = new KernelLimits(1, 3, 6, 3);

    @Test
    void aBroughtBufferHoldsWhatAResultWouldTell() {
        int received = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            received += theSameCalls(seed % 2 == 0 ? KernelLimits.DEFAULT : TIGHT, seed);
        }
        assertTrue(received > SEEDS, "received " + received);
    }

    private static int theSameCalls(KernelLimits limits, int seed) {
        Simulation told = new Simulation(KernelRules.XNU, limits);
        Simulation brought = new Simulation(KernelRules.XNU, limits);
        Random choices = new Random(seed);
        RandomMessages calls = new RandomMessages(new Random(seed), told);
        Bringing bringing = new Bringing(new Random(seed), brought);
        for (int i = 0; i < CALLS; i++) {
            int index = choices.nextInt(told.kernel.threads().size());
            MachThread thread = told.kernel.thread(index);
            MachThread twin = brought.kernel.thread(index);
            if (!thread.isBlocked()) {
                Rest rest = told.run(thread, calls.next(thread));
                Rest same = brought.run(twin, bringing.next(twin));
                if (rest.answer() instanceof Answer.Returned returned) {
                    bringing.ended(twin, returned.result(), ((Answer.Returned) same.answer()).result());
                }
                bringing.alike(rest.completions(), same.completions());
            } else if (choices.nextInt(4) == 0) {
                told.machine.threadAbort(thread);
                brought.machine.threadAbort(twin);
                bringing.alike(told.machine.rest(), brought.machine.rest());
            }
            assertEquals(KernelPicture.of(told.kernel), KernelPicture.of(brought.kernel));
        }
        return bringing.received;
    }

    /** The same calls, in which each thread brings its buffer. */
    private static final class Bringing extends RandomMessages {
        private final Map<MachThread, MachMsgBuffer> buffers = new HashMap<>();
        private int received;

        Bringing(Random random, Simulation simulation) {
            super(random, simulation);
        }

        @Override
        Continuation begin(MachThread caller, MachMsgSend send, MachMsgReceive receive) {
            MachMsgBuffer buffer = buffers.computeIfAbsent(caller, any -> new MachMsgBuffer());
            return super.begin(caller, send, receive.isNone() ? receive : receive.into(buffer));
        }

        void alike(List<Completion> told, List<Completion> brought) {
            assertEquals(told.size(), brought.size());
            for (int i = 0; i < told.size(); i++) {
                MachThread twin = (MachThread) brought.get(i).thread();
                assertEquals(told.get(i).thread().toString(), twin.toString());
                ended(twin, told.get(i).result(), brought.get(i).result());
            }
        }

        void ended(MachThread twin, CallResult told, CallResult brought) {
            assertEquals(told.code(), brought.code());
            assertEquals(told.resourceBits(), brought.resourceBits());
            if (told.out() instanceof OutValue.Message message && brought.out() == OutValue.Nothing.NOTHING) {
                assertEquals(message.buffer().toString(), buffers.get(twin).toString());
                received++;
            } else {
                assertEquals(told.out().toString(), brought.out().toString());
            }
        }
    }

    private static Continuation sending(MachPortName to, int id, List<Long> words, MachMsgDescriptor... body) {
        MachMsgHeader header = MachMsgHeader.to(to, MACH_MSG_TYPE_COPY_SEND, id);
        return MachMsgTrap.send(new MachMsgSend(header, SIZE, words, List.of(body), MachMsgTimeout.POLL));
    }

    private static MachMsgDescriptor sendRight(MachPortName name) {
        return new MachMsgDescriptor.Port(name, MACH_MSG_TYPE_COPY_SEND.code());
    }

    @Test
    void whatWasInTheBufferIsGone() {
        Simulation s = Simulation.xnu(2);
        MachPortName port = s.portWithSend(2);
        MachMsgBuffer buffer = new MachMsgBuffer();
        Continuation receive = MachMsgTrap.receive(
                MachMsgReceive.of(port, SIZE, MachMsgTimeout.POLL).into(buffer));

        s.call(s.a1, sending(port, 8, List.of(7L), sendRight(port)));
        assertSame(MACH_MSG_SUCCESS, s.call(s.a1, receive).code());
        assertEquals(List.of(7L), buffer.body());
        assertEquals(List.of(new MachMsgDescriptor.Port(port, 17)), buffer.descriptors());

        s.call(s.a1, sending(port, 9, List.of()));
        assertSame(CallResult.MACH_MSG_SUCCESS, s.call(s.a1, receive));
        assertEquals(9, buffer.id());
        assertEquals(1, buffer.seqno());
        assertEquals(List.of(), buffer.body());
        assertEquals(List.of(), buffer.descriptors());
    }

    /** A kernel is copied where a message is half written: what follows in the one is not written in the other. */
    @Test
    void aCopiedKernelWritesIntoABufferOfItsOwn() {
        Simulation s = Simulation.xnu(2);
        MachPortName port = s.portWithSend(3);
        s.call(s.a1, sending(port, 8, List.of(), sendRight(port), sendRight(port)));
        s.machine.begin(s.a1, Simulation.receiving(port, MachMsgTimeout.POLL));
        while (!(s.a1.continuation() instanceof CopyoutBody)) {
            s.machine.step(s.a1);
        }
        SimulatedMachine machine = new SimulatedMachine();
        MachThread twin = s.kernel.copy(machine).thread(s.a1.index());
        assertEquals(2, ended(machine, twin).descriptors().size());
        assertEquals(2, ended(s.machine, s.a1).descriptors().size());
    }

    private static MachMsgBuffer ended(SimulatedMachine machine, MachThread thread) {
        Answer answer = machine.step(thread);
        while (answer == Answer.Going.CONTINUED) {
            answer = machine.step(thread);
        }
        return Simulation.message(((Answer.Returned) answer).result());
    }
}
