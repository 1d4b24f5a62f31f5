package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One recorded run as its lines come in, up to its border.
 *
 * <p>An operation is one line with its state; where calls may block it is a step line, then a line for each call
 * that ended because of it, then the state. The operation counts as taken when its state is there.
 *
 * <p>The calls of a batch have one state, after the last; whom they let go runs only then. Those behind one that waits
 * are made when it has ended, if ever it does. A recorder that sleeps makes no call: what ends meanwhile ends because its
 * time is over, each by an event of its own.
 */
final class RecordedRun implements ImportedRun {

    private static final String SLEEP = "sleep";

    /** What changes a task's memory and nothing else; a trace has no memory. */
    private static final Set<String> ON_MEMORY =
            Set.of("vm_allocate", "vm_deallocate", "vm_protect", "vm_write", "poke");

    private record Started(Call call, JsonNode options) {}

    /** A call that waited and has ended, and which to end it was. */
    private record Ended(Outcome.Completion completion, long place) {}

    private final Recording recording;
    private final Trace.Source source;
    private final String name;
    private final Long seed;
    private final List<Trace.Event> events = new ArrayList<>();
    private final Map<String, List<String>> tasks = new LinkedHashMap<>();
    private final Map<String, Started> blocked = new HashMap<>();

    /* The calls of batches that wait before their last call. */
    private final Map<String, ArrayDeque<JsonNode>> unbegun = new HashMap<>();
    private final RecordedRequests requests;
    private final RecordedSets sets = new RecordedSets();
    private Map<String, Map<Long, String>> names = new HashMap<>();

    /* What happened since the last state, and how many operations that was. */
    private final List<Happened> happened = new ArrayList<>();
    private int open;
    private boolean asleep;

    /* Whether a batch that had waited has made another call since. */
    private boolean goesOn;

    private String border;
    private int taken;
    private int skipped;

    /** A call, how it ended, which to end it was, and what it let go. */
    private record Happened(Call call, String ret, Outcome.Out out, long place, List<Ended> woke) {

        static Happened event(Call call) {
            return new Happened(call, "KERN_SUCCESS", null, 0, new ArrayList<>());
        }

        static Happened waiting(Call call) {
            return new Happened(call, Outcome.BLOCKED, null, 0, new ArrayList<>());
        }

        /** Whether rights that were sent away came back, under names that nobody saw. */
        boolean returnsUnseen() {
            return ret.startsWith("MACH_SEND_TIMED_OUT")
                    && (out == null || out.message() == null)
                    && "MOVE_SEND".equals(((Call.MachMsg) call).send().header().remoteDisposition())
                    && ((Call.MachMsg) call).send().header().descriptors() != null;
        }

        Outcome outcome() {
            return new Outcome(
                    ret,
                    null,
                    out,
                    woke.stream()
                            .sorted(Comparator.comparingLong(Ended::place))
                            .map(Ended::completion)
                            .toList());
        }
    }

    RecordedRun(Recording recording, Trace.Source source, JsonNode begin) {
        this.recording = recording;
        this.requests = new RecordedRequests(recording);
        this.source = source;
        this.name = begin.get("run").asText();
        this.seed = begin.has("seed") ? begin.get("seed").longValue() : null;
        tasks.put("A", new ArrayList<>(List.of("A0")));
        tasks.put("B", new ArrayList<>(List.of("B0")));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void line(JsonNode line) {
        if (border != null) {
            skipped += isStep(line) ? 1 : 0;
            return;
        }
        int before = open;
        try {
            take(line);
        } catch (OutsideSlice outside) {
            // The operation at the border is not taken, nor is one whose consequences cannot be told.
            endAt(outside.getMessage(), before + (isStep(line) ? 1 : 0));
        }
    }

    @Override
    public void finish() {
        if (open > 0) {
            endAt("an operation that has not ended", open);
        }
    }

    private void endAt(String reason, int left) {
        border = reason;
        skipped = left;
        open = 0;
    }

    @Override
    public Optional<Trace> trace() {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Trace.End end = border == null ? null : new Trace.End(border, skipped);
        Trace.Header header = new Trace.Header(
                Trace.FORMAT, name, "real", recording.dialect(), recording.limits(), tasks, seed, source, end);
        return Optional.of(new Trace(header, events));
    }

    @Override
    public ImportSummary summary() {
        return ImportSummary.ofRun(events.isEmpty() ? 0 : taken, skipped, border);
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
        if (open > 0 && line.path("batch").path(0).asInt() <= 1) {
            throw new OutsideSlice("an operation without a state of its own");
        }
        open++;
        String operation = Json.text(line, "op");
        if (line.path("pending").asBoolean()) {
            unbegun.computeIfAbsent(Json.text(line, "by"), thread -> new ArrayDeque<>())
                    .add(line);
        } else if (operation.equals(SLEEP)) {
            asleep = true;
        } else if (!ON_MEMORY.contains(operation)) {
            call(line);
        }
    }

    private Started ordered(JsonNode line) throws OutsideSlice {
        JsonNode options = line.path("args").path("option");
        return new Started(
                RecordedCall.of(line, recording, names),
                options.isArray() ? options : JsonNodeFactory.instance.arrayNode());
    }

    private void call(JsonNode line) throws OutsideSlice {
        Started started = ordered(line);
        Call call = started.call();
        RecordedOutcome outcome = new RecordedOutcome(recording, call, started.options(), line, requests);
        if (outcome.ret().equals("KERN_FAILURE") && CallForm.chosenName(call) != null) {
            throw new OutsideSlice("a name whose slot another has");
        }
        // A call that sends and receives may be told of what it asked for itself.
        requests.ordered(line);
        happened.add(new Happened(call, outcome.ret(), outcome.out(), place(line), new ArrayList<>()));
        requests.ended(call.thread(), started.options(), line.path("out"));
        if (outcome.ret().equals(Outcome.BLOCKED)) {
            blocked.put(call.thread(), started);
        }
    }

    private static long place(JsonNode line) {
        return line.path("fin").asLong();
    }

    private void woke(JsonNode line) throws OutsideSlice {
        String thread = Json.text(line, "woke");
        Started started = blocked.remove(thread);
        if (started == null || open == 0) {
            throw new OutsideSlice("a call that ended without having begun");
        }
        if (happened.size() > 1 && !asleep && !goesOn) {
            asBatch(place(line));
        }
        RecordedOutcome outcome = new RecordedOutcome(recording, started.call(), started.options(), line, requests);
        Ended ended = new Ended(new Outcome.Completion(thread, outcome.ret(), null, outcome.out()), place(line));
        requests.ended(thread, started.options(), line.path("out"));
        if (goesOn) {
            atOnce(started.call(), ended);
        } else {
            waited(thread, ended);
        }
        ArrayDeque<JsonNode> next = unbegun.get(thread);
        if (next != null && !next.isEmpty()) {
            goesOn = true;
            Started begun =
                    ordered(RecordedNames.asNow(next.poll(), names.getOrDefault(thread.substring(0, 1), Map.of())));
            blocked.put(thread, begun);
            happened.add(Happened.waiting(begun.call()));
        }
    }

    private void waited(String thread, Ended ended) throws OutsideSlice {
        if (asleep && isOver(ended.completion().ret())) {
            happened.add(Happened.event(new Call.ClockExpire(thread)));
        }
        if (happened.isEmpty()) {
            throw new OutsideSlice("a call that ended for no reason");
        }
        happened.get(happened.size() - 1).woke().add(ended);
    }

    /* The next call of a batch that had waited did not. */
    private void atOnce(Call call, Ended ended) throws OutsideSlice {
        Happened last = happened.remove(happened.size() - 1);
        if (last.call() != call) {
            throw new OutsideSlice("a batch that had waited and goes on beside others");
        }
        Outcome.Completion end = ended.completion();
        happened.add(new Happened(call, end.ret(), end.out(), ended.place(), last.woke()));
    }

    /* A sender whose time is over may be told so otherwise, if it asked to be notified. */
    private static boolean isOver(String ret) {
        return ret.contains("TIMED_OUT") || ret.startsWith("MACH_SEND_");
    }

    /* Who waits to send is let go, but runs only after the batch, and may wait again. */
    private boolean makesRoom(Happened happened) {
        boolean received = happened.call() instanceof Call.MachMsg msg
                && msg.receive() != null
                && (happened.ret().equals("MACH_MSG_SUCCESS") || happened.ret().equals("MACH_RCV_TOO_LARGE"));
        return received
                && blocked.values().stream()
                        .anyMatch(started -> started.call() instanceof Call.MachMsg msg && msg.send() != null);
    }

    private boolean isBatch() {
        return happened.get(0).call() instanceof Call.HoldWoken;
    }

    /**
     * The calls since the last state are made one after the other; then whom they let go runs.
     *
     * @param place of the first end that is another's; a call that ended later has waited
     */
    private void asBatch(long place) throws OutsideSlice {
        if (isBatch()) {
            return;
        }
        Happened last = happened.get(happened.size() - 1);
        String caller = last.call().thread();
        Happened others = Happened.event(new Call.RunWoken(caller));
        if (happened.stream().anyMatch(each -> each != last && each.place() > place)) {
            throw new OutsideSlice("a batch that waits before its last call, and goes on");
        }
        if (last.place() > place && last.call() instanceof Call.MachMsg msg && msg.send() != null) {
            throw new OutsideSlice("a send that waits until a message that was handed over is taken");
        }
        if (last.place() > place) {
            happened.set(happened.size() - 1, Happened.waiting(last.call()));
            others.woke().add(new Ended(new Outcome.Completion(caller, last.ret(), null, last.out()), last.place()));
        }
        happened.add(0, Happened.event(new Call.HoldWoken(caller)));
        happened.add(others);
    }

    private void state(JsonNode line) throws OutsideSlice {
        if (open == 0) {
            throw new OutsideSlice("a state without an operation");
        }
        if (happened.size() > 1
                && happened.subList(0, happened.size() - 1).stream().anyMatch(Happened::returnsUnseen)) {
            throw new OutsideSlice("a batch that goes on with rights that came back unseen");
        }
        if (happened.size() > 1
                && !asleep
                && !goesOn
                && !isBatch()
                && happened.subList(0, happened.size() - 1).stream().anyMatch(this::makesRoom)) {
            asBatch(Long.MAX_VALUE);
        }
        for (Happened each : happened) {
            if (each.ret().equals("KERN_SUCCESS")) {
                sets.succeeded(each.call());
            }
        }
        RecordedState recorded = new RecordedState(line, requests, sets);
        KernelState state = recorded.state();
        names = recorded.names();
        requests.seen(names);
        List<Trace.Event> seen = new ArrayList<>(happened.size());
        for (Happened each : happened) {
            boolean last = seen.size() == happened.size() - 1;
            seen.add(new Trace.Event(
                    events.size() + seen.size() + 1, each.call(), each.outcome(), last ? state : null, null, null));
        }
        if (events.isEmpty() && !seen.isEmpty() && state.threads() != null) {
            state.threads()
                    .forEach(
                            thread -> tasks.get(thread.thread().substring(0, 1)).add(thread.thread()));
        }
        events.addAll(seen);
        taken += open;
        open = 0;
        asleep = false;
        goesOn = false;
        happened.clear();
    }
}
