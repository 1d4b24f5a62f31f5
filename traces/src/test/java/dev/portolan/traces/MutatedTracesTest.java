package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A damaged trace is used whole or refused with its place, and never anything else. */
class MutatedTracesTest {

    private static final int TRIES = 100_000;

    /* Validating and writing take longer than all the rest. */
    private static final int CLOSER_ONE_IN = 10;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<List<String>> TRACES = new ArrayList<>();
    private static final Set<String> LINES_SEEN = new HashSet<>();

    private static JsonSchema schema;
    private static Path folder;
    private static int accepted;
    private static int refused;

    @BeforeContainer
    static void readTheCorpus() throws IOException {
        folder = Files.createTempDirectory("mutated");
        schema = Corpus.schema();
        for (Path file : Corpus.files()) {
            List<String> trace = null;
            for (String line : Corpus.text(file).split("\n")) {
                if (line.startsWith("{\"format\"")) {
                    trace = new ArrayList<>();
                    TRACES.add(trace);
                }
                if (trace.size() < 7) {
                    trace.add(line);
                }
            }
        }
    }

    @AfterContainer
    static void bothHappen() throws IOException {
        Files.deleteIfExists(folder.resolve("mutated.ndjson"));
        Files.deleteIfExists(folder.resolve("again.ndjson"));
        Files.delete(folder);
        assertTrue(accepted > TRIES / 10 && refused > TRIES / 10, accepted + " accepted, " + refused + " refused");
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void isReadWholeOrRefusedWithItsPlace(@ForAll long seed) throws IOException {
        byte[] bytes = new TraceMutation(new Random(seed), TRACES).file();
        Path file = Files.write(folder.resolve("mutated.ndjson"), bytes);
        List<Trace> whole = new ArrayList<>();
        TraceFormatException refusal = read(file, whole);
        assertStreamed(file, whole, refusal);
        if (refusal == null) {
            accepted++;
            assertIsWhatTheFileSays(bytes, whole);
        } else {
            refused++;
            assertHasAPlace(file, bytes, refusal);
            assertAreBefore(refusal, whole);
        }
    }

    private static TraceFormatException read(Path file, List<Trace> traces) throws IOException {
        try (TraceReader reader = TraceReader.open(file)) {
            for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                traces.add(trace.get());
            }
            return null;
        } catch (TraceFormatException refusal) {
            return refusal;
        }
    }

    /* Event by event comes the same, or nothing. */
    private static void assertStreamed(Path file, List<Trace> whole, TraceFormatException refusal) throws IOException {
        try (TraceStream stream = TraceStream.open(file)) {
            assertEquals(null, refusal);
            for (Trace trace : whole) {
                assertEquals(trace.header(), stream.next().orElseThrow());
                for (Trace.Event event : trace.events()) {
                    assertEquals(event, stream.event().orElseThrow());
                }
                assertTrue(stream.event().isEmpty());
            }
            assertTrue(stream.next().isEmpty());
        } catch (TraceFormatException same) {
            assertNotNull(refusal);
            assertEquals(refusal.getMessage(), same.getMessage());
        }
    }

    /* What was given out of a file that is refused are whole traces: the header of another comes after them. */
    private static void assertAreBefore(TraceFormatException refusal, List<Trace> whole) {
        int lines = whole.stream().mapToInt(trace -> 1 + trace.events().size()).sum();
        assertTrue(lines == 0 || lines + 1 < refusal.line(), refusal.getMessage());
    }

    private static void assertHasAPlace(Path file, byte[] bytes, TraceFormatException refusal) {
        assertEquals(file, refusal.file());
        assertFalse(refusal.reason().isBlank());
        assertTrue(refusal.getMessage().chars().noneMatch(Character::isISOControl), refusal.getMessage());
        if (!isCompressed(bytes)) {
            String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
            assertTrue(refusal.line() >= 1 && refusal.line() <= lines.length, refusal.getMessage());
            int length = lines[refusal.line() - 1].length();
            assertTrue(refusal.column() >= 1 && refusal.column() <= length + 1, refusal.getMessage());
        }
    }

    /* As many lines as headers and events, JSON to any parser, and within the schema. */
    private static void assertIsWhatTheFileSays(byte[] bytes, List<Trace> traces) throws IOException {
        String text = text(bytes);
        assertTrue(text.endsWith("\n"));
        String[] lines = text.split("\n");
        assertEquals(
                lines.length,
                traces.stream().mapToInt(trace -> 1 + trace.events().size()).sum());
        for (String line : lines) {
            if (LINES_SEEN.add(line.replaceFirst("^\\{\"seq\":\\d+,", ""))) {
                JsonNode node = JSON.readTree(line);
                if (LINES_SEEN.size() % CLOSER_ONE_IN == 0) {
                    assertEquals(Set.of(), schema.validate(node), line);
                }
            }
        }
        if (accepted % CLOSER_ONE_IN == 0) {
            assertComesBack(traces);
        }
    }

    private static void assertComesBack(List<Trace> traces) throws IOException {
        Path again = folder.resolve("again.ndjson");
        try (TraceWriter writer = TraceWriter.create(again)) {
            for (Trace trace : traces) {
                writer.write(trace);
            }
            writer.commit();
        }
        List<Trace> back = new ArrayList<>();
        assertEquals(null, read(again, back));
        assertEquals(traces, back);
    }

    private static String text(byte[] bytes) throws IOException {
        if (!isCompressed(bytes)) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isCompressed(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }
}
