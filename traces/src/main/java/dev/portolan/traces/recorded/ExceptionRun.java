package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.TaskState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recorded run of exceptions, up to its border: a thread of another task faults, and the recorder is the handler.
 *
 * <p>The run begins with what the recorder did before: two ports, the task and its thread, which is held. The thread
 * faults as soon as it is let run for the first time. What the recorder looks at between calls is the state after the last.
 */
final class ExceptionRun implements ImportedRun {

    private static final String EIP = "handler sets eip to victim_done";

    private final Recording recording;
    private final Trace.Source source;
    private final String name;
    private final String fault;
    private final List<JsonNode> lines = new ArrayList<>();
    private final HandlerCalls handler = new HandlerCalls();
    private final List<Trace.Event> events = new ArrayList<>();

    private String border;
    private int taken;
    private int skipped;
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();
    private boolean hasFaulted;
    private boolean isMended;
    private boolean isTerminated;

    ExceptionRun(Recording recording, Trace.Source source, JsonNode begin) {
        this.recording = recording;
        this.source = source;
        name = begin.get("run").asText();
        fault = begin.get("fault").asText();
        handler.prepare().forEach(this::add);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void line(JsonNode line) {
        if (line.has("ev")) {
            lines.add(line);
        }
    }

    /* What the thread does when it is let run is only seen later. */
    @Override
    public void finish() {
        for (JsonNode line : lines) {
            boolean isOperation = !line.get("ev").asText().equals("status");
            if (border != null) {
                skipped += isOperation ? 1 : 0;
                continue;
            }
            try {
                step(line);
            } catch (OutsideSlice outside) {
                border = outside.getMessage();
                skipped = isOperation ? 1 : 0;
            }
        }
    }

    private void step(JsonNode line) throws OutsideSlice {
        switch (line.get("ev").asText()) {
            case "status" -> observe(line);
            case "call" -> call(line);
            case "receive" -> take(handler.receive(line));
            case "reply" -> reply(line);
            default -> throw new OutsideSlice("a line of kind " + line.get("ev").asText());
        }
    }

    private void call(JsonNode line) throws OutsideSlice {
        String op = Json.text(line, "op");
        isMended |= op.equals(EIP);
        if (op.equals(EIP) || op.equals("mach_ports_register")) {
            leftOut.merge(op, 1, Integer::sum);
            return;
        }
        take(handler.call(line));
        isTerminated |= op.equals("thread_terminate");
        if (op.equals("thread_resume")) {
            goesOn();
        }
    }

    private void reply(JsonNode line) throws OutsideSlice {
        take(handler.reply(line));
        if (HandlerCalls.isHandled(line)) {
            goesOn();
        }
    }

    /* The thread executes the instruction that faults, if it is still there. */
    private void goesOn() throws OutsideSlice {
        if (isTerminated) {
            return;
        }
        if (hasFaulted && !isMended) {
            throw new OutsideSlice("an instruction that may fault again");
        }
        if (!hasFaulted) {
            hasFaulted = true;
            add(new Programs.Made(RecordedException.of(lines, fault).raised(), Outcome.UNOBSERVED));
        }
    }

    private void take(List<Programs.Made> made) {
        made.forEach(this::add);
        taken++;
    }

    private void add(Programs.Made made) {
        events.add(new Trace.Event(events.size() + 1, made.call(), made.outcome(), null, null, null));
    }

    private void observe(JsonNode status) throws OutsideSlice {
        JsonNode task = status.get("task");
        JsonNode thread = status.get("thread");
        KernelState state = new KernelState(
                null,
                null,
                null,
                List.of(
                        isAlive(task)
                                ? new TaskState(
                                        HandlerCalls.VICTIM_TASK,
                                        "ACTIVE",
                                        Json.integer(task, "suspend_count"),
                                        null,
                                        null)
                                : new TaskState(HandlerCalls.VICTIM_TASK, "GONE", null, null, null)),
                List.of(
                        isAlive(thread)
                                ? new ActState(
                                        HandlerCalls.VICTIM_THREAD,
                                        "ACTIVE",
                                        RecordedTasks.runState(thread),
                                        Json.integer(thread, "suspend_count"),
                                        null)
                                : new ActState(HandlerCalls.VICTIM_THREAD, "GONE", null, null, null)));
        int last = events.size() - 1;
        Trace.Event event = events.get(last);
        events.set(last, new Trace.Event(event.seq(), event.call(), event.outcome(), state, null, null));
    }

    private static boolean isAlive(JsonNode of) {
        return of.path("ret").asText().equals("KERN_SUCCESS");
    }

    @Override
    public Optional<Trace> trace() {
        if (taken == 0) {
            return Optional.empty();
        }
        Trace.End end = border == null ? null : new Trace.End(border, skipped);
        Trace.Header header = new Trace.Header(
                Trace.FORMAT,
                name,
                "real",
                recording.dialect(),
                recording.limits(),
                handler.tasks(),
                handler.created(),
                null,
                source,
                end);
        return Optional.of(new Trace(header, events));
    }

    @Override
    public ImportSummary summary() {
        return ImportSummary.ofRun(taken, skipped, border).leaving(leftOut);
    }
}
