package dev.portolan.conformance.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The examples of {@code conformance/examples/java}, compiled and run as a user's test suite is. */
@DisplayName("kernels judged from their own test suite")
class KernelTestsTest {

    private static final Path EXAMPLES = Path.of("examples/java");
    private static final String KNOWN = "known.gaps";

    @TempDir
    static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> sources = Files.list(EXAMPLES)) {
            List<File> files = sources.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toFile)
                    .toList();
            assertTrue(compiler.getTask(
                            null,
                            manager,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    classPath(),
                                    "-proc:none",
                                    "-Xlint:all",
                                    "-Werror"),
                            null,
                            manager.getJavaFileObjectsFromFiles(files))
                    .call());
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Events run(String test) throws IOException, ReflectiveOperationException {
        URL[] folder = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(folder, KernelTestsTest.class.getClassLoader())) {
            EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(Class.forName(test, false, loader)))
                    .execute();
            assertEquals(0, results.containerEvents().failed().count());
            return results.testEvents();
        }
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }

    /** The test's place in the tree, as unique ids have it. */
    private static long levels(Event event) {
        return event.getTestDescriptor().getUniqueId().getSegments().stream()
                .filter(segment -> segment.getType().startsWith("dynamic-"))
                .count();
    }

    private static List<Event> named(Stream<Event> events, String beginning) {
        return events.filter(event -> event.getTestDescriptor().getDisplayName().startsWith(beginning))
                .toList();
    }

    @Test
    void theReferenceKernelPassesATestForEachCallAndClause() throws Exception {
        Events tests = run("ReferenceKernelTest");
        assertEquals(0, tests.failed().count());
        assertEquals(0, tests.aborted().count());
        assertTrue(tests.succeeded().count() > 20, tests.succeeded().count() + " tests");
        List<Event> one = named(tests.succeeded().stream(), "ipc.deallocate.4 KERN_SUCCESS: A dead name loses one");
        assertEquals(1, one.size());
        assertEquals(3, levels(one.get(0)));
    }

    @Test
    void aFaultFailsTheTestOfItsClauseAndGapsAreAborted() throws Exception {
        Events tests = run("LeakyKernelTest");
        assertEquals(1, tests.failed().count());
        Event failure = tests.failed().stream().findFirst().orElseThrow();
        assertTrue(failure.getTestDescriptor().getDisplayName().startsWith("ipc.deallocate.4 "));
        String report = message(failure);
        assertTrue(report.contains("edges diverge"), report);
        assertTrue(report.contains("action    MachPortDeallocate"), report);
        assertTrue(report.contains("clause    ipc.deallocate.4"), report);
        assertTrue(report.contains("path      1. A1: mach_port_allocate"), report);

        List<Event> types = named(tests.aborted().stream(), "ipc.type.");
        assertFalse(types.isEmpty());
        assertEquals("unsupported: mach_port_type is not written yet", message(types.get(0)));
        List<Event> sends = named(tests.aborted().stream(), "ipc.send.");
        assertFalse(sends.isEmpty());
        assertEquals("skipped: messages are being rewritten", message(sends.get(0)));
        assertEquals(1, named(tests.aborted().stream(), "the whole world").size());
        assertFalse(named(tests.succeeded().stream(), "ipc.destroy.").isEmpty());
    }

    @Test
    void aKnownFaultIsAborted() throws Exception {
        Events tests = withKnown(EXAMPLES.resolve("known-gaps.ndjson"));
        assertEquals(0, tests.failed().count());
        List<Event> fault = named(tests.aborted().stream(), "ipc.deallocate.4 ");
        assertEquals(1, fault.size());
        assertTrue(message(fault.get(0)).contains("fails as expected"), message(fault.get(0)));
        assertTrue(message(fault.get(0)).endsWith("dead names leak"), message(fault.get(0)));
    }

    @Test
    void aMendedFaultFailsTheTestOfItsExpectation(@TempDir Path folder) throws Exception {
        Path known = Files.writeString(
                folder.resolve("known.ndjson"),
                "{\"format\":\"portolan-expectations/1\"}\n"
                        + "{\"expect\":\"fail\",\"call\":\"mach_port_deallocate\",\"clause\":\"ipc.deallocate.4\","
                        + "\"reason\":\"dead names leak\"}\n"
                        + "{\"expect\":\"fail\",\"call\":\"mach_port_destroy\",\"clause\":\"ipc.destroy.4\","
                        + "\"reason\":\"mended last week\"}\n"
                        + "{\"expect\":\"skip\",\"call\":\"thread_abort\",\"reason\":\"not in this world\"}\n");
        Events tests = withKnown(known);
        assertEquals(1, tests.failed().count());
        Event failure = tests.failed().stream().findFirst().orElseThrow();
        assertEquals(
                "line 3: mach_port_destroy ipc.destroy.4",
                failure.getTestDescriptor().getDisplayName());
        assertTrue(message(failure).startsWith("unexpected pass: all "), message(failure));
        assertEquals(1, named(tests.aborted().stream(), "line 4: thread_abort").size());
    }

    private static Events withKnown(Path known) throws Exception {
        String before = System.getProperty(KNOWN);
        System.setProperty(KNOWN, known.toString());
        try {
            return run("KnownGapsTest");
        } finally {
            if (before == null) {
                System.clearProperty(KNOWN);
            } else {
                System.setProperty(KNOWN, before);
            }
        }
    }
}
