package dev.portolan.conformance.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.PortName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelNumbersTest {

    private static final PortName P1 = PortName.of("p1");

    private final SymbolicDriver driver = SymbolicDriver.boot(
            new ReferenceKernel(), new Setting("classic", Map.of(), Map.of("A", List.of("A0")), false));
    private final ModelNumbers numbers = new ModelNumbers(driver);

    /** A state may say that a message was accepted for a task that there is none of: then it is another state. */
    @Test
    void aNameOfNoTaskIsANumberThatNoModelHas() {
        driver.binding().bindName("A", P1, 515);
        PortName heard = PortName.of("515");

        assertEquals(515, numbers.argument("A", P1, heard));
        assertNotEquals(515, numbers.argument("Z", P1, heard));
        assertNotEquals(515, numbers.argument(null, P1, heard));
        assertEquals(numbers.name("A", PortName.of("p9")), numbers.name("Z", P1));
        assertNull(numbers.argument("Z", null, heard));
    }
}
