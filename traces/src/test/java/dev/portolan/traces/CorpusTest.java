package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus is what its README and its schema say. */
class CorpusTest {

    /** Each header, and of the lines of an event one for each form that it has: its numbers and names left out. */
    @Test
    void everyFormOfALineFitsTheSchema() throws IOException {
        JsonSchema schema = Corpus.schema();
        ObjectMapper json = new ObjectMapper();
        Set<String> seen = new HashSet<>();
        for (Path file : Corpus.files()) {
            for (String line : Corpus.text(file).split("\n")) {
                if (seen.add(call(line).replaceAll("\\d+", "0"))) {
                    assertEquals(Set.of(), schema.validate(json.readTree(line)), () -> file + ": " + line);
                }
            }
        }
        assertTrue(seen.size() > 5_000, "only " + seen.size() + " lines");
    }

    /* Of states there are as many forms as states. */
    private static String call(String line) {
        int state = line.indexOf(",\"state\":");
        return state < 0 ? line : line.substring(0, state);
    }

    @Test
    void readingAndWritingGivesTheSameText(@TempDir Path folder) throws IOException {
        for (Path file : Corpus.files()) {
            Path copy = folder.resolve("copy.ndjson");
            try (TraceReader reader = TraceReader.open(file);
                    TraceWriter writer = TraceWriter.create(copy)) {
                for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                    writer.write(trace.get());
                }
                writer.commit();
            }
            assertArrayEquals(
                    Corpus.text(file).getBytes(StandardCharsets.UTF_8), Files.readAllBytes(copy), file.toString());
        }
    }

    @Test
    void everyTraceIsJudgedUnderTheDialectOfItsFolder() throws IOException {
        int events = 0;
        for (Path file : Corpus.files()) {
            String dialect = file.getParent().getFileName().toString();
            try (TraceReader reader = TraceReader.open(file)) {
                for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                    assertEquals(dialect, trace.get().header().dialect());
                    assertEquals("real", trace.get().header().kind());
                    events += trace.get().events().size();
                }
            }
        }
        assertEquals(104_764, events);
    }

    @Test
    void sumsAreTrue() throws IOException {
        String actual = Corpus.files().stream()
                .map(file -> sha256(file) + "  " + Corpus.FOLDER.relativize(file) + "\n")
                .collect(Collectors.joining());
        assertEquals(Files.readString(Corpus.FOLDER.resolve("SHA256SUMS")), actual);
    }

    @Test
    void compressedFilesCarryNoTime() throws IOException {
        List<Path> files = Corpus.files();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            assertEquals("1f8b", HexFormat.of().formatHex(bytes, 0, 2), file.toString());
            assertEquals("00000000", HexFormat.of().formatHex(bytes, 4, 8), file.toString());
        }
    }

    private static String sha256(Path file) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(sum);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
