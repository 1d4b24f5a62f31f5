package dev.portolan.stress;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
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
 * Names looked up while they are deallocated, and rights copied in while their port dies: whatever threads do so at once,
 * they could have done one after the other, on the kernel whose every critical section conforms.
 *
 * <p>A send is more than one critical section. What it answers here is decided by the first, copy-in; when its message is
 * there is not, so nobody receives, and no queue is full.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class KernelLincheckTest {

    private static final int THREADS = 8;
    private static final int NO_LIMIT = 1000;

    /** Task B has a reference to a right to A's port. */
    public static class Calls extends KernelRace {

        private final MachPortName port;
        private final MachPortName right;
        private final MachThread[] ofA = new MachThread[THREADS];
        private final MachThread[] ofB = new MachThread[THREADS];

        Calls(Machine machine) {
            super(machine, NO_LIMIT);
            port = port();
            right = inB(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
            for (int i = 0; i < THREADS; i++) {
                ofA[i] = kernel.createThread(a, "A" + i);
                ofB[i] = kernel.createThread(b, "B" + i);
            }
        }

        public String add(int thread) {
            return code(
                    made(ofB[thread], MachPortTraps.machPortModRefs(b, right, MachPortRight.MACH_PORT_RIGHT_SEND, 1)));
        }

        public String type(int thread) {
            CallResult result = made(ofB[thread], MachPortTraps.machPortType(b, right));
            return code(result) + result.out();
        }

        public String refs(int thread) {
            CallResult result =
                    made(ofB[thread], MachPortTraps.machPortGetRefs(b, right, MachPortRight.MACH_PORT_RIGHT_SEND));
            return code(result) + result.out();
        }

        public String deallocate(int thread) {
            return code(made(ofB[thread], MachPortTraps.machPortDeallocate(b, right)));
        }

        public String copySend(int thread) {
            return code(
                    made(ofB[thread], sending(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, MachMsgTimeout.POLL)));
        }

        public String destroy(int thread) {
            return code(made(ofA[thread], MachPortTraps.machPortDestroy(a, port)));
        }

        private static String code(CallResult result) {
            return result.code().toString();
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
    public String add(@Param(name = "thread") int thread) {
        return calls.add(thread);
    }

    @Operation
    public String type(@Param(name = "thread") int thread) {
        return calls.type(thread);
    }

    @Operation
    public String refs(@Param(name = "thread") int thread) {
        return calls.refs(thread);
    }

    @Operation
    public String deallocate(@Param(name = "thread") int thread) {
        return calls.deallocate(thread);
    }

    @Operation
    public String copySend(@Param(name = "thread") int thread) {
        return calls.copySend(thread);
    }

    @Operation
    public String destroy(@Param(name = "thread") int thread) {
        return calls.destroy(thread);
    }

    private static final int ITERATIONS = Integer.getInteger("portolan.lincheck.iterations", 6);
    private static final int INVOCATIONS = 200;

    private static ModelCheckingOptions schedules() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(0) // or the port would be dead before the threads meet
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .sequentialSpecification(OneAtATime.class);
    }

    @Test
    void inChosenSchedules() {
        schedules().check(KernelLincheckTest.class);
    }

    @Test
    void underStress() {
        new StressOptions()
                .threads(3)
                .actorsBefore(0) // or the port would be dead before the threads meet
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .sequentialSpecification(OneAtATime.class)
                .check(KernelLincheckTest.class);
    }

    /** A fault that such a test must find: a name is looked up, and deallocated without another look. */
    @Param(name = "thread", gen = ThreadIdGen.class)
    public static class LooksOnce {

        private final Calls calls = new Calls(KernelRace.PARALLEL);

        @Operation
        public String deallocate(@Param(name = "thread") int thread) {
            if (calls.type(thread).startsWith("KERN_INVALID_NAME")) {
                return "KERN_INVALID_NAME";
            }
            calls.deallocate(thread);
            return "KERN_SUCCESS";
        }
    }

    @Test
    void aFaultIsFound() {
        LincheckAssertionError found =
                assertThrows(LincheckAssertionError.class, () -> schedules().check(LooksOnce.class));
        assertTrue(found.getMessage().contains("Invalid execution results"), found.getMessage());
    }
}
