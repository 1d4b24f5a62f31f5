package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file under {@code refused/} is refused at the place and for the reason that its neighbour states. */
class RefusedTracesTest {

    @TestFactory
    List<DynamicTest> refusedAtItsPlaceForItsReason() {
        List<Path> files = Corpus.list(Corpus.REFUSED).stream()
                .filter(file -> !file.toString().endsWith(".refusal"))
                .toList();
        assertTrue(files.size() >= 30, "only " + files.size() + " files");
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> refused(file)))
                .toList();
    }

    @Test
    void tracesBeforeTheBrokenOneAreGivenOutWhole() throws IOException {
        try (TraceReader reader = TraceReader.open(Corpus.REFUSED.resolve("second-trace-broken.ndjson"))) {
            assertEquals(2, reader.next().orElseThrow().events().size());
            assertEquals(1, reader.line());
            assertThrows(TraceFormatException.class, reader::next);
        }
    }

    private static void refused(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.ndjson(\\.gz)?$", ".refusal");
        String stated = Files.readString(file.resolveSibling(name)).strip();
        TraceFormatException refusal = assertThrows(TraceFormatException.class, () -> readAll(file));
        assertEquals(stated, refusal.line() + ":" + refusal.column() + ": " + refusal.reason());
        assertEquals(file, refusal.file());
        assertEquals(file + ":" + stated, refusal.getMessage());
    }

    private static void readAll(Path file) throws IOException {
        try (TraceReader reader = TraceReader.open(file)) {
            while (reader.next().isPresent()) {
                // What is read before the refusal is not of interest here.
            }
        }
    }
}
