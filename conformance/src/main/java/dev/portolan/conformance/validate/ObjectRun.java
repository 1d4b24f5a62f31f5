package dev.portolan.conformance.validate;

import static dev.portolan.conformance.validate.ObjectNames.quoted;

import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A run of tasks, threads and exceptions as the module {@code ExcTrace} takes it, as far as that can follow it.
 *
 * <p>One task is there at first, whose only thread makes the calls and handles exceptions; what it does to ports and
 * messages otherwise is IPC's. Each request that it receives is in the hands of a thread of its own.
 */
final class ObjectRun {

    /**
     * An event as it is judged.
     *
     * @param text in TLA+
     * @param answered true if what the call was answered is compared
     * @param state what is compared of the state; null if nobody looked
     * @param raises true if it makes a thread raise an exception, at once or at the border
     */
    record Judged(Trace.Event event, String text, boolean answered, KernelState state, boolean raises) {}

    private static final String SUCCESS = "KERN_SUCCESS";
    private static final String SENT = "MACH_MSG_SUCCESS";
    private static final String NOTHING = "Nothing";
    /* The dialect that has guards, and exception ports by type. */
    private static final String MASKED = "xnu";

    private static final List<String> RAISING =
            List.of(quoted("RaiseException"), quoted("ExceedLimit"), quoted("ViolateGuard"));

    private final Trace.Header header;
    private final String recorder;
    private final ObjectNames names;
    private final ObjectActions actions;
    private final List<Judged> events = new ArrayList<>();
    private final Map<String, Integer> requests = new HashMap<>();
    private final Set<String> calling = new HashSet<>();
    private final GuardedPorts guards = new GuardedPorts();
    private int received;
    private long unjudged;
    private String reason;

    /** @throws IllegalArgumentException if more is there at first than a task with a thread */
    ObjectRun(Trace.Header header) {
        this.header = header;
        Set<String> created = Set.copyOf(header.created());
        List<String> there = header.tasks().keySet().stream()
                .filter(task -> !created.contains(task))
                .toList();
        if (there.size() != 1 || header.tasks().get(there.get(0)).size() != 1) {
            throw new IllegalArgumentException(
                    "a run in which calls make tasks and threads begins with one task of one thread");
        }
        recorder = there.get(0);
        names = new ObjectNames(header);
        actions = new ObjectActions(names);
    }

    /** The next event. */
    void add(Trace.Event event) {
        if (reason != null) {
            unjudged++;
            return;
        }
        Judged judged = judged(event);
        if (reason != null) {
            reason = "event " + event.seq() + ": " + reason;
            unjudged++;
            return;
        }
        events.add(judged);
    }

    List<Judged> events() {
        return events;
    }

    long unjudged() {
        return unjudged + (header.end() == null ? 0 : header.end().skipped());
    }

    String reason() {
        return reason;
    }

    Trace.Header header() {
        return header;
    }

    /** What stands for what, at the run's end. */
    ObjectNames names() {
        return names;
    }

    String recorder() {
        return recorder;
    }

    int ports() {
        return names.ports();
    }

    /** How many requests were received, each by a thread of the recorder's. */
    int received() {
        return received;
    }

    /** How many events make a thread raise an exception, at once or at the border. */
    int raised() {
        return (int) events.stream().filter(Judged::raises).count();
    }

    static String handler(String task, int number) {
        return task + ".request" + number;
    }

    /**
     * In TLA+.
     *
     * @param told after how many events the model's own state is told
     * @param judged whether what was seen has to be so
     */
    String text(Set<Integer> told, boolean judged) {
        String handlers = received == 0
                ? ""
                : IntStream.rangeClosed(1, received)
                        .mapToObj(number -> ", " + quoted(handler(recorder, number)))
                        .collect(Collectors.joining());
        return "[tasks |-> {" + quoted(recorder) + "}, threads |-> {" + quoted(recorder + ".0") + handlers
                + "}, receiver |-> " + quoted(recorder) + ",\n told |-> "
                + told.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"))
                + ", judged |-> " + (judged ? "TRUE" : "FALSE") + ",\n events |-> <<\n"
                + events.stream().map(Judged::text).collect(Collectors.joining(",\n")) + ">>]";
    }

    private Judged judged(Trace.Event event) {
        Call call = event.call();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("by", names.thread(call.thread()));
        does(call, event.outcome(), fields);
        follow(call, event.outcome());
        if (!fields.containsKey("does")) {
            fields.put("does", quoted(NOTHING));
        } else if (isAnswered(call, event.outcome(), fields.get("does"))) {
            fields.put("ret", quoted(event.outcome().ret()));
        }
        if (event.state() != null) {
            state(event.state(), fields);
        }
        return new Judged(
                event,
                text(fields),
                fields.containsKey("ret"),
                event.state() == null ? null : observed(event.state()),
                RAISING.contains(fields.get("does")));
    }

    private static String text(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + " |-> " + field.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /* What of a state is compared. */
    private KernelState observed(KernelState state) {
        return new KernelState(
                null,
                null,
                null,
                state.tasks() == null
                        ? null
                        : state.tasks().stream().map(this::observed).toList(),
                state.acts() == null
                        ? null
                        : state.acts().stream().map(this::observed).toList());
    }

    /* Who handles a request is, to the model, a thread of the recorder's too. */
    private KernelState.TaskState observed(KernelState.TaskState task) {
        boolean hidden = task.threads() == null || task.task().equals(recorder);
        List<String> there = hidden ? null : task.threads().stream().sorted().toList();
        return new KernelState.TaskState(task.task(), task.life(), task.suspends(), task.exceptionPort(), there);
    }

    private KernelState.ActState observed(KernelState.ActState act) {
        String runState = calling.contains(act.thread()) ? null : act.runState();
        return new KernelState.ActState(act.thread(), act.life(), runState, act.suspends(), act.exceptionPort());
    }

    /* An instruction has no answer, nor has, for now, a call of a thread that holds itself. A right is dropped by a call
    whose code is IPC's; so is what destructing a guarded port comes to. */
    private static boolean isAnswered(Call call, Outcome outcome, String does) {
        boolean ends = outcome.ret() != null && !outcome.ret().equals(Outcome.BLOCKED);
        boolean isOfIpc = does.equals(quoted("DropRequest")) || call instanceof Call.MachPortDestruct;
        return ends && !isOfIpc && !(call instanceof ObjectCall.RaiseException);
    }

    /* Who is in a call of IPC's waits there or not, which the model does not know. */
    private void follow(Call call, Outcome outcome) {
        if (Outcome.BLOCKED.equals(outcome.ret())) {
            calling.add(call.thread());
        }
        if (outcome.woke() != null) {
            outcome.woke().forEach(one -> calling.remove(one.thread()));
        }
    }

    private void does(Call call, Outcome outcome, Map<String, String> fields) {
        if (call instanceof ObjectCall object) {
            actions.tell(object, outcome, fields);
            reason = actions.reason();
        } else if (call instanceof Call.TaskTerminate terminate) {
            ObjectActions.on(fields, "TaskTerminate", "task", quoted(terminate.task()));
        } else if (call instanceof Call.ThreadAbort abort && abort.target() != null) {
            ObjectActions.on(fields, "ThreadAbort", "target", names.thread(abort.target()));
        } else if (!violates(call, outcome, fields) && names.of(call.thread()).equals(recorder + ".0")) {
            recorders(call, outcome, fields);
        }
    }

    private boolean violates(Call call, Outcome outcome, Map<String, String> fields) {
        if (!(call instanceof Call.PortCall port) || !header.dialect().equals(MASKED)) {
            return false;
        }
        GuardedPorts.Violation violation = guards.violation(port, outcome);
        guards.follow(port, outcome);
        if (violation != null) {
            ObjectActions.on(fields, "ViolateGuard", "flavor", Integer.toString(violation.flavor()));
            fields.put("guard", SeenRequest.number(violation.guard()));
        }
        return violation != null;
    }

    /* What the recorder does to ports and messages, as far as it is more than IPC's. */
    private void recorders(Call call, Outcome outcome, Map<String, String> fields) {
        boolean succeeds = SUCCESS.equals(outcome.ret());
        if (call instanceof Call.MachPortAllocate && succeeds) {
            String symbol = outcome.out().name().symbol();
            requests.remove(symbol);
            if (!names.allocate(symbol)) {
                reason = "a second port of one name";
            }
        } else if (call instanceof Call.MachPortDestroy destroy && succeeds && names.port(destroy.name()) != null) {
            ObjectActions.on(
                    fields, "DestroyPort", "port", names.port(destroy.name()).toString());
            names.destroy(destroy.name().symbol());
        } else if (call instanceof Call.MachPortDeallocate deallocate
                && requests.containsKey(symbol(deallocate.name()))) {
            as(fields, requests.get(symbol(deallocate.name())), "DropRequest");
        } else if (call instanceof Call.MachMsg msg) {
            message(msg, outcome, fields);
        } else if (call instanceof Call.MachPortModRefs
                || call instanceof Call.MachPortDestruct
                || call instanceof Call.MachPortRename) {
            reason = "what it does to a port is not followed";
        }
    }

    private void message(Call.MachMsg msg, Outcome outcome, Map<String, String> fields) {
        if (msg.send() != null) {
            send(msg.send(), outcome, fields);
            return;
        }
        Integer from = names.port(msg.receive().name());
        Outcome.Message message = outcome.out() == null ? null : outcome.out().message();
        if (from == null || from <= 0) {
            return;
        }
        if ("MACH_RCV_TIMED_OUT".equals(outcome.ret())) {
            ObjectActions.on(fields, "ReceiveRequest", "port", from.toString());
        } else if (SENT.equals(outcome.ret()) && message != null && SeenRequest.isOne(message)) {
            receives(message, from, fields);
        }
    }

    private void receives(Outcome.Message message, int from, Map<String, String> fields) {
        boolean answerable = !PortName.DEAD.equals(message.remote());
        received++;
        if (answerable) {
            requests.put(symbol(message.remote()), received);
        }
        as(fields, received, "ReceiveRequest");
        fields.put("port", Integer.toString(from));
        Map<String, String> request = new LinkedHashMap<>();
        request.put("answerable", answerable ? "TRUE" : "FALSE");
        // Who is gone by now is told as a dead name.
        if (!SeenRequest.isAnonymous(message)
                && message.descriptors().get(0).name().isValid()) {
            request.put("thread", names.threadNamed(message.descriptors().get(0).name()));
        }
        SeenRequest.tell(message, request);
        fields.put("request", text(request));
    }

    private void send(Call.Send send, Outcome outcome, Map<String, String> fields) {
        String to = symbol(send.header().remote());
        if (names.isObject(to)) {
            reason = "a message to the port of a task or a thread";
        } else if (requests.containsKey(to)) {
            as(fields, requests.get(to), "Reply");
            fields.put(
                    "message",
                    "[id |-> " + send.header().id() + ", size |-> " + send.sendSize() + ", ret |-> "
                            + quoted(said(send.header().body()))
                            + ", flavor |-> 0, registers |-> Nobody]");
        }
    }

    /* Which of its words says so hangs on the form of replies. */
    private String said(List<Long> words) {
        int at = header.dialect().equals(MASKED) ? 2 : 1;
        if (words == null || words.size() <= at) {
            return "NONE";
        }
        int ret = words.get(at).intValue();
        return ret == 0
                ? SUCCESS
                : ret == MachMsgReturn.MACH_RCV_PORT_DIED.code() ? "MACH_RCV_PORT_DIED" : "KERN_FAILURE";
    }

    private void as(Map<String, String> fields, int number, String action) {
        fields.put("by", quoted(handler(recorder, number)));
        fields.put("does", quoted(action));
    }

    private void state(KernelState state, Map<String, String> fields) {
        if (state.spaces() != null) {
            state.spaces().stream()
                    .filter(space -> space.task().equals(recorder))
                    .forEach(names::see);
        }
        KernelState seen = observed(state);
        if (seen.tasks() != null) {
            fields.put("tasks", seen.tasks().stream().map(this::task).collect(Collectors.joining(", ", "<<", ">>")));
        }
        if (seen.acts() != null) {
            fields.put("acts", seen.acts().stream().map(this::act).collect(Collectors.joining(", ", "<<", ">>")));
        }
    }

    private String task(KernelState.TaskState task) {
        String text = "[task |-> " + quoted(task.task()) + ", life |-> " + quoted(task.life())
                + seen(task.suspends(), task.exceptionPort());
        if (task.threads() != null) {
            text += task.threads().stream()
                    .map(names::thread)
                    .collect(Collectors.joining(", ", ", threads |-> {", "}"));
        }
        return text + "]";
    }

    private String act(KernelState.ActState act) {
        String text = "[thread |-> " + names.thread(act.thread()) + ", life |-> " + quoted(act.life())
                + seen(act.suspends(), act.exceptionPort());
        return text + (act.runState() == null ? "" : ", runs |-> " + quoted(act.runState())) + "]";
    }

    private String seen(Integer suspends, String port) {
        Integer id = port == null ? null : names.portOf(port);
        return (suspends == null ? "" : ", suspends |-> " + suspends) + (id == null ? "" : ", port |-> " + id);
    }

    private static String symbol(PortName name) {
        return name.symbol();
    }
}
