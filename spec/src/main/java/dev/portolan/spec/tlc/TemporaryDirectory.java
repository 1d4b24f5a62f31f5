package dev.portolan.spec.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for one run of TLC: {@code spec} with the modules, {@code tmp} for what TLC unpacks, {@code meta} for
 * its states. Removed by {@link #close}, and by a shutdown hook if it does not come to that.
 */
public final class TemporaryDirectory implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final Path path;
    private final Thread hook;

    public TemporaryDirectory() {
        try {
            path = Files.createTempDirectory("portolan-tlc-");
            Files.createDirectory(spec());
            Files.createDirectory(tmp());
            Files.createDirectory(meta());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hook = new Thread(() -> delete(path), "removal of " + path);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Path path() {
        return path;
    }

    /** Where the modules and configurations go. */
    public Path spec() {
        return path.resolve("spec");
    }

    /** For {@code java.io.tmpdir}. */
    public Path tmp() {
        return path.resolve("tmp");
    }

    /** For {@code -metadir}. */
    public Path meta() {
        return path.resolve("meta");
    }

    @Override
    public void close() {
        delete(path);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down, and the hook runs anyway.
        }
    }

    /** Removes a folder and all in it, while another thread or process may still write there. */
    static void delete(Path directory) {
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(directory); attempt++) {
            try (Stream<Path> walk = Files.walk(directory)) {
                List<Path> paths = walk.sorted(Comparator.reverseOrder()).toList();
                for (Path path : paths) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException e) {
                // Something was created or removed meanwhile: look again.
            }
        }
    }
}
