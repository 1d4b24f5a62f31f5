package dev.portolan.stress;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.trap.MachPortTraps;
import dev.portolan.races.KernelRace;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * A port joins, leaves and changes sets while messages come to it and are received from the sets: whatever threads do so
 * at once, they could have done one after the other, on the kernel whose every critical section conforms.
 *
 * <p>Nobody waits and no queue is full, so a send is answered always, and comes about when its message is queued; a
 * receive comes about when it finds a message or none.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class SetLincheckTest {

    private static final int THREADS = 8;
    private static final int NO_LIMIT = 1000;

    /** A port of A's, to which B has a right, and two sets of A's. */
    public static class Calls extends KernelRace {

        private final MachPortName port;
        private final MachPortName right;
        private final MachPortName first;
        private final MachPortName second;
        private final MachThread[] ofA = new MachThread[THREADS];
        private final MachThread[] ofB = new MachThread[THREADS];

        Calls(Machine machine) {
            super(machine, NO_LIMIT);
            port = port();
            right = inB(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
            first = set();
            second = set();
            for (int i = 0; i < THREADS; i++) {
                ofA[i] = kernel.createThread(a, "A" + i);
                ofB[i] = kernel.createThread(b, "B" + i);
            }
        }

        private MachPortName set() {
            OutValue out = made(a1, MachPortTraps.machPortAllocate(a, MachPortRight.MACH_PORT_RIGHT_PORT_SET))
                    .out();
            return ((OutValue.Name) out).name();
        }

        public String send(int thread) {
            return code(ofB[thread], sending(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, MachMsgTimeout.POLL));
        }

        public String insert(int thread) {
            return code(ofA[thread], MachPortTraps.machPortInsertMember(a, port, first));
        }

        public String extract(int thread) {
            return code(ofA[thread], MachPortTraps.machPortExtractMember(a, port, first));
        }

        public String move(int thread) {
            return code(ofA[thread], MachPortTraps.machPortMoveMember(a, port, second));
        }

        public String leave(int thread) {
            return code(ofA[thread], MachPortTraps.machPortMoveMember(a, port, MachPortName.MACH_PORT_NULL));
        }

        public String receiveFirst(int thread) {
            return code(ofA[thread], receiving(first, MachMsgTimeout.POLL));
        }

        public String receiveSecond(int thread) {
            return code(ofA[thread], receiving(second, MachMsgTimeout.POLL));
        }

        private String code(MachThread thread, Continuation call) {
            return made(thread, call).code().toString();
        }

        @Override
        protected String after() {
            return "";
        }
    }

    /** One call after the other. */
    public static class OneAtATime extends Calls {

        public OneAtATime() {
            super(new SimulatedMachine());
        }
    }

    private final Calls calls = new Calls(KernelRace.PARALLEL);

    @Operation
    public String send(@Param(name = "thread") int thread) {
        return calls.send(thread);
    }

    @Operation
    public String insert(@Param(name = "thread") int thread) {
        return calls.insert(thread);
    }

    @Operation
    public String extract(@Param(name = "thread") int thread) {
        return calls.extract(thread);
    }

    @Operation
    public String move(@Param(name = "thread") int thread) {
        return calls.move(thread);
    }

    @Operation
    public String leave(@Param(name = "thread") int thread) {
        return calls.leave(thread);
    }

    @Operation
    public String receiveFirst(@Param(name = "thread") int thread) {
        return calls.receiveFirst(thread);
    }

    @Operation
    public String receiveSecond(@Param(name = "thread") int thread) {
        return calls.receiveSecond(thread);
    }

    private static final int ITERATIONS = Integer.getInteger("portolan.lincheck.iterations", 4);
    private static final int INVOCATIONS = 100;

    private static ModelCheckingOptions schedules() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .sequentialSpecification(OneAtATime.class);
    }

    @Test
    void inChosenSchedules() {
        schedules().check(SetLincheckTest.class);
    }

    @Test
    void underStress() {
        new StressOptions()
                .threads(3)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .sequentialSpecification(OneAtATime.class)
                .check(SetLincheckTest.class);
    }

    /** A fault that such a test must find: a port that changes sets is in none for a moment. */
    @Param(name = "thread", gen = ThreadIdGen.class)
    public static class IsInNone {

        private final Calls calls = new Calls(KernelRace.PARALLEL);

        @Operation
        public String move(@Param(name = "thread") int thread) {
            calls.leave(thread);
            return calls.move(thread);
        }

        @Operation
        public String extract(@Param(name = "thread") int thread) {
            return calls.extract(thread);
        }

        @Operation
        public String insert(@Param(name = "thread") int thread) {
            return calls.insert(thread);
        }

        @Operation
        public String leave(@Param(name = "thread") int thread) {
            return calls.leave(thread);
        }
    }

    @Test
    void aFaultIsFound() {
        LincheckAssertionError found = assertThrows(
                LincheckAssertionError.class,
                () -> schedules()
                        .invocationsPerIteration(10 * INVOCATIONS)
                        .minimizeFailedScenario(false)
                        .check(IsInNone.class));
        assertTrue(found.getMessage().contains("Invalid execution results"), found.getMessage());
    }
}
