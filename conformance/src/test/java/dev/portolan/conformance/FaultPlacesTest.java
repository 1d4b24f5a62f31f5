package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each planted fault has one place where it is planted: looked at in a second, before those who plant it take minutes. */
@DisplayName("places of planted faults")
class FaultPlacesTest {

    @Test
    void everyFaultHasOnePlace() throws IOException {
        List<PlantedFault> faults = new ArrayList<>(ParallelRunsTest.FAULTS);
        faults.addAll(CheckerFaultsTest.FAULTS);
        for (String name : PlantedFault.names()) {
            faults.add(PlantedFault.named(name));
        }
        List<String> wrong = new ArrayList<>();
        for (PlantedFault fault : faults) {
            try {
                assertNotEquals(Files.readString(PlantedFault.REPOSITORY.resolve(fault.file())), fault.faulty());
            } catch (AssertionError lost) {
                wrong.add(fault.file() + ": " + fault.find() + ": " + lost.getMessage());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aPlaceThatIsGoneIsFound() throws IOException {
        PlantedFault fault = PlantedFault.named("kernel-queue-reversed");
        assertThrows(
                AssertionError.class,
                () -> PlantedFault.of(fault.file(), "no such text", "").faulty());
        assertThrows(
                AssertionError.class,
                () -> PlantedFault.of(fault.file(), "return", "").faulty());
    }
}
