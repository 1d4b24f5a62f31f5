package dev.portolan.conformance.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("behaviours of models")
class BehaviourProcessTest {

    private static final String HEAP = "1g";

    @TempDir
    Path folder;

    private BehaviourReport run(BehaviourRequest request) throws InterruptedException {
        return new BehaviourProcess(HEAP).run(request, done -> {});
    }

    private static List<Trace> read(Path file) throws IOException {
        List<Trace> traces = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(file)) {
            for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                traces.add(trace.get());
            }
        }
        return traces;
    }

    private static void replays(Trace trace) {
        TraceReplayer.Result result =
                new TraceReplayer(KnownDifferences.NONE, new Citations(), null).replay("trace", 1, trace);
        assertNull(result.divergence(), () -> String.valueOf(result.divergence()));
        assertEquals(trace.events().size(), result.events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MCNames_classic", "MCBlockingLimit_xnu", "MCSteps_xnu"})
    void aWalkReplaysAndIsTheSameAgain(String model) throws IOException, InterruptedException {
        Path walk = folder.resolve("walk.ndjson");
        Path again = folder.resolve("again.ndjson");
        Path other = folder.resolve("other.ndjson");
        BehaviourReport report = run(BehaviourRequest.walk(model, 7, 300, walk));
        run(BehaviourRequest.walk(model, 7, 300, again));
        run(BehaviourRequest.walk(model, 8, 300, other));
        assertEquals(300, report.events());
        assertEquals(Files.readString(walk), Files.readString(again));
        assertNotEquals(Files.readString(walk), Files.readString(other));
        List<Trace> traces = read(walk);
        traces.forEach(BehaviourProcessTest::replays);
        for (Trace trace : traces) {
            assertEquals("walk", trace.header().kind());
            assertTrue(trace.events().stream()
                    .allMatch(event -> event.state() != null && event.outcome().clause() != null));
        }
    }

    @Test
    void eachKindOfGoalIsReachedByAShortestBehaviour() throws IOException, InterruptedException {
        Path file = folder.resolve("goals.ndjson");
        // Three names fill the space of this world, so that the third allocation is refused.
        List<Goal> goals = List.of(
                new Goal(Goal.Kind.CODE, "KERN_NO_SPACE"),
                new Goal(Goal.Kind.ACTION, "MachPortDestroy"),
                new Goal(Goal.Kind.CLAUSE, "ipc.destroy.6"));
        BehaviourReport report = run(BehaviourRequest.reach("MCRefs_xnu", goals, file));
        assertEquals(List.of(0, 1, 2), report.reached());
        assertEquals("stopped", report.result());
        List<Trace> traces = read(file);
        assertEquals(
                List.of(3, 1, 2), traces.stream().map(t -> t.events().size()).toList());
        assertEquals("KERN_NO_SPACE", last(traces.get(0)).outcome().ret());
        assertEquals("MachPortDestroy", last(traces.get(1)).call().getClass().getSimpleName());
        assertEquals("ipc.destroy.6", last(traces.get(2)).outcome().clause());
        traces.forEach(BehaviourProcessTest::replays);
    }

    private static Trace.Event last(Trace trace) {
        return trace.events().get(trace.events().size() - 1);
    }

    @Test
    void anUnreachableGoalIsKnownOnceTheGraphWasSeenWhole() throws InterruptedException {
        Model model = Manifest.of(SpecFiles.packaged()).model("MCNames_classic");
        BehaviourReport report = run(BehaviourRequest.reach(
                model.name(),
                List.of(new Goal(Goal.Kind.CODE, "MACH_SEND_INTERRUPTED")),
                folder.resolve("none.ndjson")));
        assertEquals(List.of(), report.reached());
        assertEquals("success", report.result());
        assertEquals(model.distinct(), report.states());
        assertEquals(model.generated() - 1, report.edges());
    }

    @Test
    void anUnknownModelIsBadInput() {
        BehaviourRequest request = BehaviourRequest.walk("MCNothing", 1, 1, folder.resolve("x.ndjson"));
        SpecError refusal = assertThrows(SpecError.class, () -> run(request));
        assertTrue(refusal.getMessage().contains("MCNothing"), refusal.getMessage());
    }
}
