package dev.portolan.kernel;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted in the kernel, each found by the test that is there for it. */
abstract class KernelFaultsTestCase {

    private final List<KernelFault> faults;

    @TempDir
    Path scratch;

    KernelFaultsTestCase(List<KernelFault> faults) {
        this.faults = faults;
    }

    @TestFactory
    List<DynamicTest> faultsAreFound() {
        return faults.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.what(), () -> fault.isFound(scratch)))
                .toList();
    }

    /** Looked at before any is planted, which takes longer. */
    @Test
    void everyFaultHasOnePlace() throws Exception {
        for (KernelFault fault : faults) {
            fault.planted();
        }
    }

    /** What finds a fault finds none where there is none. */
    @Test
    void noTestFindsAFaultWhereThereIsNone() throws Exception {
        for (KernelFault fault : faults) {
            fault.isNotFoundWhereItIsNot(scratch);
        }
    }
}
