package dev.portolan.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.MutatedKernel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As JSON a demo tells what it tells as text, whose words are written down, and no less. */
@DisplayName("demos as JSON")
class DemoJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /* What the text says last, of which the object has its own field. */
    private static final String END = "Itcametotheendthatitshould";

    @TempDir
    Path scratch;

    private static String text(String demo) throws IOException {
        try (InputStream in = MutatedKernel.class.getResourceAsStream("demo/" + demo + ".txt")) {
            return squeezed(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    /* What is told, in order, without the spaces by which lines are laid out. */
    private static String told(String json) throws IOException {
        List<String> told = new ArrayList<>();
        for (JsonNode section : MAPPER.readTree(json).get("sections")) {
            told.add(section.get("heading").asText());
            for (JsonNode fact : section.get("facts")) {
                told.add(fact.get("of").asText() + fact.get("is").asText());
            }
        }
        return squeezed(String.join("", told));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crash", "repair"})
    void tellsWhatTheTextTells(String demo) throws IOException {
        Said said = Said.portolan("demo", demo, "--json");
        assertEquals(ExitCode.CONFORMS, said.exit());
        assertTrue(said.json().get("ok").asBoolean());
        assertEquals(demo, said.json().get("demo").asText());
        assertEquals(text(demo), told(said.out()) + END);
    }

    static List<JsonNode> faults() throws IOException {
        return MutatedKernel.faults(MutatedKernel.class, "demo/demo-faults.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultOfTheKernelIsSeen(JsonNode fault) throws Exception {
        String demo = fault.get("demo").asText().toLowerCase(Locale.ROOT);
        assertNotEquals(new DemoJsonRun().apply(demo), on(fault).apply(demo));
    }

    /** A command that leaves out what was told is found. */
    @Test
    void aFaultOfTheCommandIsSeen() throws Exception {
        JsonNode fault = MAPPER.createObjectNode()
                .put("file", "conformance/src/main/java/dev/portolan/conformance/cli/DemoCommand.java")
                .put("find", "story.sections()")
                .put("replace", "List.of()");
        assertNotEquals(text("crash"), told(on(fault).apply("crash")) + END);
    }

    @SuppressWarnings("unchecked")
    private UnaryOperator<String> on(JsonNode fault) throws Exception {
        return MutatedKernel.load(fault, scratch, DemoJsonRun.class, UnaryOperator.class);
    }
}
