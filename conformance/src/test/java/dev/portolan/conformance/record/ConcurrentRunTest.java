package dev.portolan.conformance.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("runs whose threads run in parallel")
class ConcurrentRunTest {

    private static final int RUNS = 100;
    private static final int CALLS = 60;
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    Path folder;

    private static List<Trace.Event> run(String dialect, long seed) throws IOException, InterruptedException {
        List<Trace.Event> events = new ArrayList<>();
        new ConcurrentRun(Surroundings.of(dialect), seed).run(CALLS, LIMIT_SECONDS, TimeUnit.SECONDS, events::add);
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void everyRunEndsAndTellsWhatBecameOfEachCall(String dialect) throws IOException, InterruptedException {
        int blocked = 0;
        int overlapping = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            List<Trace.Event> events = run(dialect, seed);
            assertTrue(events.stream().noneMatch(ConcurrentRunTest::isNamedInSecret), "a name that nobody is told");
            assertTrue(events.size() >= CALLS, () -> "calls are missing: " + events.size());
            blocked += waitsAreEnded(events);
            overlapping += overlaps(events);
        }
        // A run in which nobody waits and nothing overlaps would show nothing.
        assertTrue(blocked > RUNS / 10, "hardly a call waited: " + blocked);
        assertTrue(overlapping > RUNS / 10, "hardly a call overlapped another: " + overlapping);
    }

    private static boolean isNamedInSecret(Trace.Event event) {
        return event.call() instanceof Call.MachPortAllocateName named
                && named.right().equals("DEAD_NAME");
    }

    /** Goes through a run in order: each wait is ended by one later event, a thread's waits in their order. */
    private static int waitsAreEnded(List<Trace.Event> events) {
        Map<String, Deque<Trace.Event>> waiting = new HashMap<>();
        Map<String, Long> ended = new HashMap<>();
        int blocked = 0;
        int seq = 0;
        for (Trace.Event event : events) {
            assertEquals(++seq, event.seq());
            assertNull(event.state());
            assertTrue(event.start() <= event.end());
            boolean isCall = !(event.call() instanceof Call.ThreadAbort || event.call() instanceof Call.ClockExpire);
            String thread = event.call().thread();
            if (isCall) {
                assertTrue(ended.getOrDefault(thread, 0L) <= event.start(), "a thread makes one call at a time");
                ended.put(thread, event.end());
            }
            if (event.outcome().ret().equals(Outcome.BLOCKED)) {
                blocked++;
                waiting.computeIfAbsent(thread, waits -> new ArrayDeque<>()).add(event);
            }
            for (Outcome.Completion woken : event.outcome().woke()) {
                Trace.Event wait =
                        waiting.getOrDefault(woken.thread(), new ArrayDeque<>()).poll();
                assertTrue(wait != null, () -> woken + " ends no wait");
                assertTrue(wait.end() <= event.end(), "a wait begins before it is ended");
            }
        }
        assertTrue(waiting.values().stream().allMatch(Deque::isEmpty), () -> "waits that nothing ended: " + waiting);
        return blocked;
    }

    private static int overlaps(List<Trace.Event> events) {
        int overlaps = 0;
        for (int i = 1; i < events.size(); i++) {
            overlaps += events.get(i).start() < events.get(i - 1).end() ? 1 : 0;
        }
        return overlaps;
    }

    @Test
    void theTraceIsOneThatCanBeRead() throws IOException, InterruptedException {
        Surroundings surroundings = Surroundings.of("xnu");
        Path out = folder.resolve("parallel.ndjson");
        List<Trace.Event> events = new ArrayList<>();
        try (TraceFile file = TraceFile.create(out, surroundings.header("parallel", "run", 5))) {
            new ConcurrentRun(surroundings, 5).run(CALLS, LIMIT_SECONDS, TimeUnit.SECONDS, event -> {
                events.add(event);
                file.event(event);
            });
            file.commit();
        }
        try (TraceReader reader = TraceReader.open(out)) {
            assertEquals(events, reader.next().orElseThrow().events());
        }
    }

    /** A machine that forgets to let threads go: the run must end all the same, and say which thread is stuck. */
    @Test
    void aLostThreadIsFound() throws InterruptedException {
        UnaryOperator<Machine> deaf = machine -> new Machine() {
            @Override
            public void unblock(Activation<?> thread) {
                // Nobody is told, and whoever parked for good stays there.
            }
        };
        AssertionError lost = assertThrows(AssertionError.class, () -> {
            for (long seed = 1; seed <= RUNS; seed++) {
                new ConcurrentRun(Surroundings.of("xnu"), seed, deaf)
                        .run(CALLS, 500, TimeUnit.MILLISECONDS, event -> {});
            }
        });
        assertTrue(lost.getMessage().contains("a thread is stuck"), lost.getMessage());
        for (Thread left : Thread.getAllStackTraces().keySet()) {
            if (left.getName().matches("[AB][12]")) {
                left.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
                assertFalse(left.isAlive(), "a run that was given up leaves no thread that turns in circles");
            }
        }
    }
}
