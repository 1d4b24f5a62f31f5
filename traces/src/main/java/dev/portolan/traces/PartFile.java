package dev.portolan.traces;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that appears whole or not at all.
 *
 * <p>What is written goes beside it, into a file whose name ends in {@link #SUFFIX}, which takes its place with
 * {@link #commit}. Before that whoever reads the file finds what was there, or nothing, however the JVM ends; a part
 * that is closed without having been committed is removed, and so is one that is open when the JVM is told to end. A
 * symbolic link stays, and the file that it leads to is replaced. What is no file, as a pipe or a terminal, cannot be
 * replaced, and is written to as one goes. Not for use by several threads.
 */
public final class PartFile implements AutoCloseable {

    /** How the name of a part ends. */
    public static final String SUFFIX = ".part";

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(PartFile::remove), "removal of parts"));
    }

    private final Path file;

    /* Null if there is nothing to take the place of. */
    private final Path part;
    private final OutputStream stream;
    private boolean closed;

    private PartFile(Path file, Path part, OutputStream stream) {
        this.file = file;
        this.part = part;
        this.stream = new Named(file, stream);
    }

    /**
     * Begins a file, or one that will take the place of a file.
     *
     * @throws IOException if its folder does not exist, or may not be written to
     */
    public static PartFile create(Path file) throws IOException {
        Path place = Files.exists(file) ? file.toRealPath() : file;
        if (Files.exists(place) && !Files.isRegularFile(place) && !Files.isDirectory(place)) {
            return new PartFile(place, null, Files.newOutputStream(place, StandardOpenOption.WRITE));
        }
        String mark = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        Path part =
                place.resolveSibling(place.getFileName() + "." + mark + SUFFIX).toAbsolutePath();
        OPEN.add(part);
        try {
            OutputStream stream = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new PartFile(place, part, stream);
        } catch (IOException | RuntimeException failed) {
            OPEN.remove(part);
            throw failed;
        }
    }

    /** Writes a file of text, in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        try (PartFile part = create(file)) {
            part.stream().write(text.getBytes(StandardCharsets.UTF_8));
            part.commit();
        }
    }

    /**
     * What is to be in the file; not buffered. Closing it is allowed, and decides nothing.
     *
     * <p>Its failures are {@link FileSystemException}s that name the file, as on a disk that is full.
     */
    public OutputStream stream() {
        return stream;
    }

    /** Lets the file appear, once all of it is on the disk. Nothing can be written afterwards. */
    public void commit() throws IOException {
        stream.close();
        if (part != null) {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            OPEN.remove(part);
        }
        closed = true;
    }

    /** Gives up what was not committed. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stream.close();
        } finally {
            if (part != null) {
                Files.deleteIfExists(part);
                OPEN.remove(part);
            }
        }
    }

    /* The system does not say of which file it speaks. */
    private static final class Named extends FilterOutputStream {

        private final Path file;

        Named(Path file, OutputStream out) {
            super(out);
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException failed) {
                FileSystemException named = new FileSystemException(file.toString(), null, failed.getMessage());
                named.initCause(failed);
                throw named;
            }
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The JVM is ending, and nobody is left to tell.
        }
    }
}
