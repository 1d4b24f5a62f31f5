package dev.portolan.conformance.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("tlc")
@DisplayName("Perform says of every call what the worlds' actions say")
class WorldAgreementTest {

    /** The first world whole, which has as many edges as the manifest says, but for the initial state. */
    @ParameterizedTest
    @CsvSource({
        "MCBlockingLimit_xnu, xnu, false, 100000, 10530",
        "MCRefs_classic, classic, false, 40, 0",
        "MCNames_xnu, xnu, false, 100, 0",
        "MCMessages_classic, classic, false, 100, 0",
        "MCSteps_xnu, xnu, true, 1500, 0",
        "MCSteps_classic, classic, true, 1500, 0",
    })
    void everyEdge(String world, String dialect, boolean stepwise, int states, long edges) throws Exception {
        String found = (String) Class.forName(WorldAgreement.class.getName(), true, new IsolatedClasses())
                .getMethod("check", String.class, String.class, boolean.class, int.class)
                .invoke(null, world, dialect, stepwise, states);
        if (edges == 0) {
            assertTrue(found.matches("\\d{4,}"), found);
        } else {
            assertEquals(Long.toString(edges), found);
        }
    }
}
