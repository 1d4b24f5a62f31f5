package dev.portolan.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The TLA+ modules and configurations, wherever they lie, and the manifest beside them.
 *
 * <p>TLC looks for modules in one folder, the repository keeps them in several. This class unpacks them flat, and
 * leads from the name of a module back to the file that its author edits. Immutable; everything is read once.
 */
public final class SpecFiles {

    private static final String RESOURCES = "/dev/portolan/spec/files/";
    private static final String MANIFEST = "manifest.json";

    private final String prefix;
    private final String manifest;
    private final SortedMap<String, SpecFile> files;

    /** One file: the path below the specifications' root, and the text. */
    private record SpecFile(String path, byte[] content) {}

    private SpecFiles(String prefix, Path root) throws IOException {
        this.prefix = prefix;
        Path manifestFile = root.resolve(MANIFEST);
        this.manifest = Files.exists(manifestFile) ? Files.readString(manifestFile) : null;
        this.files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root, 2)) {
            for (Path file : (Iterable<Path>) found.filter(SpecFiles::isSpecification)::iterator) {
                add(root, file);
            }
        }
    }

    private SpecFiles(SpecFiles others, Map<String, String> more) {
        this.prefix = others.prefix;
        this.manifest = others.manifest;
        this.files = new TreeMap<>(others.files);
        more.forEach((name, text) -> files.put(name, new SpecFile(name, text.getBytes(StandardCharsets.UTF_8))));
    }

    private static boolean isSpecification(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return name.endsWith(".tla") || name.endsWith(".cfg");
    }

    private void add(Path root, Path file) throws IOException {
        String path = root.relativize(file).toString().replace('\\', '/');
        SpecFile added = new SpecFile(path, Files.readAllBytes(file));
        SpecFile other = files.put(file.getFileName().toString(), added);
        if (other != null) {
            throw new SpecError(prefix + path, 0, 0, "has the same name as " + prefix + other.path());
        }
    }

    /**
     * The specifications that this jar carries.
     *
     * @throws SpecError if two files in different folders share a name
     */
    public static SpecFiles packaged() {
        URL manifest = SpecFiles.class.getResource(RESOURCES + MANIFEST);
        if (manifest == null) {
            throw new IllegalStateException("this build carries no specifications");
        }
        return packaged(manifest);
    }

    static SpecFiles packaged(URL manifest) {
        try {
            URI uri = manifest.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return new SpecFiles("spec/", Path.of(uri).getParent());
            }
            try (FileSystem jar = FileSystems.newFileSystem(jarOf(uri), (ClassLoader) null)) {
                return new SpecFiles("spec/", jar.getPath(RESOURCES));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jarOf(URI entry) {
        String text = entry.getRawSchemeSpecificPart();
        return Path.of(URI.create(text.substring(0, text.indexOf("!/"))));
    }

    /**
     * The specifications in {@code root} and the folders directly below it.
     *
     * @param root a folder laid out like {@code spec/}
     * @throws SpecError if two files in different folders share a name
     */
    public static SpecFiles of(Path root) {
        try {
            return new SpecFiles(root + "/", root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * These files and some that lie nowhere, made for one run.
     *
     * @param more texts by file name; one that is there already is put in the other's place
     */
    public SpecFiles with(Map<String, String> more) {
        return new SpecFiles(this, more);
    }

    /**
     * The text of the manifest.
     *
     * @throws SpecError if there is none
     */
    public String manifest() {
        if (manifest == null) {
            throw new SpecError(prefix + MANIFEST, 0, 0, "there is no manifest");
        }
        return manifest;
    }

    /** Where the manifest lies, for messages. */
    public String manifestPath() {
        return prefix + MANIFEST;
    }

    /** Every file by its name, with its path below the specifications' root: {@code Ipc.tla -> ipc/Ipc.tla}. */
    public SortedMap<String, String> names() {
        SortedMap<String, String> names = new TreeMap<>();
        files.forEach((name, file) -> names.put(name, file.path()));
        return names;
    }

    /**
     * The text of a file.
     *
     * @param name without folders
     * @throws SpecError if there is no such file
     */
    public String text(String name) {
        SpecFile file = files.get(name);
        if (file == null) {
            throw new SpecError(prefix + name, 0, 0, "there is no such file");
        }
        return new String(file.content(), StandardCharsets.UTF_8);
    }

    /**
     * Writes all modules and all configurations into {@code directory}, flat.
     *
     * @param directory an existing folder
     */
    public void unpack(Path directory) {
        for (Map.Entry<String, SpecFile> file : files.entrySet()) {
            try {
                Files.write(directory.resolve(file.getKey()), file.getValue().content());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The path in the repository of a file that TLC names.
     *
     * @param name a module's name, or a file's, with or without folders
     * @return {@code spec/ipc/Ipc.tla}, or {@code name} itself if it is none of ours
     */
    public String pathOf(String name) {
        String base = name.substring(name.lastIndexOf('/') + 1);
        SpecFile file = files.getOrDefault(base, files.get(base + ".tla"));
        return file == null ? name : prefix + file.path();
    }
}
