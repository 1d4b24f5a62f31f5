package dev.portolan.conformance.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Ends a child JVM when its standard input does, which is when its parent has died. */
final class ParentWatch {

    private static final int ORPHANED = 143;

    private ParentWatch() {}

    /**
     * Begins to watch, on a thread of its own.
     *
     * @param directory to be removed, since nobody else will
     */
    static void start(Path directory) {
        Thread watch = new Thread(() -> watch(directory), "parent watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch(Path directory) {
        try {
            while (System.in.read() >= 0) {
                // The parent never writes; only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
        delete(directory);
        Runtime.getRuntime().halt(ORPHANED);
    }

    private static void delete(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // Nobody is left to tell.
        }
    }
}
