package dev.portolan.conformance.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * A child JVM's standard input: the lines that its parent writes, and the end, which is when the parent has died, and
 * which ends the child.
 */
public final class ParentWatch {

    private static final int ORPHANED = 143;

    private final Path directory;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ParentWatch(Path directory) {
        this.directory = directory;
    }

    /**
     * Begins to watch, on a thread of its own.
     *
     * @param directory to be removed, since nobody else will
     */
    public static ParentWatch start(Path directory) {
        ParentWatch watch = new ParentWatch(directory);
        Thread thread = new Thread(watch::watch, "parent watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** The next line that the parent writes; waits for it. */
    public String next() throws InterruptedException {
        return lines.take();
    }

    private void watch() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
        delete();
        Runtime.getRuntime().halt(ORPHANED);
    }

    private void delete() {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // Nobody is left to tell.
        }
    }
}
