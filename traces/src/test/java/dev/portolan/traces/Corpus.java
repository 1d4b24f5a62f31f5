package dev.portolan.traces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
