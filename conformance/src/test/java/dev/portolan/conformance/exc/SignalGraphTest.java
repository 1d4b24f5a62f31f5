package dev.portolan.conformance.exc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.conformance.MutatedKernel;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.value.TlaValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every transition of the worlds of signals, executed on the kernel; and the faults that this finds. */
@DisplayName("signals, edge by edge")
class SignalGraphTest {

    private static final int AT_LEAST = 8;

    /* Explored once; TLC's static fields allow one exploration at a time. */
    private static final Map<String, SignalGraph> GRAPHS = new HashMap<>();

    @TempDir
    Path scratch;

    private static synchronized SignalGraph graph(String world) {
        return GRAPHS.computeIfAbsent(world, SignalGraph::explore);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MCSignals_x86", "MCSignals_others"})
    void everyEdgeIsExecuted(String world) {
        SignalGraph graph = graph(world);
        assertEquals(Result.SUCCESS, graph.result().result());
        long begins = graph.paths().stream().map(path -> path.get(0)).distinct().count();
        assertEquals(graph.result().generated() - begins, graph.edges());
        assertEquals(graph.result().distinct() - begins, graph.edges());

        SignalRun run = new SignalRun();
        for (List<TlaValue> path : graph.paths()) {
            String difference = run.apply(path, graph.stackSizeMax());
            assertEquals(null, difference, path::toString);
        }
    }

    static List<JsonNode> faults() throws IOException {
        return MutatedKernel.faults(SignalGraphTest.class, "signal-faults.json");
    }

    @Test
    void thereAreAsManyFaultsAsPromised() throws IOException {
        assertTrue(faults().size() >= AT_LEAST);
    }

    /** A fault is found, first by the action that shows it, and by what is different there. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultIsFound(JsonNode fault) throws Exception {
        SignalGraph graph = graph(fault.get("model").asText());
        @SuppressWarnings("unchecked")
        BiFunction<List<TlaValue>, Long, String> run =
                MutatedKernel.load(fault, scratch, SignalRun.class, BiFunction.class);
        List<String> found = new ArrayList<>();
        for (List<TlaValue> path : graph.paths()) {
            String difference = run.apply(path, graph.stackSizeMax());
            if (difference != null && difference.startsWith(fault.get("action").asText() + ":")) {
                found.add(difference);
                break;
            }
        }

        assertTrue(!found.isEmpty(), fault::toString);
    }
}
