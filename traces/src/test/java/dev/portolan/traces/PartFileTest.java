package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("files that appear whole or not at all")
class PartFileTest {

    private static final Trace TRACE = new Trace(
            new Trace.Header(
                    Trace.FORMAT, "part", "run", "xnu", Map.of(), Map.of("A", List.of("A1")), null, null, null),
            List.of());

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("result.txt");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsThereBeforeTheCommit() throws IOException {
        try (PartFile part = PartFile.create(file)) {
            part.stream().write(bytes("half"));
            assertFalse(Files.exists(file));
            assertEquals(1, names().size());
            assertTrue(names().get(0).endsWith(PartFile.SUFFIX));
            part.stream().write(bytes(" and half"));
            part.commit();
            assertEquals("half and half", Files.readString(file));
        }
        assertEquals(List.of("result.txt"), names());
    }

    @Test
    void whatIsGivenUpLeavesWhatWasThere() throws IOException {
        Files.writeString(file, "before");
        try (PartFile part = PartFile.create(file)) {
            part.stream().write(bytes("half"));
        }
        assertEquals("before", Files.readString(file));
        assertEquals(List.of("result.txt"), names());
    }

    @Test
    void aTextTakesThePlaceOfAnother() throws IOException {
        PartFile.write(file, "before, and longer");
        PartFile.write(file, "naïve");
        assertEquals("naïve", Files.readString(file));
        assertEquals(List.of("result.txt"), names());
    }

    @Test
    void aLinkStaysAndItsFileIsReplaced() throws IOException {
        Files.writeString(file, "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        PartFile.write(link, "after");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("after", Files.readString(file));
        assertEquals(List.of("link", "result.txt"), names());
    }

    /** Moving a file to the place of the null device would be the end of it. */
    @Test
    void aDeviceIsWrittenToAndStays() throws IOException {
        Path device = Path.of("/dev/null");
        PartFile.write(device, "nothing");
        assertFalse(Files.isRegularFile(device));
        assertEquals("", Files.readString(device));
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        assertThrows(IOException.class, () -> PartFile.write(taken, "text"));
        assertTrue(Files.isDirectory(taken));
        assertEquals(List.of("taken"), names());
    }

    @Test
    void aFailureNamesTheFile() {
        assertThrows(NoSuchFileException.class, () -> PartFile.create(folder.resolve("missing/result.txt")));
        Path full = Path.of("/dev/full");
        FileSystemException failure = assertThrows(FileSystemException.class, () -> PartFile.write(full, "text"));
        assertEquals(full.toString(), failure.getFile());
        assertEquals("No space left on device", failure.getReason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace.ndjson", "trace.ndjson.gz", "trace.itf.json"})
    void writersOfTracesLeaveNothingHalf(String name) throws Exception {
        Path trace = folder.resolve(name);
        Files.writeString(trace, "before");
        AutoCloseable writer = writer(trace);
        assertEquals(2, names().size());
        writer.close();
        assertEquals("before", Files.readString(trace));
        assertEquals(List.of(name), names());
    }

    private static AutoCloseable writer(Path trace) throws IOException {
        if (trace.toString().endsWith(ItfWriter.SUFFIX)) {
            return ItfWriter.create(trace, TRACE.header());
        }
        TraceWriter writer = TraceWriter.create(trace);
        writer.write(TRACE);
        return writer;
    }
}
