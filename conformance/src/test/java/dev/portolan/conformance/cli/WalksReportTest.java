package dev.portolan.conformance.cli;

import static dev.portolan.conformance.cli.Said.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.suite.SuiteReport;
import dev.portolan.conformance.suite.SuiteRun;
import dev.portolan.conformance.suite.WalkReport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the worlds of conform --kernel --json")
class WalksReportTest {

    @Test
    void ofAWorldThatWasLeftOutThereIsNoMoreThanWhy() {
        JsonNode world = world(new SuiteRun.Walked("MCRefs_xnu", null, "no xnu"));
        assertEquals(List.of("name", "refusal"), fields(world));
        assertEquals("no xnu", world.get("refusal").asText());
    }

    @Test
    void ofAWorldThatWasWalkedToItsEndThatIsSaidToo() {
        WalkReport walk = new WalkReport(
                "MCRefs_xnu",
                "xnu",
                2,
                5,
                5,
                0,
                0,
                0,
                0,
                0,
                7,
                1,
                0.5,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        JsonNode world = world(new SuiteRun.Walked("MCRefs_xnu", walk, null));
        assertTrue(world.has("ended") && world.get("ended").isNull(), world::toString);
        assertEquals(7, world.get("calls").asInt());
    }

    private static JsonNode world(SuiteRun.Walked walked) {
        SuiteReport report = new SuiteReport("g", "1", List.of(walked), List.of(), 1);
        return new ObjectMapper()
                .valueToTree(WalksReport.of(report, List.of()))
                .get("worlds")
                .get(0);
    }
}
