package dev.portolan.conformance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The trace files that arguments mean. */
final class TraceFiles {

    private TraceFiles() {}

    /**
     * Files as given; of folders, all traces in them, in the order of their paths.
     *
     * @throws InputError if something is not there, or a folder holds no trace
     */
    static List<Path> of(List<Path> arguments) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path argument : arguments) {
            if (Files.isDirectory(argument)) {
                files.addAll(in(argument));
            } else if (Files.isReadable(argument)) {
                files.add(argument);
            } else {
                throw new InputError(argument + ": there is no such file, or it may not be read");
            }
        }
        return files;
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> found = walk.filter(TraceFiles::isTrace)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new InputError(folder + ": there are no traces, no *.ndjson and no *.ndjson.gz");
            }
            return found;
        }
    }

    private static boolean isTrace(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".ndjson") || name.endsWith(".ndjson.gz");
    }
}
