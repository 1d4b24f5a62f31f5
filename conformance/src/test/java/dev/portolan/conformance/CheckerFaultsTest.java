package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted in what compares kernels, which would make it blind, each found by the test that is there for it. */
@DisplayName("planted faults: the checker's own")
class CheckerFaultsTest {

    private static final String BINDER = "dev.portolan.conformance.abstraction.BinderTest#";

    /** All of them, whose places are looked at in {@link FaultPlacesTest}. */
    static final List<PlantedFault> FAULTS = List.of(
            fault("abstraction/OutNames", "&& isNone(expected, task, have)", ""),
            fault("abstraction/OutNames", "&& isNone(actual, task, want)", ""),
            fault("abstraction/OutNames", "if (state.spaces() == null) {\n            return false;", """
                    if (state.spaces() == null) {
                                return true;"""),
            fault(
                    "abstraction/Binding",
                    "return !numeric && !fixed && !names.hasGenerations();",
                    "return !numeric && !fixed;"));

    /** The tests that find them, in the same order. */
    private static final List<String> TESTS = List.of(
            BINDER + "theNumberOfANameThatShouldStayIsNotGivenAgain",
            BINDER + "aNumberIsNotGivenAgainToANameThatIsThere",
            BINDER + "whereNamesWereNotObservedNoneIsKnownToBeFree",
            BINDER + "aNumberIsGivenAgainWhereNamesHaveNoGenerations");

    @TempDir
    Path scratch;

    private static PlantedFault fault(String file, String find, String replace) {
        return PlantedFault.of("conformance/src/main/java/dev/portolan/conformance/" + file + ".java", find, replace);
    }

    @TestFactory
    List<DynamicTest> faultsAreFound() {
        return IntStream.range(0, FAULTS.size())
                .mapToObj(i -> DynamicTest.dynamicTest(TESTS.get(i), () -> {
                    Path none = scratch.resolve("none" + i);
                    Path faulty = FAULTS.get(i).compiled(scratch.resolve("fault" + i));
                    assertNull(outcome(none, TESTS.get(i)), "a fault where there is none");
                    assertNotNull(outcome(faulty, TESTS.get(i)), "not found");
                }))
                .toList();
    }

    /* What the test method throws with these classes before all others; null if nothing. */
    private static Throwable outcome(Path faulty, String test) throws ReflectiveOperationException {
        return FaultyKernels.classes(faulty).thrownBy(test);
    }
}
