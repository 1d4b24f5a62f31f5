import dev.portolan.conformance.junit.KernelTests;
import dev.portolan.conformance.suite.Budget;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The same kernel, its fault known: no test fails before the fault is mended, and then one does. */
class KnownGapsTest {

    private static final Path KNOWN = Path.of(System.getProperty("known.gaps", "known-gaps.ndjson"));

    @TestFactory
    Stream<DynamicNode> conforms() {
        return KernelTests.of(LeakyKernel::new)
                .worlds("MCNames_classic")
                .expecting(KNOWN)
                .within(Budget.UNLIMITED)
                .tests();
    }
}
