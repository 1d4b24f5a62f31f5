package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.graph.GraphProcess;
import dev.portolan.conformance.graph.WorldGraph;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults planted in the kernel and in the specification are found, and named. */
@DisplayName("planted faults")
class PlantedFaultsTest {

    private static final int LIMIT_SECONDS = 240;
    private static final String WALK_STEPS = "5000";

    /** The graph that was explored last. */
    private static WorldGraph graph;

    /** Calls that show a fault; as many as it takes to let three ports die with one another. */
    private static final int CALLS_MAX = 12;

    private static final int CONFORMS = 0;
    private static final int DIVERGES = 1;

    /** The page that {@link #thePageIsCurrent} compares, or writes if {@code -Dportolan.write} is set. */
    private static final Path PAGE = PlantedFault.REPOSITORY.resolve("docs/generated/faults.md");

    @TempDir
    Path scratch;

    static List<String> all() throws IOException {
        return PlantedFault.names();
    }

    static List<String> ofTheKernel() throws IOException {
        return PlantedFault.names().stream()
                .filter(name -> name.startsWith("kernel-"))
                .toList();
    }

    static List<String> ofTheSpecification() throws IOException {
        return PlantedFault.names().stream()
                .filter(name -> name.startsWith("spec-"))
                .toList();
    }

    static List<String> walked() throws IOException {
        List<String> walked = new ArrayList<>();
        for (String name : ofTheKernel()) {
            if (PlantedFault.named(name).walked()) {
                walked.add(name);
            }
        }
        return walked;
    }

    /** Those that a run tells: one that only gives out other numbers is not, for names in traces are symbols. */
    private static List<String> recorded() throws IOException {
        List<String> recorded = new ArrayList<>();
        for (String name : ofTheKernel()) {
            if (PlantedFault.named(name).run() != null) {
                recorded.add(name);
            }
        }
        return recorded;
    }

    /** The faults of the kernel, those that are found in one world together, so that its graph is explored once. */
    static List<String> byWorld() throws IOException {
        Map<String, List<String>> byWorld = new TreeMap<>();
        for (String name : ofTheKernel()) {
            byWorld.computeIfAbsent(PlantedFault.named(name).model(), model -> new ArrayList<>())
                    .add(name);
        }
        return byWorld.values().stream().flatMap(List::stream).toList();
    }

    /** What {@code conform} does, with many kernels in one JVM. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("byWorld")
    void aFaultOfTheKernelIsFoundAndNamed(String name) throws Exception {
        PlantedFault fault = PlantedFault.named(name);
        FaultyKernel kernel = FaultyKernels.kernel(fault.compiled(scratch));
        List<FaultyKernel.Shown> all = kernel.conform(explored(fault.model()), fault.action(), fault.clause(), scratch);

        FaultyKernel.Shown last = all.isEmpty() ? null : all.get(all.size() - 1);
        assertTrue(last != null && last.is(fault.action(), fault.clause()), all::toString);
        // The graph is executed in one order, in which the first has the fewest calls of that world.
        assertEquals(fault.calls(), last.calls(), last::toString);
        assertTrue(last.calls() <= CALLS_MAX, last::toString);
        FaultyKernel.Shown again = kernel.replay(scratch.resolve(fault.model() + "-1.ndjson"));
        assertEquals(last.again(fault.breaks()), again);
    }

    private static WorldGraph explored(String model) throws InterruptedException {
        if (graph == null || !graph.model().equals(model)) {
            graph = new GraphProcess(null)
                    .explore(model, head -> true, edges -> {})
                    .orElseThrow();
        }
        return graph;
    }

    @AfterAll
    static void letGo() {
        graph = null;
    }

    /** The command itself, on faults that show in different ways. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"kernel-name-same-generation", "kernel-limit-raised-wakes-one", "kernel-death-strands-senders"})
    void theCommandTellsAndSavesWhatItFinds(String name) throws Exception {
        PlantedFault fault = PlantedFault.named(name);
        List<String> java = faultyKernel(fault);
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "conform", fault.model(), "--save", scratch.resolve("saved").toString()));
        String said = run(command, DIVERGES);
        assertTrue(said.contains("action    " + fault.action()), said);
        assertTrue(said.contains("clause    " + fault.clause() + "  "), said);
        isShownAgainByFewCalls(java, said);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofTheSpecification")
    void aFaultOfTheSpecificationIsFoundAndNamed(String name) throws Exception {
        PlantedFault fault = PlantedFault.named(name);
        List<String> command = new ArrayList<>(portolan(classPath()));
        command.addAll(List.of(
                "conform", fault.model(), "--save", scratch.resolve("saved").toString()));
        command.addAll(List.of("--spec", fault.specification(scratch).toString()));
        String said = run(command, DIVERGES);
        assertTrue(said.contains("action    " + fault.action()), said);
        assertTrue(said.contains("clause    " + fault.clause() + "  "), said);
    }

    /** What is found by copying the kernel is found by walking it from reset too, and soon. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("walked")
    void faultIsFoundByWalkingFromReset(String name) throws Exception {
        PlantedFault fault = PlantedFault.named(name);
        List<String> java = faultyKernel(fault);
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("conform", fault.model(), "--kernel", String.join(" ", java) + " serve"));
        command.addAll(List.of(
                "--steps", WALK_STEPS, "--save", scratch.resolve("saved").toString()));

        String said = run(command, DIVERGES);
        assertTrue(said.contains("action    " + fault.action()), said);
        assertTrue(said.contains("clause    " + fault.clause() + "  "), said);
    }

    /** A run recorded on a faulty kernel is refused by the specification alone. */
    @Test
    void runsOfFaultyKernelsAreRefused() throws Exception {
        List<Path> runs = new ArrayList<>();
        for (String name : recorded()) {
            PlantedFault fault = PlantedFault.named(name);
            Path file = scratch.resolve(name + ".ndjson");
            Path folder = Files.createTempDirectory(scratch, "kernel");
            FaultyKernel kernel = FaultyKernels.kernel(fault.compiled(folder));
            // A kernel may notice by itself that it is broken; what it did up to then is a run all the same.
            int exit = kernel.record(fault.run(), file);
            assertTrue(exit == CONFORMS || exit == DIVERGES, name + " ends with " + exit);
            runs.add(file);
        }
        assertTrue(runs.size() >= 15, runs.size() + " runs");
        assertEquals(Set.of(), accepted(runs));
    }

    /** Each has a trace that must be refused, and is. */
    @Test
    void theSpecificationRefusesWhatItsFaultsAccept() throws Exception {
        List<Path> traces =
                ofTheSpecification().stream().map(PlantedFault::refused).toList();
        assertTrue(traces.size() >= 10, traces.size() + " traces");
        assertEquals(Set.of(), accepted(traces));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofTheSpecification")
    void faultySpecificationAcceptsWhatMustBeRefused(String name) throws Exception {
        List<String> command = new ArrayList<>(portolan(classPath()));
        command.addAll(List.of("validate", PlantedFault.refused(name).toString()));
        command.addAll(List.of(
                "--spec", PlantedFault.named(name).specification(scratch).toString()));
        run(command, CONFORMS);
    }

    @Test
    void thePageIsCurrent() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Planted faults

                Written by a test from the faults that the tests plant, and checked by it; see [hacking.md](../hacking.md).
                Each is planted into a copy of one file, found by `portolan conform` in the world that is named, and told with
                the action and the clause, after no more calls than are told. Where runs drawn from a seed come to it,
                `validate` refuses a run that was recorded on the faulty kernel. For each of the specification's there is a
                trace that must be refused, is refused, and would be accepted with it.

                | fault | re-creates | found in | clause | calls | by validate |
                | --- | --- | --- | --- | --- | --- |
                """);
        for (String name : all()) {
            PlantedFault fault = PlantedFault.named(name);
            String ofTheKernel = fault.run() == null ? "not asked" : "refuses its run";
            String validated = fault.isOfTheKernel() ? ofTheKernel : "accepts what must be refused";
            page.append("| %s | %s | `%s`, `%s` | `%s` | %d | %s |\n"
                    .formatted(
                            fault.what(),
                            fault.recreates(),
                            fault.model(),
                            fault.action(),
                            fault.clause(),
                            fault.calls(),
                            validated));
        }
        page.append("""

                ## Found by the demos

                Each changes what `portolan demo` reports.

                | fault | demo | its report tells |
                | --- | --- | --- |
                """);
        for (JsonNode fault : MutatedKernel.faults(MutatedKernel.class, "demo/demo-faults.json")) {
            page.append("| %s | `%s` | `%s` |\n"
                    .formatted(
                            fault.get("what").asText(),
                            fault.get("demo").asText().toLowerCase(Locale.ROOT),
                            fault.get("tells").asText()));
        }
        if (System.getProperty("portolan.write") != null) {
            Files.writeString(PAGE, page);
        }
        assertTrue(
                page.toString().equals(Files.readString(PAGE)),
                PAGE + " is not current; docs/hacking.md has the command that writes it anew");
    }

    /* Each divergence was saved as a trace of few calls, which shows a divergence of the same kind. */
    private void isShownAgainByFewCalls(List<String> java, String said) throws Exception {
        List<Path> saved;
        try (Stream<Path> files = Files.list(scratch.resolve("saved"))) {
            saved = files.sorted().toList();
        }
        assertFalse(saved.isEmpty());
        for (Path file : saved) {
            int calls = Files.readAllLines(file).size() - 1;
            assertTrue(calls <= CALLS_MAX, file + " has " + calls + " calls");
            assertTrue(said.contains("again     portolan replay " + file), said);
            assertTrue(said.contains("explain   portolan explain " + file), said);
        }
        List<String> again = new ArrayList<>(java);
        again.addAll(List.of("replay", saved.get(0).toString()));
        String diverged = run(again, DIVERGES);
        assertEquals(kind(said, saved.get(0)), kind(diverged, saved.get(0)), diverged);
    }

    /** What was called, expected, found and cited at the divergence that a file shows again. */
    private static String kind(String said, Path file) {
        String before = said.substring(0, said.indexOf("again     portolan replay " + file));
        String told = before.substring(before.lastIndexOf("\n  call "));
        return told.lines()
                .filter(line -> line.matches("  (call|expected|actual|clause|action) .*"))
                .toList()
                .toString();
    }

    /** The files in which the specification finds nothing wrong. */
    private Set<String> accepted(List<Path> files) throws Exception {
        List<String> command = new ArrayList<>(portolan(classPath()));
        command.addAll(List.of("validate", "--json"));
        files.forEach(file -> command.add(file.toString()));
        JsonNode report = new ObjectMapper().readTree(run(command, DIVERGES));
        Set<String> accepted = new HashSet<>();
        files.forEach(file -> accepted.add(file.toString()));
        report.get("divergences")
                .forEach(divergence -> accepted.remove(divergence.get("file").asText()));
        return accepted;
    }

    /** Runs a command that must end with one of these, and answers what it said. */
    private String run(List<String> command, Integer... exits) throws Exception {
        Path output = scratch.resolve("output");
        Path errors = scratch.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "ends in time");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(
                List.of(exits).contains(process.exitValue()),
                process.exitValue() + ": " + said + Files.readString(errors, StandardCharsets.UTF_8));
        return said;
    }

    private List<String> faultyKernel(PlantedFault fault) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "kernel");
        return portolan(fault.compiled(folder) + File.pathSeparator + classPath());
    }

    private static List<String> portolan(String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "dev.portolan.conformance.cli.Main");
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
