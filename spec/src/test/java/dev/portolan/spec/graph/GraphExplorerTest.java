package dev.portolan.spec.graph;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.Toys;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.value.Label;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphExplorerTest {

    /** Counts what it is told, and checks each edge against the fingerprints that TLC computes. */
    private static final class Counts implements GraphListener {
        private final AtomicInteger initial = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();
        private final AtomicLong edges = new AtomicLong();
        private final AtomicLong wrongFingerprints = new AtomicLong();
        private final Set<Long> sources = ConcurrentHashMap.newKeySet();
        private final Set<Long> fresh = ConcurrentHashMap.newKeySet();
        private final AtomicLong repeatedSources = new AtomicLong();
        private final AtomicLong loops = new AtomicLong();
        private final Map<String, Long> labels = new ConcurrentHashMap<>();

        @Override
        public void initial(ModelState state) {
            initial.incrementAndGet();
            fresh.add(state.fingerprint());
        }

        @Override
        public EdgeListener worker(int worker) {
            return new EdgeListener() {
                private ModelState source;

                @Override
                public void source(ModelState state) {
                    source = state;
                    if (!sources.add(state.fingerprint())) {
                        repeatedSources.incrementAndGet();
                    }
                }

                @Override
                public void edge(ModelState target, boolean isNew, Label label) {
                    edges.incrementAndGet();
                    labels.merge(label.toString(), 1L, Long::sum);
                    if (target.fingerprint() != target.state().fingerPrint()) {
                        wrongFingerprints.incrementAndGet();
                    }
                    if (isNew && !fresh.add(target.fingerprint())) {
                        throw new IllegalStateException("new twice");
                    }
                    if (target.fingerprint() == source.fingerprint()) {
                        loops.incrementAndGet();
                    }
                }

                @Override
                public void end() {
                    ends.incrementAndGet();
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyEdgeIsToldOnceWithItsLabel(int workers) {
        Counts counts = new Counts();
        try (LoadedModel model = LoadedModel.load(Toys.files(), Toys.model("MCRights", "MCRights"))) {
            ModelResult result = new GraphExplorer(model, workers).explore(counts, progress -> {});
            assertAll(
                    () -> assertEquals(Result.SUCCESS, result.result()),
                    () -> assertEquals(576, result.distinct()),
                    () -> assertEquals(5697, result.generated()),
                    () -> assertEquals(1, counts.initial.get()),
                    () -> assertEquals(result.generated() - 1, counts.edges.get()),
                    () -> assertEquals(result.distinct(), counts.fresh.size()),
                    () -> assertEquals(result.distinct(), counts.sources.size()),
                    () -> assertEquals(0, counts.repeatedSources.get()),
                    () -> assertEquals(0, counts.wrongFingerprints.get()),
                    // Four labelled loops at every state: two tasks, and m = 1, 2.
                    () -> assertEquals(4 * result.distinct(), counts.loops.get()),
                    () -> assertEquals(576L, counts.labels.get("Skip(t = \"t1\", m = 1)")),
                    () -> assertEquals(
                            Set.of("Grant", "Drop", "Send", "Receive", "Skip"), names(counts.labels.keySet())),
                    () -> assertTrue(model.labels().stream().allMatch(Label::complete)),
                    () -> assertTrue(counts.ends.get() >= 1 && counts.ends.get() <= workers));
        }
    }

    private static Set<String> names(Set<String> labels) {
        Set<String> names = ConcurrentHashMap.newKeySet();
        labels.forEach(label -> names.add(label.substring(0, label.indexOf('('))));
        return names;
    }

    @Test
    void aViolationEndsTheExplorationWithItsTrace() {
        Counts counts = new Counts();
        try (LoadedModel model = LoadedModel.load(
                Toys.files(), Toys.model("MCRights", "MCRights_NeverTwo", Result.SAFETY_VIOLATION, "NeverTwo"))) {
            ModelResult result = new GraphExplorer(model, 1).explore(counts, progress -> {});
            assertAll(
                    () -> assertTrue(
                            result.asExpected(), () -> result.differences().toString()),
                    () -> assertEquals(4, result.trace().steps().size()));
        }
    }

    @Test
    void whatAListenerThrowsIsThrown() {
        IllegalStateException thrown = new IllegalStateException("enough");
        try (LoadedModel model = LoadedModel.load(Toys.files(), Toys.model("MCRights", "MCRights"))) {
            GraphExplorer explorer = new GraphExplorer(model, 1);
            GraphListener listener = worker -> new EdgeListener() {
                @Override
                public void source(ModelState source) {}

                @Override
                public void edge(ModelState target, boolean isNew, Label label) {
                    throw thrown;
                }
            };
            assertSame(
                    thrown,
                    assertThrows(IllegalStateException.class, () -> explorer.explore(listener, progress -> {})));
        }
    }

    @Test
    void anEndlessExplorationIsStopped() {
        AtomicLong edges = new AtomicLong();
        try (LoadedModel model = LoadedModel.load(Toys.files(), Toys.model("MCRights", "MCRights_Endless"))) {
            GraphExplorer explorer = new GraphExplorer(model, 2);
            GraphListener listener = worker -> new EdgeListener() {
                @Override
                public void source(ModelState source) {}

                @Override
                public void edge(ModelState target, boolean isNew, Label label) {
                    if (edges.incrementAndGet() == 10_000) {
                        explorer.stop();
                    }
                }
            };
            ModelResult result = explorer.explore(listener, progress -> {});
            assertAll(
                    () -> assertEquals(Result.STOPPED, result.result()),
                    () -> assertTrue(edges.get() >= 10_000 && edges.get() < 100_000, edges::toString));
        }
    }

    @Test
    void anActionDefinedByAnotherIsLabelledAsItself() {
        try (LoadedModel model = LoadedModel.load(Toys.files(), Toys.model("Indirect", "Indirect"))) {
            assertEquals(
                    List.of("Add(n = 1)", "Add(n = 2)", "Double()"),
                    model.labels().stream().map(Label::toString).toList());
            assertTrue(model.labels().stream().allMatch(Label::complete));
        }
    }

    /** TLC's table of names outlives a model, and says of each where its definition stands. */
    @Test
    void aModelHasNothingOfTheOneBefore() {
        SpecFiles files = SpecFiles.packaged();
        Manifest manifest = Manifest.of(files);
        LoadedModel.load(files, manifest.model("MCGuards_xnu")).close();
        try (LoadedModel model = LoadedModel.load(files, manifest.model("MCTaskDeathBodies_classic"))) {
            ModelResult result = new GraphExplorer(model, 1).explore(new Counts(), progress -> {});
            assertEquals(List.of(), result.differences());
        }
    }

    @Test
    void anErrorInTheModuleIsFoundWhenLoading() {
        SpecError error = assertThrows(
                SpecError.class, () -> LoadedModel.load(Toys.files(), Toys.model("UnknownOperator", "Plain")));
        assertAll(() -> assertEquals(5, error.line()), () -> assertEquals(14, error.column()));
        SpecError config = assertThrows(
                SpecError.class, () -> LoadedModel.load(Toys.files(), Toys.model("MCRights", "MCRights_Missing")));
        assertTrue(config.problem().contains("NoSuchThing"), config.problem());
    }

    @Test
    void oneModelIsOpenAtATime() {
        try (LoadedModel model = LoadedModel.load(Toys.files(), Toys.model("MCRights", "MCRights"))) {
            assertThrows(
                    IllegalStateException.class,
                    () -> LoadedModel.load(Toys.files(), Toys.model("MCRights", "MCRights")));
            assertEquals("MCRights", model.model().name());
        }
    }

    /** The same graph, found by asking the oracle for every label at every state. */
    @Test
    void theOracleKnowsTheSameGraph() {
        try (LoadedModel model = LoadedModel.load(Toys.files(), Toys.model("MCRights", "MCRights"))) {
            SpecOracle oracle = new SpecOracle(model);
            Map<Long, ModelState> seen = new TreeMap<>();
            Deque<ModelState> queue = new ArrayDeque<>(oracle.initialStates());
            assertEquals(1, queue.size());
            seen.put(queue.peek().fingerprint(), queue.peek());
            long edges = 0;
            while (!queue.isEmpty()) {
                ModelState state = queue.poll();
                for (Label label : oracle.labels()) {
                    for (ModelState successor : oracle.successors(state, label)) {
                        edges++;
                        if (seen.putIfAbsent(successor.fingerprint(), successor) == null) {
                            queue.add(successor);
                        }
                    }
                }
            }
            assertEquals(576, seen.size());
            assertEquals(5696, edges);
            assertEquals("0", oracle.initialStates().get(0).value("sent").toString());
        }
    }
}
