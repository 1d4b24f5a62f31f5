package dev.portolan.conformance.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("counterexamples")
class CounterexamplesTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final int LIMIT_SECONDS = 120;

    @TempDir
    Path folder;

    private Optional<Counterexample> find(String model, Path out) throws IOException, InterruptedException {
        return new Counterexamples(null, Boot::of)
                .write(Manifest.of(SpecFiles.packaged()).model(model), out, states -> {});
    }

    private static Trace read(Path file) throws IOException {
        try (TraceReader reader = TraceReader.open(file)) {
            return reader.next().orElseThrow();
        }
    }

    /** Worlds of claims, of single steps and of whole calls; mutants that the kernel is not, witnesses that it is. */
    @ParameterizedTest
    @CsvSource({
        "MCMutants_LosesReceive_xnu, OneReceiver, 4, 4",
        "MCMutants_OverlooksOne_xnu, HandOffNeedsEmptyQueue, 11, 8",
        "MCMutants_NeverUncountsSend_xnu, SendRightsAreCounted, 7, 7",
        "MCWitnesses_NoReceiverOutlivesItsRight_classic, NoReceiverOutlivesItsRight, 4,",
        "MCRefs_NoCountOverflows_classic, NoCountOverflows, 2,",
    })
    void aViolationIsATraceThatTheKernelIsHeldAgainst(String model, String violated, int events, Integer divergesAt)
            throws IOException, InterruptedException {
        Path file = folder.resolve("found.ndjson");
        Counterexample found = find(model, file).orElseThrow();
        assertEquals(violated, found.violated());
        assertEquals(events, found.events());
        assertEquals(divergesAt, found.divergesAt());
        assertEquals(divergesAt == null, found.kernelHasIt());
        String said = divergesAt == null ? "has it too" : "does not do what " + model + " does at event " + divergesAt;
        assertTrue(found.verdict().contains(said), found.verdict());
        Trace trace = read(file);
        assertEquals(model + "-violates-" + violated, trace.header().name());
        assertEquals(events, trace.events().size());
        assertTrue(trace.events().stream().allMatch(event -> event.state() != null));
    }

    /** The dead port's queue is no part of what a kernel shows, so its kernel can be neither cleared nor convicted. */
    @Test
    void whatNoKernelShowsIsSaidToBeUnseen() throws IOException, InterruptedException {
        Counterexample found = find("MCMutants_LeavesQueueBehind_xnu", folder.resolve("x.ndjson"))
                .orElseThrow();
        assertNull(found.kernelHasIt());
        assertTrue(found.verdict().contains("no kernel shows"), found.verdict());
    }

    @Test
    void aSoundModelHasNone() throws IOException, InterruptedException {
        Path file = folder.resolve("none.ndjson");
        assertTrue(find("MCNames_classic", file).isEmpty());
        assertFalse(Files.exists(file));
    }

    /** A kernel that reverses its queues does what the mutant of the model does, and the real one does not. */
    @Test
    void aKernelWithTheSameFaultHasIt() throws Exception {
        Path source = REPOSITORY.resolve("reference-impl/src/main/java/dev/portolan/kernel/ipc/KmsgQueue.java");
        String sound = "ring[head + count++ & ring.length - 1] = message;";
        String faulty = "head = head - 1 & ring.length - 1; ring[head] = message; count++;";
        String text = Files.readString(source);
        assertTrue(text.contains(sound));
        Path classes = compiled("KmsgQueue", text.replace(sound, faulty));
        assertEquals(true, verdictOf(classes + File.pathSeparator + classPath()).booleanValue());
        assertEquals(false, verdictOf(classPath()).booleanValue());
    }

    private JsonNode verdictOf(String classPath) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "dev.portolan.conformance.cli.Main",
                        "record",
                        "counterexample",
                        "MCMutants_JumpsTheQueue_xnu",
                        "--json",
                        "-o",
                        folder.resolve("jumps.ndjson").toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "ends in time");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue());
        return new ObjectMapper().readTree(output.toFile()).get("kernelHasIt");
    }

    /** The test of a mutant's behaviour compiles, fails on the kernel; that of a witness's passes. */
    @ParameterizedTest
    @CsvSource({
        "MCMutants_LosesReceive_xnu,false",
        "MCWitnesses_NoSenderWaits_xnu,true",
        "MCRefs_NoSpaceIsFull_xnu,true"
    })
    void aTestCanBeMadeOfATrace(String model, boolean passes) throws Exception {
        Path file = folder.resolve("found.ndjson");
        find(model, file);
        Path classes = compiled("MadeTest", TestSkeleton.of(read(file), "MadeTest"));
        try (URLClassLoader loader = new URLClassLoader(
                new java.net.URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> made = loader.loadClass("MadeTest");
            java.lang.reflect.Constructor<?> constructor = made.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object test = constructor.newInstance();
            int tests = 0;
            for (Method method : made.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    String failure = failure(method, test);
                    assertEquals(passes, failure == null, failure);
                    tests++;
                }
            }
            assertEquals(1, tests);
        }
    }

    /* What a failing test says; null if it passes. */
    private static String failure(Method method, Object test) {
        try {
            method.invoke(test);
            return null;
        } catch (InvocationTargetException failed) {
            assertTrue(failed.getCause() instanceof AssertionError, failed.getCause()::toString);
            return failed.getCause().getMessage();
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private Path compiled(String name, String source) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            assertTrue(
                    compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-d", classes.toString(), "-cp", classPath(), "-proc:none", "-Xlint:all"),
                                    null,
                                    files.getJavaFileObjects(file))
                            .call(),
                    source);
        }
        return classes;
    }
}
