package dev.portolan.traces.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Outcome.Completion;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of one thread back to back, and time that passes: what has no line of its own for each state. */
class RecordedTimeTest {

    private static final String BEGIN = "{'run':'r','begin':true}\n";
    private static final String STATE =
            "{'run':'r','threads':{'A1':'idle','A2':'idle'},'waiters':[],'state':{'A':[],'B':[]}}\n";
    private static final String POLL =
            "'option':['RCV_MSG','RCV_TIMEOUT'],'send_size':0,'rcv_size':64,'rcv_name':'p2','rcv_name_raw':8";

    @TempDir
    private Path folder;

    private final List<Trace> traces = new ArrayList<>();

    @Test
    void theCallsOfABatchHaveOneState() throws IOException {
        ImportSummary summary = read(BEGIN, polls("A1", 1, 2), polls("A1", 2, 2), STATE);

        assertEquals(2, summary.events());
        assertNull(events().get(0).state());
        assertEquals(2, events().get(1).state().threads().size());
        assertEquals("A1", events().get(1).call().thread());
    }

    @Test
    void whomABatchLetsGoRunsAfterIt() throws IOException {
        ImportSummary summary =
                read(BEGIN, waits("A2"), STATE, polls("A1", 1, 2), polls("A1", 2, 2), ended("A2"), STATE);

        assertEquals(0, summary.skipped());
        assertEquals(
                List.of("MachMsg", "HoldWoken", "MachMsg", "MachMsg", "RunWoken"),
                events().stream()
                        .map(event -> CallForm.of(event.call()).action())
                        .toList());
        assertEquals(
                List.of(new Completion("A2", "MACH_RCV_TIMED_OUT", null, null)),
                events().get(4).outcome().woke());
        assertNull(events().get(3).state());
        assertNotNull(events().get(4).state());
    }

    @Test
    void theLastCallOfABatchHasWaitedIfItEndedAfterAnother() throws IOException {
        read(BEGIN, waits("A2"), STATE, at(2, polls("A1", 1, 2)), at(4, polls("A1", 2, 2)), at(3, ended("A2")), STATE);

        assertEquals(Outcome.BLOCKED, events().get(3).outcome().ret());
        assertEquals(
                List.of("A2", "A1"),
                events().get(4).outcome().woke().stream()
                        .map(Completion::thread)
                        .toList());
    }

    @Test
    void theRestOfABatchFollowsWhenItsCallHasEnded() throws IOException {
        String pending = polls("A1", 2, 2).replace("'ret':'MACH_RCV_TIMED_OUT'", "'pending':true");

        ImportSummary summary =
                read(BEGIN, waits("A1"), pending, STATE, polls("A2", 1, 1), ended("A1"), ended("A1"), STATE);

        assertEquals(0, summary.skipped());
        assertEquals(
                List.of("A1 BLOCKED", "A2 MACH_RCV_TIMED_OUT", "A1 MACH_RCV_TIMED_OUT"),
                events().stream()
                        .map(event ->
                                event.call().thread() + " " + event.outcome().ret())
                        .toList());
        assertEquals("A1", events().get(1).outcome().woke().get(0).thread());
    }

    @Test
    void aCallThatWaitedBeforeTheLastOfItsBatchIsABorder() throws IOException {
        assertEquals(
                "a batch that waits before its last call, and goes on",
                read(
                                BEGIN,
                                waits("A2"),
                                STATE,
                                at(3, polls("A1", 1, 2)),
                                at(4, polls("A1", 2, 2)),
                                at(2, ended("A2")),
                                STATE)
                        .borders()
                        .firstKey());
    }

    private static String at(int place, String line) {
        return line.replace("'run':'r'", "'run':'r','fin':" + place);
    }

    @Test
    void aSleepInWhichNothingEndsIsNoEvent() throws IOException {
        ImportSummary summary = read(BEGIN, sleep(), STATE, polls("A1", 1, 1), STATE);

        assertEquals(2, summary.events());
        assertEquals(1, events().size());
        assertEquals(List.of("A0", "A1", "A2"), traces.get(0).header().tasks().get("A"));
    }

    @Test
    void eachTimeOutThatEndsInASleepIsAnEvent() throws IOException {
        read(BEGIN, waits("A1"), STATE, waits("A2"), STATE, sleep(), ended("A2"), ended("A1"), STATE);

        assertEquals(new Call.ClockExpire("A2"), events().get(2).call());
        assertNull(events().get(2).state());
        assertEquals(new Call.ClockExpire("A1"), events().get(3).call());
        assertEquals(
                new Outcome(
                        "KERN_SUCCESS", null, null, List.of(new Completion("A1", "MACH_RCV_TIMED_OUT", null, null))),
                events().get(3).outcome());
        assertTrue(events().get(3).state().threads().size() > 0);
    }

    private static String sleep() {
        return "{'run':'r','by':'driver','op':'sleep','args':{'ms':100},'ret':'KERN_SUCCESS','out':{}}\n";
    }

    private static String polls(String by, int number, int of) {
        return "{'run':'r','by':'" + by + "','batch':[" + number + "," + of + "],'op':'mach_msg','args':{" + POLL
                + ",'timeout':0},'ret':'MACH_RCV_TIMED_OUT','out':{}}\n";
    }

    private static String waits(String by) {
        return "{'run':'r','by':'" + by + "','op':'mach_msg','args':{" + POLL + ",'timeout':90},'blocked':true}\n";
    }

    private static String ended(String thread) {
        return "{'run':'r','woke':'" + thread + "','op':'mach_msg','ret':'MACH_RCV_TIMED_OUT','out':{}}\n";
    }

    private List<Trace.Event> events() {
        return traces.get(0).events();
    }

    private ImportSummary read(String... lines) throws IOException {
        Path file = Files.writeString(
                folder.resolve("recording.ndjson"), String.join("", lines).replace('\'', '"'));
        return RecordingImporter.gnumach().read(file, traces::add);
    }
}
