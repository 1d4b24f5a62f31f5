package dev.portolan.conformance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.conformance.MutatedKernel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The demos tell what they should, whoever runs next, and do not where the kernel is at fault. */
@DisplayName("demos")
class DemoTest {

    private static final int SEEDS = 50;
    private static final int COLUMNS = 80;

    @TempDir
    Path scratch;

    private static String expected(String name) throws IOException {
        try (InputStream in = DemoTest.class.getResourceAsStream(name.toLowerCase(Locale.ROOT) + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReportIsTheSameInEachSchedule(Demo demo) throws IOException {
        String report = expected(demo.name());
        DemoRun run = new DemoRun();
        assertEquals(report, run.apply(demo.name(), DemoRun.NO_SEED));
        for (long seed = 0; seed < SEEDS; seed++) {
            assertEquals(report, run.apply(demo.name(), seed), "seed " + seed);
        }
        assertTrue(report.lines().allMatch(line -> line.length() <= COLUMNS), report);
    }

    static List<JsonNode> faults() throws IOException {
        return MutatedKernel.faults(DemoTest.class, "demo-faults.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultIsSeen(JsonNode fault) throws Exception {
        @SuppressWarnings("unchecked")
        BiFunction<String, Long, String> run = MutatedKernel.load(fault, scratch, DemoRun.class, BiFunction.class);
        String demo = fault.get("demo").asText();
        String report = run.apply(demo, DemoRun.NO_SEED);

        assertNotEquals(expected(demo), report);
        assertTrue(report.contains(fault.get("tells").asText()), report);
    }
}
