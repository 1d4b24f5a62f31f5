package dev.portolan.conformance.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.execute.WorldReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("conform: what people read of a world")
class WorldTextTest {

    private static final String STALE = "750 states, 1750 found";

    @Test
    void aWorldThatIsNotAsTheManifestSaysIsTold() {
        String text = text(world(STALE));

        assertTrue(text.contains("unexpected"), text);
        assertTrue(text.contains("MCSmall is not as the manifest says: " + STALE), text);
        assertFalse(text.contains("diverges"), text);
    }

    @Test
    void aWorldThatConformsIsToldInItsLineAlone() {
        String text = text(world("success"));

        assertTrue(text.contains("conforms"), text);
        assertFalse(text.contains("manifest"), text);
    }

    private static String text(WorldReport report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WorldText.print(new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false), List.of(report), 1);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static WorldReport world(String result) {
        return new WorldReport(
                "MCSmall", "xnu", result, 10, 9, 9, 5, 4, 0, 1, 9, 100, 0, List.of(), List.of(), List.of());
    }
}
