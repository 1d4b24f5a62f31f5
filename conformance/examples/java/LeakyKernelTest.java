import dev.portolan.conformance.junit.KernelTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** A kernel with a fault: the test of the clause that it breaks fails, and says what should have been. */
class LeakyKernelTest {

    @TestFactory
    Stream<DynamicNode> conforms() {
        return KernelTests.of(LeakyKernel::new).worlds("MCNames_classic").tests();
    }
}
