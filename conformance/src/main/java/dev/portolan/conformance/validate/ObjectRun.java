package dev.portolan.conformance.validate;

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

    private static final int REQUEST = 2400;
    private static final String SUCCESS = "KERN_SUCCESS";
    private static final String SENT = "MACH_MSG_SUCCESS";
    private static final String NOTHING = "Nothing";
    private static final int NULL_PORT = -1;
    private static final int DEAD_PORT = 0;
    private static final int OWN_PORT = -2;
    private static final int KERNEL_PORT = 1;
    private static final int REQUEST_WORDS = 6;

    private final Trace.Header header;
    private final String recorder;
    private final Map<String, String> threads = new HashMap<>();
    private final List<Trace.Event> events = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Map<String, Integer> requests = new HashMap<>();
    private final Set<String> calling = new HashSet<>();
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
        header.tasks().forEach((task, names) -> {
            for (int i = 0; i < names.size(); i++) {
                threads.put(names.get(i), task + "." + i);
            }
        });
    }

    /** The next event. */
    void add(Trace.Event event) {
        if (reason != null) {
            unjudged++;
            return;
        }
        String text = event(event);
        if (reason != null) {
            reason = "event " + event.seq() + ": " + reason;
            unjudged++;
            return;
        }
        events.add(event);
        texts.add(text);
    }

    List<Trace.Event> events() {
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

    String recorder() {
        return recorder;
    }

    int ports() {
        return ports.size();
    }

    /** How many requests were received, each by a thread of the recorder's. */
    int received() {
        return received;
    }

    static String handler(String task, int number) {
        return task + ".request" + number;
    }

    /** In TLA+. */
    String text() {
        String handlers = received == 0
                ? ""
                : IntStream.rangeClosed(1, received)
                        .mapToObj(number -> ", " + quoted(handler(recorder, number)))
                        .collect(Collectors.joining());
        return "[tasks |-> {" + quoted(recorder) + "}, threads |-> {" + quoted(recorder + ".0") + handlers
                + "}, receiver |-> " + quoted(recorder) + ",\n events |-> <<\n" + String.join(",\n", texts) + ">>]";
    }

    private String event(Trace.Event event) {
        Call call = event.call();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("by", quoted(threads.get(call.thread())));
        does(call, event.outcome(), fields);
        follow(call, event.outcome());
        // A right is dropped by a call of IPC's, whose code is IPC's.
        if (!fields.containsKey("does")) {
            fields.put("does", quoted(NOTHING));
        } else if (event.outcome().ret() != null && !fields.get("does").equals(quoted("DropRequest"))) {
            fields.put("ret", quoted(event.outcome().ret()));
        }
        if (event.state() != null) {
            state(event.state(), fields);
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + " |-> " + field.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
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
            object(object, outcome, fields);
        } else if (call instanceof Call.TaskTerminate terminate) {
            on(fields, "TaskTerminate", "task", quoted(terminate.task()));
        } else if (call instanceof Call.ThreadAbort abort && abort.target() != null) {
            on(fields, "ThreadAbort", "target", thread(abort.target()));
        } else if (threads.get(call.thread()).equals(recorder + ".0")) {
            recorders(call, outcome, fields);
        }
    }

    private void object(ObjectCall call, Outcome outcome, Map<String, String> fields) {
        if (call instanceof ObjectCall.TaskCreate create) {
            on(fields, "TaskCreate", "task", quoted(create.task()));
            fields.put("child", quoted(create.child()));
        } else if (call instanceof ObjectCall.ThreadCreate create) {
            on(fields, "ThreadCreate", "target", thread(create.created()));
        } else if (call instanceof ObjectCall.TaskSuspend suspend) {
            on(fields, "TaskSuspend", "task", quoted(suspend.task()));
        } else if (call instanceof ObjectCall.TaskResume resume) {
            on(fields, "TaskResume", "task", quoted(resume.task()));
        } else if (call instanceof ObjectCall.ThreadSuspend suspend) {
            on(fields, "ThreadSuspend", "target", thread(suspend.target()));
        } else if (call instanceof ObjectCall.ThreadResume resume) {
            on(fields, "ThreadResume", "target", thread(resume.target()));
        } else if (call instanceof ObjectCall.ThreadTerminate terminate) {
            on(fields, "ThreadTerminate", "target", thread(terminate.target()));
        } else if (call instanceof ObjectCall.RaiseException raise) {
            fields.put("does", quoted("RaiseException"));
            fields.put(
                    "exception",
                    "[type |-> " + raise.exception() + ", codes |-> "
                            + codes(Integer.toUnsignedLong(raise.code()), Integer.toUnsignedLong(raise.subcode()))
                            + "]");
        } else {
            special(call, outcome, fields);
        }
    }

    private void special(ObjectCall call, Outcome outcome, Map<String, String> fields) {
        if (call instanceof ObjectCall.TaskSetSpecialPort set) {
            sets(fields, "task", quoted(set.task()), set.which(), set.port(), outcome);
        } else if (call instanceof ObjectCall.ThreadSetSpecialPort set) {
            sets(fields, "thread", thread(set.target()), set.which(), set.port(), outcome);
        } else if (call instanceof ObjectCall.TaskGetSpecialPort get) {
            gets(fields, "task", quoted(get.task()), get.which(), get.task(), outcome);
        } else if (call instanceof ObjectCall.ThreadGetSpecialPort get) {
            gets(fields, "thread", thread(get.target()), get.which(), get.target(), outcome);
        }
    }

    private void sets(Map<String, String> fields, String level, String of, int which, PortName port, Outcome outcome) {
        if ("MACH_SEND_INVALID_RIGHT".equals(outcome.ret())) {
            // The right is no right: that is IPC's to say.
            return;
        }
        Integer id = port(port);
        if (id == null && !SUCCESS.equals(outcome.ret())) {
            // A call that fails gives up whatever right it brought.
            id = NULL_PORT;
        }
        if (id == null) {
            reason = "a right to what is no port that was allocated";
            return;
        }
        on(fields, "SetSpecialPort", "level", quoted(level));
        fields.put("of", of);
        fields.put("which", Integer.toString(which));
        fields.put("port", id.toString());
    }

    private void gets(Map<String, String> fields, String level, String of, int which, String own, Outcome outcome) {
        on(fields, "GetSpecialPort", "level", quoted(level));
        fields.put("of", of);
        fields.put("which", Integer.toString(which));
        if (outcome.out() != null && outcome.out().name() != null) {
            PortName name = outcome.out().name();
            boolean isOwn = which == KERNEL_PORT && name.symbol().equals(own);
            Integer id = isOwn ? Integer.valueOf(OWN_PORT) : port(name);
            if (id != null) {
                fields.put("told", id.toString());
            }
        }
    }

    /* What the recorder does to ports and messages, as far as it is more than IPC's. */
    private void recorders(Call call, Outcome outcome, Map<String, String> fields) {
        boolean succeeds = SUCCESS.equals(outcome.ret());
        if (call instanceof Call.MachPortAllocate && succeeds) {
            String symbol = outcome.out().name().symbol();
            if (ports.containsKey(symbol)) {
                reason = "a second port of one name";
                return;
            }
            ports.put(symbol, ports.size() + 1);
            named.add(symbol);
        } else if (call instanceof Call.MachPortDestroy destroy && succeeds && port(destroy.name()) != null) {
            on(fields, "DestroyPort", "port", port(destroy.name()).toString());
            named.remove(destroy.name().symbol());
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
        Integer from = port(msg.receive().name());
        Outcome.Message message = outcome.out() == null ? null : outcome.out().message();
        if (from == null || from <= 0) {
            return;
        }
        if ("MACH_RCV_TIMED_OUT".equals(outcome.ret())) {
            on(fields, "FindsNothing", "port", from.toString());
        } else if (SENT.equals(outcome.ret()) && message != null && message.id() == REQUEST) {
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
        fields.put("answerable", answerable ? "TRUE" : "FALSE");
        fields.put("thread", thread(message.descriptors().get(0).name().symbol()));
        List<Long> body = message.body();
        if (body != null && body.size() == REQUEST_WORDS) {
            fields.put("type", body.get(1).toString());
            fields.put("codes", codes(body.get(3), body.get(5)));
        }
    }

    private void send(Call.Send send, Outcome outcome, Map<String, String> fields) {
        String to = symbol(send.header().remote());
        if (threads.containsKey(to) || header.tasks().containsKey(to)) {
            reason = "a message to the port of a task or a thread";
        } else if (requests.containsKey(to)) {
            as(fields, requests.get(to), "Reply");
            List<Long> body = send.header().body();
            String ret = body == null ? "NONE" : body.get(1) == 0 ? SUCCESS : "KERN_FAILURE";
            fields.put(
                    "message",
                    "[id |-> " + send.header().id() + ", size |-> " + send.sendSize() + ", ret |-> " + quoted(ret)
                            + ", flavor |-> 0, registers |-> Nobody]");
        }
    }

    private void as(Map<String, String> fields, int number, String action) {
        fields.put("by", quoted(handler(recorder, number)));
        fields.put("does", quoted(action));
    }

    private static void on(Map<String, String> fields, String action, String field, String value) {
        fields.put("does", quoted(action));
        fields.put(field, value);
    }

    private void state(KernelState state, Map<String, String> fields) {
        if (state.tasks() != null) {
            fields.put("tasks", state.tasks().stream().map(this::task).collect(Collectors.joining(", ", "<<", ">>")));
        }
        if (state.acts() != null) {
            fields.put("acts", state.acts().stream().map(this::act).collect(Collectors.joining(", ", "<<", ">>")));
        }
    }

    private String task(KernelState.TaskState task) {
        String text = "[task |-> " + quoted(task.task()) + ", life |-> " + quoted(task.life())
                + seen(task.suspends(), task.exceptionPort());
        if (task.threads() != null) {
            text += task.threads().stream().map(this::thread).collect(Collectors.joining(", ", ", threads |-> {", "}"));
        }
        return text + "]";
    }

    private String act(KernelState.ActState act) {
        String text = "[thread |-> " + thread(act.thread()) + ", life |-> " + quoted(act.life())
                + seen(act.suspends(), act.exceptionPort());
        if (act.runState() != null && !calling.contains(act.thread())) {
            text += ", runs |-> " + quoted(act.runState());
        }
        return text + "]";
    }

    private String seen(Integer suspends, String port) {
        Integer id = port == null ? null : portOf(port);
        return (suspends == null ? "" : ", suspends |-> " + suspends) + (id == null ? "" : ", port |-> " + id);
    }

    /* Of a name that is none any more, nothing. */
    private Integer port(PortName name) {
        return named.contains(symbol(name)) || !name.isValid() ? portOf(symbol(name)) : null;
    }

    private Integer portOf(String symbol) {
        return switch (symbol) {
            case "null" -> Integer.valueOf(NULL_PORT);
            case "dead" -> Integer.valueOf(DEAD_PORT);
            default -> ports.get(symbol);
        };
    }

    private static String symbol(PortName name) {
        return name.symbol();
    }

    private String thread(String name) {
        return quoted(threads.get(name));
    }

    /* As text: TLC's integers are smaller than codes. */
    private static String codes(long code, long subcode) {
        return "<<Code(0, \"" + code + "\"), Code(0, \"" + subcode + "\")>>";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
