package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults planted in how the kernel does exceptions, tasks and threads are found by their worlds, and named. */
@DisplayName("planted faults: exceptions")
class ExceptionFaultsTest {

    private static final int LIMIT_SECONDS = 240;
    private static final int DIVERGES = 1;
    private static final int AT_LEAST = 20;
    private static final String CALLS = "path";

    @TempDir
    Path scratch;

    static List<String> ofExceptions() throws IOException {
        return PlantedFault.names().stream()
                .filter(name -> name.startsWith("exceptions-"))
                .toList();
    }

    @Test
    void thereAreAsManyAsPromised() throws IOException {
        assertTrue(ofExceptions().size() >= AT_LEAST, ofExceptions()::toString);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofExceptions")
    void aFaultIsFoundAndNamed(String name) throws Exception {
        PlantedFault fault = PlantedFault.named(name);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path faulty = fault.compiled(scratch, classPath);
        String said = conform(faulty + File.pathSeparator + classPath, fault.model());

        boolean found = false;
        List<String> others = new ArrayList<>();
        for (String one : divergences(said)) {
            boolean isIt = one.contains("\n  action    " + fault.action() + "\n")
                    && one.contains("\n  clause    " + fault.clause() + "  ");
            found |= isIt && calls(one) <= fault.calls();
            others.add(one);
        }
        assertTrue(found, others::toString);
    }

    private static List<String> divergences(String said) {
        List<String> divergences = new ArrayList<>();
        int from = said.indexOf("\n  call ");
        while (from >= 0) {
            int to = said.indexOf("\n  call ", from + 1);
            divergences.add(said.substring(from, to < 0 ? said.length() : to));
            from = to;
        }
        return divergences;
    }

    /* The path is numbered. */
    private static int calls(String divergence) {
        int from = divergence.indexOf("\n  " + CALLS);
        int calls = 0;
        while (from >= 0 && divergence.indexOf(" " + (calls + 1) + ". ", from) >= 0) {
            calls++;
        }
        return calls;
    }

    private String conform(String classPath, String model) throws Exception {
        Path output = scratch.resolve("output");
        Path errors = scratch.resolve("errors");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "dev.portolan.conformance.cli.Main",
                "conform",
                model);
        Process process = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "ends in time");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(DIVERGES, process.exitValue(), said + Files.readString(errors, StandardCharsets.UTF_8));
        return said;
    }
}
