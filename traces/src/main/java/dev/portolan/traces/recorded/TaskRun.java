package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A recorded run of tasks and threads, up to its border.
 *
 * <p>The run begins with what the recorder did before: five ports, and the first task. After a step come the calls that the
 * threads of the run made because of it, and the state after the last of them.
 */
final class TaskRun implements ImportedRun {

    private static final List<String> PORTS = List.of("P0", "P1", "P2", "P3", "F");

    /* Calls that ask, and calls of the scheduler: nothing that a trace has is other for them. */
    private static final Set<String> LEFT_OUT = Set.of(
            "task_threads",
            "task_info",
            "thread_info",
            "thread_get_state",
            "thread_get_assignment",
            "thread_assign",
            "thread_assign_default",
            "task_get_assignment",
            "task_assign",
            "task_assign_default",
            "mach_ports_lookup",
            "mach_port_get_refs",
            "mach_port_type",
            "mach_task_self",
            "mach_thread_self",
            "swtch",
            "swtch_pri",
            "thread_policy",
            "thread_depress_abort");

    private final Recording recording;
    private final Trace.Source source;
    private final String name;
    private final List<Trace.Event> events = new ArrayList<>();
    private final Map<String, List<String>> tasks = new LinkedHashMap<>();
    private final List<String> created = new ArrayList<>();
    private final Programs programs = new Programs();
    private RecordedTasks before;
    private boolean countsRights = true;
    private int replies;
    private String reply;
    private String replyTo;
    private int unborn;

    private String border;
    private int taken;
    private int skipped;
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();

    /* What is made by the step that is taken. */
    private final List<Programs.Made> made = new ArrayList<>();

    TaskRun(Recording recording, Trace.Source source, JsonNode begin) {
        this.recording = recording;
        this.source = source;
        name = begin.get("run").asText();
        tasks.put(DriverCalls.TASK, new ArrayList<>(List.of(DriverCalls.THREAD)));
        before = new RecordedTasks(begin.get("state"));
        prepare();
    }

    @Override
    public String name() {
        return name;
    }

    private void prepare() {
        List<EntryState> entries = new ArrayList<>();
        for (String port : PORTS) {
            PortName symbol = PortName.of(port);
            made.add(new Programs.Made(
                    new Call.MachPortAllocate(DriverCalls.THREAD, DriverCalls.TASK, "RECEIVE", Call.Entry.TRAP),
                    success(symbol)));
            made.add(new Programs.Made(
                    new Call.MachPortInsertRight(
                            DriverCalls.THREAD, DriverCalls.TASK, symbol, symbol, "MAKE_SEND", Call.Entry.TRAP),
                    success(null)));
            entries.add(new EntryState(symbol, "SEND_RECEIVE", port, null));
        }
        made.add(new Programs.Made(
                new Call.MachPortSetAttributes(
                        DriverCalls.THREAD, DriverCalls.TASK, PortName.of("F"), "LIMITS", 1, 1, Call.Entry.RPC),
                success(null)));
        creates("T0", null);
        made.add(new Programs.Made(
                new ObjectCall.TaskCreate(DriverCalls.THREAD, DriverCalls.TASK, "T0"), success(PortName.of("T0"))));
        entries.add(new EntryState(PortName.of("T0"), "SEND", "T0", null));
        KernelState seen = before.state(true, Set.of());
        settle(new KernelState(
                List.of(new SpaceState(DriverCalls.TASK, entries), new SpaceState("T0", List.of())),
                seen.ports(),
                null,
                seen.tasks(),
                seen.acts()));
    }

    private static Outcome success(PortName name) {
        return new Outcome(
                "KERN_SUCCESS", null, name == null ? null : new Outcome.Out(name, null, null, null, null), List.of());
    }

    private void creates(String child, String task) {
        created.add(child);
        if (task == null) {
            tasks.put(child, new ArrayList<>());
        } else {
            tasks.get(task).add(child);
        }
    }

    @Override
    public void line(JsonNode line) {
        if (!line.has("op")) {
            return;
        }
        if (border != null) {
            skipped++;
            return;
        }
        made.clear();
        try {
            taken += step(line) ? 1 : 0;
        } catch (OutsideSlice outside) {
            border = outside.getMessage();
            skipped = 1;
        }
    }

    @Override
    public void finish() {
        // Each step has its state on its own line.
    }

    /* True if it was taken, and not left out. */
    private boolean step(JsonNode line) throws OutsideSlice {
        RecordedTasks after = new RecordedTasks(line.get("state"));
        boolean isLeftOut = isLeftOut(line);
        if (isLeftOut) {
            leftOut.merge(Json.text(line, "op"), 1, Integer::sum);
        } else if (!line.path("op").asText().equals("thread_set_state")) {
            call(line);
        }
        programs(line, after);
        settle(after.state(countsRights, programs.unseen()));
        before = after;
        return !isLeftOut;
    }

    private boolean isLeftOut(JsonNode line) throws OutsideSlice {
        String op = Json.text(line, "op");
        boolean ended = line.has("ret");
        if (LEFT_OUT.contains(op) && ended) {
            return true;
        }
        if (!line.path("by").asText().equals("driver")) {
            throw new OutsideSlice("a call that a program makes");
        }
        if (!ended) {
            throw new OutsideSlice("a call that waits");
        }
        if (op.equals("thread_set_state")) {
            return !program(line);
        }
        if (op.equals("raw_message")) {
            return changesNothing(line);
        }
        boolean fails = !line.get("ret").asText().equals("KERN_SUCCESS");
        if (op.equals("mach_ports_register") || new DriverCalls(line, reply).isOtherPort()) {
            countsRights &= fails;
            return true;
        }
        return new DriverCalls(line, reply).isOnNone();
    }

    /* A message to the kernel that it refused, by the reply that it gave. */
    private static boolean changesNothing(JsonNode line) throws OutsideSlice {
        JsonNode reply = line.path("out").path("reply");
        boolean isSent = line.get("ret").asText().equals("KERN_SUCCESS");
        if (isSent && (!reply.has("RetCode") || reply.get("RetCode").path("rc").asInt() == 0)) {
            throw new OutsideSlice("a message to the kernel");
        }
        return true;
    }

    /* True if a program was given, for which something was made. */
    private boolean program(JsonNode line) throws OutsideSlice {
        JsonNode args = line.get("args");
        if (!line.get("ret").asText().equals("KERN_SUCCESS") || !args.has("eip")) {
            return false;
        }
        boolean full = line.get("state").get("ports").path("F").isObject();
        for (Call call : programs.given(Json.text(args, "thread"), Json.text(args, "eip"), full)) {
            made.add(new Programs.Made(call, success(null)));
        }
        return !made.isEmpty();
    }

    private void call(JsonNode line) throws OutsideSlice {
        DriverCalls driver = new DriverCalls(line, reply);
        JsonNode out = line.path("out");
        String child = null;
        if (DriverCalls.isCreation(line)) {
            child = out.has("child") ? out.get("child").asText() : "unborn" + ++unborn;
            String task = Json.text(line.get("args"), "task");
            boolean isThread = line.get("op").asText().equals("thread_create");
            creates(child, isThread ? task : null);
            if (isThread) {
                programs.created(child, task);
            } else {
                programs.created(
                        child, task, line.get("args").path("inherit_memory").asBoolean());
            }
        }
        Call call = driver.call(child);
        boolean isException = out.path("id").asInt() == DriverCalls.EXCEPTION_REQUEST;
        if (isException) {
            replyTo = out.get("thread").asText();
            reply = programs.received(replyTo) ? "R" + ++replies : "dead";
        }
        String ret = DriverCalls.code(call, line);
        made.add(new Programs.Made(call, new Outcome(ret, null, driver.out(child, reply), List.of())));
        if (line.get("op").asText().equals("exception_reply") && ret.equals("MACH_MSG_SUCCESS")) {
            if (line.get("args").get("retcode").asInt() == 0) {
                programs.handled(replyTo, false);
            }
            reply = null;
        }
        if (out.path("previous").asText().equals("send-once right")) {
            // The recorder gives up what it is given.
            PortName previous = PortName.of("S" + ++replies);
            made.set(made.size() - 1, new Programs.Made(call, success(previous)));
            made.add(new Programs.Made(
                    new Call.MachPortDeallocate(DriverCalls.THREAD, DriverCalls.TASK, previous, Call.Entry.TRAP),
                    success(null)));
        }
        if (call instanceof Call.ThreadAbort abort && ret.equals("KERN_SUCCESS")) {
            programs.handled(abort.target(), true);
        }
    }

    /* What the threads of the run did. */
    private void programs(JsonNode line, RecordedTasks after) throws OutsideSlice {
        List<String> threads = new ArrayList<>();
        tasks.forEach((task, members) ->
                members.stream().filter(thread -> thread.startsWith("H")).forEach(threads::add));
        for (String thread : threads) {
            made.addAll(programs.begins(thread, after));
        }
        for (JsonNode event : line.path("events")) {
            String thread = Json.text(event, "thread");
            Outcome.Completion end = Programs.completion(thread, event);
            Call again = programs.ended(thread, event);
            if (again != null) {
                made.add(new Programs.Made(again, new Outcome(end.ret(), null, end.out(), List.of())));
            } else {
                woke(end);
            }
        }
        for (String thread : threads) {
            if (RecordedTasks.isAlive(before.thread(thread)) || after.thread(thread) != null) {
                made.addAll(faults(line, thread, after));
            }
        }
        for (String thread : threads) {
            if (RecordedTasks.isAlive(after.thread(thread))) {
                made.addAll(programs.goesOn(thread, after));
            }
        }
    }

    private void woke(Outcome.Completion end) throws OutsideSlice {
        if (made.isEmpty()) {
            throw new OutsideSlice("a call that ended for no reason");
        }
        // What ends because of the step ends before those that it let go make other calls.
        Programs.Made cause = made.get(0);
        List<Outcome.Completion> woke = new ArrayList<>(cause.outcome().woke());
        woke.add(end);
        made.set(
                0,
                new Programs.Made(
                        cause.call(),
                        new Outcome(cause.outcome().ret(), null, cause.outcome().out(), woke)));
    }

    /* A thread that has gone by itself, or with its task for a fault that nobody handled. */
    private List<Programs.Made> faults(JsonNode line, String thread, RecordedTasks after) {
        boolean dies = RecordedTasks.isAlive(before.thread(thread)) && !RecordedTasks.isAlive(after.thread(thread));
        if (!dies || line.get("op").asText().endsWith("_terminate")) {
            return List.of();
        }
        String task = before.thread(thread).path("task").asText();
        boolean taskDies = !RecordedTasks.isAlive(after.task(task));
        if (!taskDies) {
            return programs.goesOn(thread, after);
        }
        return programs.mayFault(thread) && mayRun(line, thread, task)
                ? List.of(new Programs.Made(programs.fault(thread), Outcome.UNOBSERVED))
                : List.of();
    }

    /* True if nothing holds the thread after this step. */
    private boolean mayRun(JsonNode line, String thread, String task) {
        String op = line.get("op").asText();
        JsonNode args = line.get("args");
        int own = before.thread(thread).path("susp").asInt();
        int tasks = before.task(task).path("susp").asInt();
        own -= op.equals("thread_resume") && args.path("thread").asText().equals(thread) ? 1 : 0;
        tasks -= op.equals("task_resume") && args.path("task").asText().equals(task) ? 1 : 0;
        return own <= 0 && tasks <= 0;
    }

    /* The calls of the step become events, the last with the state. */
    private void settle(KernelState state) {
        for (int i = 0; i < made.size(); i++) {
            Programs.Made one = made.get(i);
            boolean isLast = i == made.size() - 1;
            events.add(
                    new Trace.Event(events.size() + 1, one.call(), one.outcome(), isLast ? state : null, null, null));
        }
        made.clear();
    }

    @Override
    public Optional<Trace> trace() {
        if (taken == 0) {
            return Optional.empty();
        }
        Trace.End end = border == null ? null : new Trace.End(border, skipped);
        Trace.Header header = new Trace.Header(
                Trace.FORMAT, name, "real", recording.dialect(), recording.limits(), tasks, created, null, source, end);
        return Optional.of(new Trace(header, events));
    }

    @Override
    public ImportSummary summary() {
        return ImportSummary.ofRun(taken, skipped, border).leaving(leftOut);
    }
}
