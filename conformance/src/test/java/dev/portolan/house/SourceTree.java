package dev.portolan.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files by their path from the root, {@code /} between names, and the text of those that are sources. */
final class SourceTree {

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode", ".portolan", "states");
    private static final Set<String> SOURCES =
            Set.of("java", "tla", "cfg", "md", "xml", "json", "yml", "svg", "sh", "");

    private final SortedMap<String, String> texts;

    private SourceTree(Map<String, String> texts) {
        this.texts = new TreeMap<>(texts);
    }

    static SourceTree of(Map<String, String> texts) {
        return new SourceTree(texts);
    }

    /** The working copy that this test runs in, build products left out. */
    static SourceTree ofRepository() {
        Path root = root();
        Map<String, String> texts = new TreeMap<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean ours = !NOT_OURS.contains(folder.getFileName().toString());
                    return ours || folder.equals(root) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    texts.put(path, SOURCES.contains(extension(path)) ? Files.readString(file) : "");
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SourceTree(texts);
    }

    /** The folder with the Maven wrapper in it, at or above the working directory. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (Files.notExists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The paths with one of these extensions, in order. */
    List<String> withExtension(String... extensions) {
        Set<String> wanted = Set.of(extensions);
        return texts.keySet().stream()
                .filter(path -> wanted.contains(extension(path)))
                .collect(Collectors.toList());
    }

    Collection<String> paths() {
        return texts.keySet();
    }

    boolean has(String path) {
        return texts.containsKey(path)
                || path.isEmpty()
                || !texts.subMap(path + "/", path + "0").isEmpty();
    }

    String text(String path) {
        return texts.get(path);
    }

    List<String> lines(String path) {
        return texts.get(path).lines().collect(Collectors.toList());
    }

    static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.indexOf('.') < 0 ? "" : name.substring(name.lastIndexOf('.') + 1);
    }
}
