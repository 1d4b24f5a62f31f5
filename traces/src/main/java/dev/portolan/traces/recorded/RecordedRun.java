package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One recorded run as its lines come in, up to its border.
 *
 * <p>An operation is one line with its state; where calls may block it is a step line, then a line for each call
 * that ended because of it, then the state. The operation counts as taken when its state is there.
 */
final class RecordedRun {

    private record Started(Call call, JsonNode options) {}

    private record Ended(String thread, RecordedOutcome outcome) {

        Outcome.Completion completion() throws OutsideSlice {
            return new Outcome.Completion(thread, outcome.ret(), null, outcome.out());
        }
    }

    private final Recording recording;
    private final Trace.Source source;
    private final String name;
    private final Long seed;
    private final List<Trace.Event> events = new ArrayList<>();
    private final Map<String, List<String>> tasks = new LinkedHashMap<>();
    private final Map<String, Started> blocked = new HashMap<>();
    private final RecordedRequests requests = new RecordedRequests();
    private final RecordedSets sets = new RecordedSets();
    private Map<String, Map<Long, String>> names = new HashMap<>();

    /* The operation whose state has not come yet. */
    private Call call;
    private RecordedOutcome outcome;
    private final List<Ended> woke = new ArrayList<>();

    private String border;
    private int skipped;

    RecordedRun(Recording recording, Trace.Source source, JsonNode begin) {
        this.recording = recording;
        this.source = source;
        this.name = begin.get("run").asText();
        this.seed = begin.has("seed") ? begin.get("seed").longValue() : null;
        tasks.put("A", new ArrayList<>(List.of("A0")));
        tasks.put("B", new ArrayList<>(List.of("B0")));
    }

    String name() {
        return name;
    }

    void line(JsonNode line) {
        if (border != null) {
            skipped += isStep(line) ? 1 : 0;
            return;
        }
        boolean pending = call != null;
        try {
            take(line);
        } catch (OutsideSlice outside) {
            border = outside.getMessage();
            // The operation at the border is not taken, nor is one whose consequences cannot be told.
            skipped = (pending ? 1 : 0) + (isStep(line) ? 1 : 0);
            call = null;
        }
    }

    /** No more lines come. */
    void finish() {
        if (call != null) {
            border = "an operation that has not ended";
            skipped = 1;
            call = null;
        }
    }

    /** The trace, or nothing if not one operation could be taken. */
    Optional<Trace> trace() {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Trace.End end = border == null ? null : new Trace.End(border, skipped);
        Trace.Header header = new Trace.Header(
                Trace.FORMAT, name, "real", recording.dialect(), recording.limits(), tasks, seed, source, end);
        return Optional.of(new Trace(header, events));
    }

    ImportSummary summary() {
        return ImportSummary.ofRun(events.size(), skipped, border);
    }

    private void take(JsonNode line) throws OutsideSlice {
        if (line.has("note")) {
            if (line.get("note").asText().startsWith("KERNEL STOPPED")) {
                throw new OutsideSlice("the recorded kernel stopped");
            }
            return;
        }
        if (line.has("end")) {
            return;
        }
        if (line.path("woke").isTextual()) {
            woke(line);
        } else if (isStep(line)) {
            step(line);
        }
        if (line.has("state")) {
            state(line);
        }
    }

    private static boolean isStep(JsonNode line) {
        return line.has("op") && !line.path("woke").isTextual();
    }

    private void step(JsonNode line) throws OutsideSlice {
        if (call != null) {
            throw new OutsideSlice("an operation without a state of its own");
        }
        Call ordered = RecordedCall.of(line, recording, names);
        JsonNode options = line.path("args").path("option");
        outcome = new RecordedOutcome(
                recording, ordered, options.isArray() ? options : JsonNodeFactory.instance.arrayNode(), line, requests);
        outcome.out();
        if (outcome.ret().equals("KERN_FAILURE") && CallForm.chosenName(ordered) != null) {
            throw new OutsideSlice("a name whose slot another has");
        }
        requests.ordered(line);
        call = ordered;
        if (outcome.ret().equals(Outcome.BLOCKED)) {
            blocked.put(ordered.thread(), new Started(ordered, options));
        }
    }

    private void woke(JsonNode line) throws OutsideSlice {
        String thread = Json.text(line, "woke");
        Started started = blocked.remove(thread);
        if (started == null || call == null) {
            throw new OutsideSlice("a call that ended without having begun");
        }
        Ended ended =
                new Ended(thread, new RecordedOutcome(recording, started.call(), started.options(), line, requests));
        ended.completion();
        woke.add(ended);
    }

    private void state(JsonNode line) throws OutsideSlice {
        if (call == null) {
            throw new OutsideSlice("a state without an operation");
        }
        if (outcome.ret().equals("KERN_SUCCESS")) {
            sets.succeeded(call);
        }
        RecordedState recorded = new RecordedState(line, requests, sets);
        KernelState state = recorded.state();
        names = recorded.names();
        requests.seen(names);
        List<Outcome.Completion> completions = new ArrayList<>(woke.size());
        for (Ended ended : woke) {
            completions.add(ended.completion());
        }
        Outcome whole = new Outcome(outcome.ret(), null, outcome.out(), completions);
        events.add(new Trace.Event(events.size() + 1, call, whole, state));
        call = null;
        woke.clear();
        if (events.size() == 1 && state.threads() != null) {
            state.threads()
                    .forEach(
                            thread -> tasks.get(thread.thread().substring(0, 1)).add(thread.thread()));
        }
    }
}
