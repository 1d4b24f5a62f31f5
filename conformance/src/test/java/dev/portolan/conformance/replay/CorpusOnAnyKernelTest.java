package dev.portolan.conformance.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference kernel behind the door that all kernels use comes to what it comes to before it. */
@DisplayName("the corpus on the reference kernel as any other")
class CorpusOnAnyKernelTest {

    private static final Citations CITATIONS = new Citations();

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void everyTraceComesToTheSame(String dialect) throws IOException {
        KnownDifferences known = KnownDifferences.packaged();
        TraceReplayer directly = new TraceReplayer(known, CITATIONS, null);
        int events = 0;
        try (ReferenceKernel kernel = new ReferenceKernel()) {
            TraceReplayer throughTheDoor = TraceReplayer.on(kernel, known, CITATIONS, null);
            for (Path file : files(dialect)) {
                try (TraceReader reader = TraceReader.open(file)) {
                    for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                        TraceReplayer.Result expected = directly.replay("file", 1, trace.get());
                        TraceReplayer.Result result = throughTheDoor.replay("file", 1, trace.get());
                        assertEquals(
                                expected,
                                result,
                                file + " " + trace.get().header().name());
                        assertEquals(Map.of(), result.declined());
                        assertEquals(Map.of(), result.hidden());
                        events += result.events();
                    }
                }
            }
        }
        assertTrue(events > 1_000, () -> "a corpus of few events");
    }

    private static List<Path> files(String dialect) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../traces", dialect))) {
            return files.sorted().toList();
        }
    }
}
