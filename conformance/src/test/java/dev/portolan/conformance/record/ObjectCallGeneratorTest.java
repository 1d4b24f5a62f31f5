package dev.portolan.conformance.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.replay.Actions;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.conformance.validate.ObjectValidator;
import dev.portolan.conformance.validate.ObjectWalk;
import dev.portolan.conformance.validate.Verdict;
import dev.portolan.spec.SpecFiles;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drawn runs of tasks, threads and exceptions come to the same on the kernel again, and the specification allows them. */
@DisplayName("drawn runs: tasks, threads and exceptions")
class ObjectCallGeneratorTest {

    private static final int CALLS = 200;
    private static final int SEEDS = 12;
    private static final int MANY_SEEDS = 24;

    @TempDir
    private Path folder;

    private static Trace run(String dialect, long seed) throws IOException {
        ObjectSurroundings surroundings = ObjectSurroundings.of(dialect, 4, 8);
        List<Trace.Event> events = new ArrayList<>();
        new DrawnRun(Boot.of(surroundings.setting()), new ObjectCallGenerator(seed, surroundings), 1)
                .run(CALLS, events::add);
        return new Trace(surroundings.header("seed-" + seed, "run", seed), events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void theSameSeedGivesTheSameRun(String dialect) throws IOException {
        assertEquals(run(dialect, 1), run(dialect, 1));
        assertNotEquals(run(dialect, 1).events(), run(dialect, 2).events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void runsReplayWithoutDivergence(String dialect) throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            TraceReplayer.Result result = new TraceReplayer(KnownDifferences.NONE, new Citations(), null)
                    .replay("run", 1, run(dialect, seed));
            assertNull(result.divergence(), () -> String.valueOf(result.divergence()));
            assertEquals(CALLS, result.events());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void theSpecificationAllowsThem(String dialect) throws Exception {
        List<Trace> runs = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            runs.add(run(dialect, seed));
        }
        areAllowed(runs);
    }

    /** Who ends a task that has ended is told that there is none. */
    @Test
    void aTaskThatHasEndedIsNotEndedAgain() throws Exception {
        List<Trace> runs = List.of(run("xnu", 42), run("xnu", 50));
        for (Trace run : runs) {
            assertTrue(
                    run.events().stream()
                            .anyMatch(event -> event.call() instanceof Call.TaskTerminate
                                    && "KERN_INVALID_ARGUMENT"
                                            .equals(event.outcome().ret())),
                    run.header().name());
        }
        areAllowed(runs);
    }

    private void areAllowed(List<Trace> runs) throws Exception {
        ObjectValidator validator = new ObjectValidator(SpecFiles.packaged(), new Citations(), null);
        for (Trace run : runs) {
            Path file = folder.resolve(run.header().name() + ".ndjson");
            try (TraceFile out = TraceFile.create(file, run.header())) {
                for (Trace.Event event : run.events()) {
                    out.event(event);
                }
                out.commit();
            }
            try (TraceStream trace = TraceStream.open(file)) {
                validator.add(file.toString(), trace, trace.next().orElseThrow());
            }
        }
        for (ObjectValidator.Judgement judged : validator.judge()) {
            Verdict verdict = judged.verdict();
            assertNull(verdict.divergence(), () -> judged.run() + ": " + verdict.divergence());
            assertNull(verdict.reason(), judged.run());
            assertEquals(CALLS, verdict.events());
        }
    }

    private static Trace walk(SpecFiles specification, String dialect, long seed) throws Exception {
        Trace run = run(dialect, seed);
        return new Trace(run.header(), new ObjectWalk(specification).of(run.header(), run.events()));
    }

    /** The specification's answers are the kernel's, whose clauses they tell. */
    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void aWalkOfTheSpecificationReplaysOnTheKernel(String dialect) throws Exception {
        Trace walk = walk(SpecFiles.packaged(), dialect, 3);
        assertEquals(CALLS, walk.events().size());
        long decided = walk.events().stream()
                .filter(event -> event.outcome().clause() != null)
                .count();
        assertTrue(decided > CALLS / 2, () -> decided + " clauses");
        TraceReplayer.Result result =
                new TraceReplayer(KnownDifferences.NONE, new Citations(), null).replay("walk", 1, walk);
        assertNull(result.divergence(), () -> String.valueOf(result.divergence()));
        assertEquals(CALLS, result.events());
    }

    /** What another specification says, the kernel does not do. */
    @Test
    void aWalkOfAFaultySpecificationDiverges() throws Exception {
        SpecFiles sound = SpecFiles.packaged();
        String find = "!.tasks[task].suspends = @ - 1, !.tasks[task].pidHeld = FALSE]";
        String faulty = sound.text("ExcTasks.tla").replace(find, "!.tasks[task].pidHeld = FALSE]");
        assertNotEquals(sound.text("ExcTasks.tla"), faulty);
        Trace walk = walk(sound.with(Map.of("ExcTasks.tla", faulty)), "xnu", 5);
        Divergence divergence = new TraceReplayer(KnownDifferences.NONE, new Citations(), null)
                .replay("walk", 1, walk)
                .divergence();
        assertNotNull(divergence);
        assertEquals("PidResume", divergence.action());
        assertEquals("exceptions.pid.6", divergence.clause());
    }

    /** Every call of the dialect, answered in more than one way. */
    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void theWholeSurfaceIsDrawn(String dialect) throws IOException {
        Set<String> actions = new TreeSet<>();
        Set<String> answers = new TreeSet<>();
        for (long seed = 1; seed <= MANY_SEEDS; seed++) {
            for (Trace.Event event : run(dialect, seed).events()) {
                actions.add(Actions.of(event.call()));
                answers.add(Actions.of(event.call()) + " " + event.outcome().ret());
            }
        }
        boolean masked = dialect.equals("xnu");
        Set<String> surface = CallForm.all().stream()
                .filter(form -> ObjectCall.class.isAssignableFrom(form.record()))
                .map(CallForm::action)
                .filter(action -> !action.matches(masked ? ".*SpecialPort" : ".*ExceptionPorts|Pid.*|ExceedLimit"))
                .collect(Collectors.toCollection(TreeSet::new));
        surface.removeAll(actions);
        assertEquals(Set.of(), surface);
        if (masked) {
            assertTrue(answers.contains("MachPortModRefs KERN_INVALID_RIGHT"), answers::toString);
            assertTrue(answers.contains("MachPortUnguard KERN_INVALID_ARGUMENT"), answers::toString);
            assertTrue(answers.contains("PidResume KERN_FAILURE"), answers::toString);
        }
        assertTrue(answers.size() >= 30, answers::toString);
    }

    /** Who holds its own task while others run there waits for them, and for them alone: the run ends. */
    @Test
    void nobodyWaitsForItself() throws IOException {
        assertTrue(run("xnu", 28).events().stream()
                .anyMatch(event -> event.call() instanceof ObjectCall.TaskSuspend suspend
                        && !suspend.thread().equals(ObjectSurroundings.CALLER)
                        && event.outcome().ret().equals("BLOCKED")));
    }
}
