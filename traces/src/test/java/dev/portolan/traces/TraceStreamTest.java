package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of any length come and go one event at a time, and a file with a fault gives none. */
class TraceStreamTest {

    private static final Outcome SUCCESS = new Outcome("KERN_SUCCESS", null, null, List.of());

    @TempDir
    private Path folder;

    @Test
    void theSameTracesAsReadWhole() throws IOException {
        for (Path file : Corpus.files()) {
            long events = 0;
            try (TraceReader whole = TraceReader.open(file);
                    TraceStream stream = TraceStream.open(file)) {
                for (Optional<Trace> trace = whole.next(); trace.isPresent(); trace = whole.next()) {
                    events += trace.get().events().size();
                    assertEquals(trace.get(), collected(stream), file.toString());
                    assertEquals(whole.line(), stream.line());
                    assertFalse(stream.isStepwise());
                }
                assertEquals(Optional.empty(), stream.next());
                assertEquals(events, stream.eventCount());
            }
        }
    }

    /** Of three traces one is read, one is passed over, and one is left in the middle. */
    @Test
    void whoeverWatchesIsToldHowManyEventsWereRead() throws IOException {
        Path file = folder.resolve("three.ndjson");
        Trace trace = new Trace(
                new Trace.Header(
                        Trace.FORMAT, "t", "run", "xnu", Map.of(), Map.of("A", List.of("A1")), null, null, null),
                IntStream.rangeClosed(1, 250)
                        .mapToObj(seq -> new Trace.Event(seq, new Call.ThreadAbort("A1"), SUCCESS, null))
                        .toList());
        try (TraceWriter writer = TraceWriter.create(file)) {
            for (int i = 0; i < 3; i++) {
                writer.write(trace);
            }
            writer.commit();
        }
        List<Long> told = new ArrayList<>();
        try (TraceStream stream = TraceStream.open(file)) {
            assertEquals(750, stream.eventCount());
            stream.watch(told::add);
            collected(stream);
            assertEquals(List.of(100L, 200L), told);
            stream.next();
            stream.next();
            assertEquals(List.of(100L, 200L, 300L, 400L, 500L), told);
            stream.event();
        }
        assertEquals(5, told.size());
    }

    @Test
    void writtenEventByEventItIsTheSameFile() throws IOException {
        Path file = Corpus.files().get(0);
        Path copy = folder.resolve("copy.ndjson.gz");
        try (TraceStream stream = TraceStream.open(file);
                TraceWriter writer = TraceWriter.create(copy)) {
            for (Optional<Trace.Header> header = stream.next(); header.isPresent(); header = stream.next()) {
                writer.begin(header.get());
                for (Optional<Trace.Event> event = stream.event(); event.isPresent(); event = stream.event()) {
                    writer.write(event.get());
                }
            }
            writer.commit();
        }
        assertEquals(-1, Files.mismatch(file, copy));
    }

    @Test
    void aFileWithAFaultGivesNothing() throws IOException {
        Path file = Corpus.REFUSED.resolve("second-trace-broken.ndjson");
        assertEquals(
                5,
                assertThrows(TraceFormatException.class, () -> TraceStream.open(file))
                        .line());
    }

    @Test
    void whatIsLeftOfATraceIsPassed() throws IOException {
        Path file = write("skipped.ndjson", steps(3, "one"), steps(0, "none"), steps(2, "two"));
        try (TraceStream stream = TraceStream.open(file)) {
            assertEquals("one", stream.next().orElseThrow().name());
            assertEquals(1, stream.event().orElseThrow().seq());
            assertEquals("none", stream.next().orElseThrow().name());
            assertEquals(5, stream.line());
            assertFalse(stream.isStepwise());
            assertEquals(Optional.empty(), stream.event());
            assertEquals("two", stream.next().orElseThrow().name());
            assertTrue(stream.isStepwise());
            assertEquals(Optional.empty(), stream.next());
            assertEquals(Optional.empty(), stream.event());
            assertEquals(5, stream.eventCount());
        }
    }

    @Test
    void aFileThatChangesMeanwhileIsRefusedWhereItNoLongerFits() throws IOException {
        Path file = write("changed.ndjson", steps(2_000, "long"));
        try (TraceStream stream = TraceStream.open(file)) {
            Files.writeString(file, Files.readString(file).replace("\"seq\":1500,", "\"seq\":1501,"));
            stream.next();
            TraceFormatException refusal = assertThrows(TraceFormatException.class, () -> {
                while (stream.event().isPresent()) {
                    // The first events are those that were checked.
                }
            });
            assertEquals(1501, refusal.line());
        }
    }

    @Test
    void aPipeIsReadFromACopy() throws Exception {
        Path file = write("piped.ndjson", steps(3, "piped"));
        Path pipe = folder.resolve("pipe");
        assertTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS));
        Process cat = new ProcessBuilder("cp", file.toString(), pipe.toString()).start();
        try (TraceStream stream = TraceStream.open(pipe)) {
            assertEquals(steps(3, "piped"), collected(stream));
        }
        assertTrue(cat.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void aMillionEventsTakeLittleMemoryAndTimeAsTheirLength() throws IOException {
        List<String> said =
                ChildJvm.run(64, LongTraceMain.class, List.of(folder.toString(), "50000", "100000", "1000000"));
        assertEquals(3, said.size());
        assertEquals("100000", said.get(1).split("\t")[0]);
        assertEquals("1000000", said.get(2).split("\t")[0]);
        double seconds = Double.parseDouble(said.get(2).split("\t")[1]);
        double tenth = Double.parseDouble(said.get(1).split("\t")[1]);
        assertTrue(seconds < 20 * tenth, said.toString());
    }

    @Test
    void anEventNeedsAHeaderAndTheNextNumber() throws IOException {
        Trace.Event second = new Trace.Event(2, new Call.ThreadAbort("A0"), SUCCESS, null);
        try (TraceWriter writer = TraceWriter.create(folder.resolve("never.ndjson"))) {
            assertThrows(IllegalStateException.class, () -> writer.write(second));
            writer.begin(header("a"));
            assertThrows(IllegalArgumentException.class, () -> writer.write(second));
        }
    }

    private static Trace collected(TraceStream stream) throws IOException {
        Trace.Header header = stream.next().orElseThrow();
        List<Trace.Event> events = new ArrayList<>();
        for (Optional<Trace.Event> event = stream.event(); event.isPresent(); event = stream.event()) {
            events.add(event.get());
        }
        return new Trace(header, events);
    }

    private static Trace.Header header(String name) {
        return new Trace.Header(
                Trace.FORMAT, name, "run", "xnu", Map.of(), Map.of("A", List.of("A0")), null, null, null);
    }

    private static Trace steps(int count, String name) {
        List<Trace.Event> events = new ArrayList<>();
        for (int seq = 1; seq <= count; seq++) {
            events.add(new Trace.Event(seq, new Call.Step("A0", "Post"), SUCCESS, null));
        }
        return new Trace(header(name), events);
    }

    private Path write(String name, Trace... traces) throws IOException {
        Path file = folder.resolve(name);
        try (TraceWriter writer = TraceWriter.create(file)) {
            for (Trace trace : traces) {
                writer.write(trace);
            }
            writer.commit();
        }
        return file;
    }
}
