import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.conformance.junit.KernelTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** All that a kernel's test suite needs: who makes the kernel, and in which worlds it is judged. */
class ReferenceKernelTest {

    @TestFactory
    Stream<DynamicNode> conforms() {
        return KernelTests.of(ReferenceKernel::new).worlds("MCNames_classic").tests();
    }
}
