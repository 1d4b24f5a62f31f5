package dev.portolan.spec.graph;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.planted.FaultyClasses;
import dev.portolan.planted.FaultySource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model leaves behind for the next is found by the test that is there for it. */
class LoadedModelFaultTest {

    private static final FaultySource FAULT = new FaultySource(
            Path.of("src/main/java/dev/portolan/spec/graph/LoadedModel.java"), "            forgetPlaces();\n", "");

    @TempDir
    Path scratch;

    @Test
    void placesOfTheModelBeforeAreFound() throws Exception {
        assertNotNull(outcome(FAULT.compiled(scratch)), "not found");
        assertNull(outcome(scratch.resolve("none")), "found where there is none");
    }

    /* TLC with its static fields is the one that all tests have. */
    private static Throwable outcome(Path first) throws Exception {
        return new FaultyClasses(first, name -> name.startsWith("dev.portolan."))
                .thrownBy(GraphExplorerTest.class.getName() + "#aModelHasNothingOfTheOneBefore");
    }
}
