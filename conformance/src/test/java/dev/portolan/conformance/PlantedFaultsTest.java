package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults planted in the kernel and in the specification are found, and named. */
@DisplayName("planted faults")
class PlantedFaultsTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path FAULTS = Path.of("src/test/resources/faults");
    private static final int LIMIT_SECONDS = 120;
    private static final String WALK_STEPS = "5000";

    /** Calls that show a fault. */
    private static final int CALLS_MAX = 8;

    /**
     * A fault.
     *
     * @param what is wrong, in a sentence
     * @param file below the repository's root
     * @param find the text that is replaced, which occurs once
     * @param command that must find it: {@code conform MODEL} or {@code replay FILE}
     * @param action that the divergence must name
     * @param clause whose id the divergence must name, or the beginning of it; null where nobody knows one
     */
    record Fault(
            String what,
            String file,
            String find,
            String replace,
            List<String> command,
            String action,
            String clause) {}

    @TempDir
    Path scratch;

    static Stream<String> faults() throws IOException {
        try (Stream<Path> files = Files.list(FAULTS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void faultIsFoundAndNamed(String name) throws Exception {
        Fault fault = fault(name);
        Path source = REPOSITORY.resolve(fault.file);
        String text = Files.readString(source);
        assertEquals(
                2, (text + "\n").split(java.util.regex.Pattern.quote(fault.find), -1).length, "places to plant it");
        String faulty = text.replace(fault.find, fault.replace);

        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (fault.file.endsWith(".java")) {
            command.addAll(List.of("-cp", compiled(source, faulty) + File.pathSeparator + classPath()));
        } else {
            command.addAll(List.of("-cp", classPath()));
        }
        command.add("dev.portolan.conformance.cli.Main");
        command.add(fault.command.get(0));
        if (fault.command.get(0).equals("replay")) {
            command.add(REPOSITORY.resolve(fault.command.get(1)).toString());
            command.addAll(List.of("--shrink", scratch.resolve("saved").toString()));
        } else {
            command.addAll(List.of(
                    fault.command.get(1), "--save", scratch.resolve("saved").toString()));
        }
        if (fault.file.endsWith(".tla")) {
            command.addAll(List.of("--spec", specification(source, faulty).toString()));
        }

        String said = diverging(command);
        assertTrue(said.contains("action    " + fault.action), said);
        assertTrue(fault.clause == null || said.contains("clause    " + fault.clause), said);
        if (fault.file.endsWith(".java")) {
            isShownAgainByFewCalls(fault, command.subList(0, 4), said);
        }
    }

    /** What is found by copying the kernel is found by walking it from reset too, and soon. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsThatAreConformed")
    void faultIsFoundByWalkingFromReset(String name) throws Exception {
        Fault fault = fault(name);
        Path source = REPOSITORY.resolve(fault.file);
        String text = Files.readString(source);
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                compiled(source, text.replace(fault.find, fault.replace)) + File.pathSeparator + classPath(),
                "dev.portolan.conformance.cli.Main");
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("conform", fault.command.get(1), "--kernel", String.join(" ", java) + " serve"));
        command.addAll(List.of(
                "--steps", WALK_STEPS, "--save", scratch.resolve("saved").toString()));

        String said = diverging(command);
        assertTrue(said.contains("action    " + fault.action), said);
        assertTrue(fault.clause == null || said.contains("clause    " + fault.clause), said);
    }

    static Stream<String> faultsThatAreConformed() throws IOException {
        List<String> conformed = new ArrayList<>();
        for (String name : faults().toList()) {
            Fault fault = fault(name);
            if (fault.file.endsWith(".java") && fault.command.get(0).equals("conform")) {
                conformed.add(name);
            }
        }
        return conformed.stream();
    }

    private static Fault fault(String name) throws IOException {
        return new ObjectMapper().readValue(FAULTS.resolve(name).toFile(), Fault.class);
    }

    /* Each divergence was saved as a trace of few calls, which shows a divergence of the same kind. */
    private void isShownAgainByFewCalls(Fault fault, List<String> java, String said) throws Exception {
        List<Path> saved;
        try (Stream<Path> files = Files.list(scratch.resolve("saved"))) {
            saved = files.sorted().toList();
        }
        assertFalse(saved.isEmpty());
        for (Path file : saved) {
            List<String> lines = Files.readAllLines(file);
            assertTrue(lines.size() - 1 <= CALLS_MAX, file + " has " + (lines.size() - 1) + " calls");
            assertTrue(said.contains("again     portolan replay " + file), said);
            assertTrue(said.contains("explain   portolan explain " + file), said);
        }
        List<String> again = new ArrayList<>(java);
        again.addAll(List.of("replay", saved.get(0).toString()));
        String diverged = diverging(again);
        assertEquals(kind(said, saved.get(0)), kind(diverged, saved.get(0)), diverged);
        assertTrue(fault.clause == null || said.contains("clause    " + fault.clause), said);
    }

    /* What was called, expected, found and cited at the divergence that a file shows again. */
    private static String kind(String said, Path file) {
        String before = said.substring(0, said.indexOf("again     portolan replay " + file));
        String told = before.substring(before.lastIndexOf("\n  call "));
        return told.lines()
                .filter(line -> line.matches("  (call|expected|actual|clause|action) .*"))
                .toList()
                .toString();
    }

    /** Runs a command that must end with 1, and answers what it said. */
    private String diverging(List<String> command) throws Exception {
        Path output = scratch.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "ends in time");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(1, process.exitValue(), said);
        return said;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** A folder with the classes of one source file of the kernel, to stand before the kernel itself. */
    private Path compiled(Path source, String faulty) throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("classes"));
        Path file = Files.writeString(scratch.resolve(source.getFileName()), faulty);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(
                            null,
                            files,
                            null,
                            List.of("-d", folder.toString(), "-cp", classPath(), "-proc:none"),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertTrue(done, "the faulty kernel compiles");
        }
        return folder;
    }

    /** A copy of the specification with one file faulty. */
    private Path specification(Path source, String faulty) throws IOException {
        Path root = REPOSITORY.resolve("spec");
        Path copy = Files.createDirectory(scratch.resolve("spec"));
        Files.copy(root.resolve("manifest.json"), copy.resolve("manifest.json"));
        try (Stream<Path> files = Files.walk(root, 2)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(tla|cfg)"))
                    .toList()) {
                Path to = copy.resolve(root.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.writeString(copy.resolve(root.relativize(source)), faulty);
        return copy;
    }
}
