package dev.portolan.conformance.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("worlds executed on the kernel")
class WorldProcessTest {

    private static final int TOUR_STEPS = 500;
    private static final String SMALL = "MCExcTasksHeld_xnu";

    private final WorldOptions options = WorldOptions.DEFAULT.withTours(TOUR_STEPS, 1);

    /* One process for all, so that each world but the first finds what another left behind. */
    private static final WorldProcess PROCESS = new WorldProcess("1g", false);

    @AfterAll
    static void closeProcess() {
        PROCESS.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MCNames_classic", "MCRefs_xnu", "MCExcTasksHeld_xnu", "MCGuards_xnu", "MCNames_classic"})
    void everyEdgeIsExecutedAndConforms(String name) throws InterruptedException {
        Model model = Manifest.of(SpecFiles.packaged()).model(name);
        WorldReport report = PROCESS.run(name, options, edges -> {});
        assertEquals("success", report.result());
        // One initial state; every other state that TLC generates is the end of an edge.
        assertEquals(model.generated() - 1, report.edges());
        assertEquals(report.edges(), report.executed());
        assertEquals(model.distinct(), report.states());
        assertEquals(0, report.divergences());
        assertEquals(TOUR_STEPS, report.tourSteps());
        assertEquals(
                report.edges(),
                report.coverage().stream().mapToLong(WorldReport.Covered::edges).sum());
        assertTrue(report.conforms());
    }

    /** A JVM that dies between two worlds, of whatever, ends neither the next world nor the run. */
    @Test
    void aProcessThatDiesBetweenTwoWorldsIsReplaced() throws Exception {
        Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        try (WorldProcess process = new WorldProcess("1g", false)) {
            assertTrue(process.run(SMALL, options, edges -> {}).conforms());
            ProcessHandle child = ProcessHandle.current()
                    .children()
                    .filter(one -> !others.contains(one))
                    .findFirst()
                    .orElseThrow();
            child.destroyForcibly();
            child.onExit().get(1, TimeUnit.MINUTES);
            assertTrue(process.run(SMALL, options, edges -> {}).conforms());
        }
    }

    /** One that cannot live at all is told of. */
    @Test
    void aProcessThatDiesInItsFirstWorldIsAFailure() {
        try (WorldProcess process = new WorldProcess("2m", false)) {
            assertThrows(IllegalStateException.class, () -> process.run(SMALL, options, edges -> {}));
        }
    }

    @Test
    void anUnknownModelIsBadInput() {
        SpecError refusal = assertThrows(SpecError.class, () -> PROCESS.run("MCNothing", options, edges -> {}));
        assertTrue(refusal.getMessage().contains("MCNothing"), refusal.getMessage());
    }
}
