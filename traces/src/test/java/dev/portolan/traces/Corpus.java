package dev.portolan.traces;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The files beside this module that tests read. */
final class Corpus {

    /** The module's folder, which Maven makes the working directory. */
    static final Path FOLDER = Path.of("").toAbsolutePath();

    static final Path REFUSED = FOLDER.resolve("refused");

    private Corpus() {}

    /** Traces of real kernels, in the order of their names. */
    static List<Path> files() {
        return Stream.of("classic", "xnu")
                .flatMap(dialect -> list(FOLDER.resolve(dialect)).stream())
                .toList();
    }

    /** The runs that were written by hand, each for a corner, in which no call waits. */
    static List<Path> scenarios() {
        return files().stream()
                .filter(file -> file.endsWith("scenarios.ndjson.gz"))
                .toList();
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The decompressed text of a file of the corpus. */
    static String text(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What a line of a trace has to be. */
    static JsonSchema schema() throws IOException {
        try (InputStream in = Trace.class.getResourceAsStream("trace-1.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
    }
}
