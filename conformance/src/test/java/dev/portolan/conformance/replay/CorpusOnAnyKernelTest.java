package dev.portolan.conformance.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.suite.AlteredKernel;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference kernel behind the door that all kernels use comes to what it comes to before it. */
@DisplayName("the corpus on the reference kernel as any other")
class CorpusOnAnyKernelTest {

    private static final Map<String, TraceReplayer.Result> WHOLE = new TreeMap<>();
    private static final Citations CITATIONS = new Citations();
    private static final int EACH = 8;

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void everyTraceComesToTheSame(String dialect) throws IOException {
        KnownDifferences known = KnownDifferences.packaged();
        TraceReplayer directly = new TraceReplayer(known, CITATIONS, null);
        int events = 0;
        try (ReferenceKernel kernel = new ReferenceKernel()) {
            TraceReplayer throughTheDoor = TraceReplayer.on(kernel, known, CITATIONS, null);
            for (Path file : files(dialect)) {
                try (TraceReader reader = TraceReader.open(file)) {
                    for (Optional<Trace> trace = next(reader); trace.isPresent(); trace = next(reader)) {
                        TraceReplayer.Result expected = directly.replay("file", 1, trace.get());
                        TraceReplayer.Result result = throughTheDoor.replay("file", 1, trace.get());
                        assertEquals(
                                expected,
                                result,
                                file + " " + trace.get().header().name());
                        assertEquals(Map.of(), result.declined());
                        assertEquals(Map.of(), result.hidden());
                        events += result.events();
                    }
                }
            }
        }
        assertTrue(events > 1_000, () -> "a corpus of few events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void ofAKernelThatShowsNothingTheAnswersAreJudged(String dialect) throws IOException {
        TraceReplayer.Result all = whole(dialect);
        TraceReplayer.Result blind = corpus(dialect, new AlteredKernel((call, reference) -> reference.perform(call)) {
            @Override
            public Declaration declaration() {
                Declaration whole = super.declaration();
                return new Declaration(
                        whole.name(),
                        whole.version(),
                        null,
                        whole.dialects(),
                        whole.levels(),
                        whole.limits(),
                        Set.of("woke"));
            }

            @Override
            public KernelState observe() {
                return new KernelState(null, null, null);
            }
        });
        assertEquals(all.events(), blind.events());
        assertTrue(blind.hidden().get("spaces") > 1_000, () -> blind.hidden().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void aDeclinedCallThatOnlyAsksIsPassedOver(String dialect) throws IOException {
        TraceReplayer.Result all = whole(dialect);
        TraceReplayer.Result some = declining(dialect, call -> call instanceof Call.MachPortGetRefs);
        int declined = some.declined().get("unsupported: not yet");
        assertTrue(declined > 0, "nothing declined");
        assertEquals(all.events() - declined, some.events());
        assertEquals(all.skipped() + declined, some.skipped());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void aDeclinedCallThatWouldHaveChangedSomethingEndsItsTrace(String dialect) throws IOException {
        TraceReplayer.Result all = whole(dialect);
        TraceReplayer.Result some = declining(dialect, call -> call instanceof Call.MachPortModRefs);
        int declined = some.declined().get("unsupported: not yet");
        assertTrue(declined > 0, "nothing declined");
        assertTrue(some.events() < all.events() - declined, some.events() + " of " + all.events());
        assertEquals(all.events() + all.skipped(), some.events() + some.skipped());
    }

    /** What the corpus comes to on a kernel that declines nothing. */
    private static synchronized TraceReplayer.Result whole(String dialect) throws IOException {
        if (!WHOLE.containsKey(dialect)) {
            WHOLE.put(dialect, corpus(dialect, new ReferenceKernel()));
        }
        return WHOLE.get(dialect);
    }

    /** What the corpus comes to on a kernel that declines some calls. */
    private static TraceReplayer.Result declining(String dialect, Predicate<Call> declined) throws IOException {
        return corpus(
                dialect,
                new AlteredKernel((call, reference) ->
                        declined.test(call) ? new Answer.Unsupported("not yet") : reference.perform(call)));
    }

    /** What the corpus comes to, without a divergence. */
    private static TraceReplayer.Result corpus(String dialect, KernelUnderTest kernel) throws IOException {
        TraceReplayer replayer = TraceReplayer.on(kernel, KnownDifferences.packaged(), CITATIONS, null);
        int events = 0;
        int skipped = 0;
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> hidden = new TreeMap<>();
        for (Path file : files(dialect)) {
            try (TraceReader reader = TraceReader.open(file)) {
                for (Optional<Trace> trace = next(reader); trace.isPresent(); trace = next(reader)) {
                    if (trace.get().header().created() != null) {
                        // Nobody saw the recorder's names go, and a kernel that shows none gives their numbers again.
                        continue;
                    }
                    TraceReplayer.Result result = replayer.replay(file.toString(), reader.line(), trace.get());
                    assertNull(result.divergence());
                    events += result.events();
                    skipped += result.skipped();
                    result.declined().forEach((why, count) -> reasons.merge(why, count, Integer::sum));
                    result.hidden().forEach((what, count) -> hidden.merge(what, count, Integer::sum));
                }
            }
        }
        return new TraceReplayer.Result(events, skipped, null, reasons, hidden);
    }

    /* One trace of each so many; all of them are replayed elsewhere. */
    private static Optional<Trace> next(TraceReader reader) throws IOException {
        Optional<Trace> trace = reader.next();
        for (int passed = 1; trace.isPresent() && passed < EACH; passed++) {
            trace = reader.next();
        }
        return trace;
    }

    private static List<Path> files(String dialect) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../traces", dialect))) {
            return files.sorted().toList();
        }
    }
}
