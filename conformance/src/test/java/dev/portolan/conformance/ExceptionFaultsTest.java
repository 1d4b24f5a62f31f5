package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphExplorer;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.value.Label;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted in how the kernel does exceptions, tasks, threads and signals are found by their worlds, and named. */
@DisplayName("planted faults: exceptions and signals")
class ExceptionFaultsTest {

    private static final int LIMIT_SECONDS = 240;
    private static final int DIVERGES = 1;
    private static final int AT_LEAST = 20;
    private static final int SIGNALS_AT_LEAST = 16;

    @TempDir
    static Path scratch;

    private static List<String> of(String kind) throws IOException {
        return PlantedFault.names().stream()
                .filter(name -> name.startsWith(kind + "-"))
                .toList();
    }

    @Test
    void thereAreAsManyAsPromised() throws IOException {
        assertTrue(of("exceptions").size() >= AT_LEAST);
        assertTrue(of("signals").size() >= SIGNALS_AT_LEAST);
    }

    /** Each world is explored once, and executed meanwhile on all the faulty kernels that it is to find. */
    @TestFactory
    Stream<DynamicNode> faultsAreFoundAndNamed() throws IOException {
        Map<String, List<String>> byWorld = new TreeMap<>();
        List<String> all = new ArrayList<>(of("exceptions"));
        all.addAll(of("signals"));
        for (String name : all) {
            byWorld.computeIfAbsent(PlantedFault.named(name).model(), model -> new ArrayList<>())
                    .add(name);
        }
        return byWorld.entrySet().stream().map(world -> world(world.getKey(), world.getValue()));
    }

    private static DynamicNode world(String model, List<String> faults) {
        Execution execution = new Execution(model, faults);
        return dynamicContainer(
                model, faults.stream().map(name -> dynamicTest(name, () -> isFound(name, execution.shown(name)))));
    }

    private static void isFound(String name, List<FaultyKernel.Shown> shown) throws IOException {
        PlantedFault fault = PlantedFault.named(name);
        FaultyKernel.Shown last = shown.isEmpty() ? null : shown.get(shown.size() - 1);
        assertTrue(last != null && last.is(fault.action(), fault.clause()), shown::toString);
        // One of TLC's threads explores by depth, so that the first of a kind has the fewest steps.
        assertEquals(fault.calls(), last.calls(), last::toString);
    }

    /** One exploration of a world for all faults that are found in it. */
    private static final class Execution {

        private final String model;
        private final List<String> faults;
        private Map<String, List<FaultyKernel.Shown>> shown;

        Execution(String model, List<String> faults) {
            this.model = model;
            this.faults = faults;
        }

        List<FaultyKernel.Shown> shown(String fault) throws IOException {
            if (shown == null) {
                shown = new TreeMap<>();
                explore();
            }
            return shown.getOrDefault(fault, List.of());
        }

        private void explore() throws IOException {
            SpecFiles files = SpecFiles.packaged();
            List<GraphListener> kernels = new ArrayList<>();
            try (LoadedModel loaded = LoadedModel.load(files, Manifest.of(files).model(model))) {
                GraphExplorer explorer = new GraphExplorer(loaded, 1);
                for (String name : faults) {
                    PlantedFault fault = PlantedFault.named(name);
                    Path folder = Files.createTempDirectory(scratch, "kernel");
                    FaultyKernel kernel = FaultyKernels.kernel(fault.compiled(folder));
                    kernels.add(kernel.executing(model, fault.action(), fault.clause(), found -> {
                        shown.put(name, found);
                        if (shown.size() == faults.size()) {
                            explorer.stop();
                        }
                    }));
                }
                explorer.explore(new All(kernels), progress -> {});
            }
        }
    }

    /** What is told to each of several. */
    private record All(List<GraphListener> listeners) implements GraphListener {

        @Override
        public void initial(ModelState state) {
            listeners.forEach(listener -> listener.initial(state));
        }

        @Override
        public EdgeListener worker(int worker) {
            List<EdgeListener> workers =
                    listeners.stream().map(listener -> listener.worker(worker)).toList();
            return new EdgeListener() {
                @Override
                public void source(ModelState source) {
                    workers.forEach(one -> one.source(source));
                }

                @Override
                public void edge(ModelState target, boolean isNew, Label label) {
                    workers.forEach(one -> one.edge(target, isNew, label));
                }
            };
        }
    }

    /** The command itself. */
    @Test
    void theCommandTellsWhatItFinds() throws Exception {
        PlantedFault fault = PlantedFault.named("exceptions-suspend-does-not-wait");
        Path faulty = fault.compiled(Files.createTempDirectory(scratch, "kernel"));
        String said = conform(faulty + File.pathSeparator + classPath(), fault.model());
        assertTrue(said.contains("\n  action    " + fault.action() + "\n"), said);
        assertTrue(said.contains("\n  clause    " + fault.clause() + "  "), said);
        assertTrue(said.contains(" " + fault.calls() + ". "), said);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String conform(String classPath, String model) throws Exception {
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
