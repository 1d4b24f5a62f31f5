package dev.portolan.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.planted.FaultySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fault of the kernel or of the specification, and what finds it.
 *
 * @param what is wrong, in a sentence
 * @param recreates what it would mean in a kernel that people use
 * @param file below the repository's root
 * @param find the text that is replaced, which occurs once
 * @param model in which {@code conform} finds it
 * @param action that the divergence must name
 * @param clause whose id the divergence must name, or the beginning of it
 * @param calls that show it, at most
 * @param run options of {@code record run} for a run in which {@code validate} finds it; null where no run tells, and for a fault of the
 *     specification
 * @param walked whether it is looked for by walking the kernel from reset too
 * @param breaks whether the kernel's own audit finds it
 */
record PlantedFault(
        String what,
        String recreates,
        String file,
        String find,
        String replace,
        String model,
        String action,
        String clause,
        int calls,
        List<String> run,
        boolean walked,
        boolean breaks) {

    static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    private static final Path FOLDER = Path.of("src/test/resources/faults");
    private static final String SUFFIX = ".json";

    /** The names of all, in order. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    static PlantedFault named(String name) throws IOException {
        return new ObjectMapper().readValue(FOLDER.resolve(name + SUFFIX).toFile(), PlantedFault.class);
    }

    /** A fault that a test of its own finds. */
    static PlantedFault of(String file, String find, String replace) {
        return new PlantedFault(null, null, file, find, replace, null, null, null, 0, null, false, false);
    }

    /** A trace that the specification refuses, and the one with this fault accepts. */
    static Path refused(String name) {
        return FOLDER.resolve(name + ".ndjson").toAbsolutePath();
    }

    boolean isOfTheKernel() {
        return file.endsWith(".java");
    }

    /** A folder with the classes of one source file of the kernel, to stand before the kernel itself. */
    Path compiled(Path scratch) throws IOException {
        return source().compiled(scratch);
    }

    /** A copy of the specification with one file faulty. */
    Path specification(Path scratch) throws IOException {
        Path root = REPOSITORY.resolve("spec");
        Path copy = Files.createDirectories(scratch.resolve("spec"));
        Files.copy(root.resolve("manifest.json"), copy.resolve("manifest.json"));
        try (Stream<Path> files = Files.walk(root, 2)) {
            for (Path one : files.filter(path -> path.toString().matches(".*\\.(tla|cfg)"))
                    .toList()) {
                Path to = copy.resolve(root.relativize(one));
                Files.createDirectories(to.getParent());
                Files.copy(one, to);
            }
        }
        Files.writeString(copy.resolve(root.relativize(REPOSITORY.resolve(file))), faulty());
        return copy;
    }

    /** The text of the file with the fault in it. */
    String faulty() throws IOException {
        return source().text();
    }

    private FaultySource source() {
        return new FaultySource(REPOSITORY.resolve(file), find, replace);
    }
}
