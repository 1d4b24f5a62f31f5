package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ThreadRunState;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadStateCall;
import org.junit.jupiter.api.Test;

/** Corners of what is told of tasks and threads: flavors and their words as the headers of each dialect have them. */
class InfoCornersTest {

    private static final int ALL = Integer.MAX_VALUE;

    @Test
    @Clause({"exceptions.info.3", "exceptions.info.4"})
    void aTaskIsToldWhereThereIsRoomForAllWords() {
        for (Simulation in : Simulation.bothDialects()) {
            int flavor = in.kernel.exceptionRules().portsAreMasked() ? 20 : 1;
            int words = in.kernel.exceptionRules().portsAreMasked() ? 12 : 10;
            assertSame(
                    KernReturn.KERN_INVALID_ARGUMENT, in.code(in.a1, new TaskCall.TaskInfo(in.b, flavor, words - 1)));
            assertSame(KernReturn.KERN_INVALID_ARGUMENT, in.code(in.a1, new TaskCall.TaskInfo(in.b, 99, ALL)));
            assertEquals(
                    new OutValue.TaskInfo(0),
                    in.call(in.a1, new TaskCall.TaskInfo(in.b, flavor, words)).out());
        }
    }

    @Test
    @Clause({"exceptions.info.3", "exceptions.info.7"})
    void aThreadIsToldWhereThereIsRoomForAllWords() {
        for (Simulation in : Simulation.bothDialects()) {
            int flavor = in.kernel.exceptionRules().portsAreMasked() ? 3 : 1;
            int words = in.kernel.exceptionRules().portsAreMasked() ? 10 : 13;
            assertSame(
                    KernReturn.KERN_INVALID_ARGUMENT,
                    in.code(in.a1, new ThreadStateCall.ThreadInfo(in.b1, flavor, words - 1)));
            assertSame(
                    KernReturn.KERN_INVALID_ARGUMENT, in.code(in.a1, new ThreadStateCall.ThreadInfo(in.b1, 99, ALL)));
            assertEquals(
                    new OutValue.ThreadInfo(ThreadRunState.RUNNING, 0),
                    in.call(in.a1, new ThreadStateCall.ThreadInfo(in.b1, flavor, words))
                            .out());
        }
    }
}
