package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The calls that the recorder of tasks and threads makes, from a task of its own, {@code D}, by its thread {@code D0}.
 *
 * <p>Names in that task are called as the recorder calls what they name.
 */
final class DriverCalls {

    static final String TASK = "D";
    static final String THREAD = "D0";

    /** The types that GNU Mach puts before an integer of 32 bits in a message. */
    static final long INTEGER_32 = 0x1001_2002L;

    static final int EXCEPTION_REQUEST = 2400;

    private static final int EXCEPTION_REPLY = 2500;
    private static final int EXCEPTION_REPLY_SIZE = 32;
    private static final int HEADER_SIZE = 24;
    private static final int BUFFER = 1024;

    private static final Pattern OWN_NAME = Pattern.compile("P\\d|F|T\\d+|H\\d+|null|dead");
    private static final Pattern OBJECT = Pattern.compile("[TH]\\d+");

    /* Those that a trace has words for; of a task there is port 4 as well, of both port 1. */
    private static final Map<String, Set<Integer>> OTHER_PORTS =
            Map.of("task_set_special_port", Set.of(1, 4), "task_get_special_port", Set.of(1, 4));
    private static final Set<Integer> OTHER_PORTS_OF_THREADS = Set.of(1);

    private final String op;
    private final JsonNode args;
    private final JsonNode out;
    private final String reply;

    /** @param reply what the right is called by which the exception received last is answered */
    DriverCalls(JsonNode line, String reply) throws OutsideSlice {
        op = Json.text(line, "op");
        args = line.path("args");
        out = line.path("out");
        this.reply = reply;
    }

    /** True if the call is on a special port for which there are no words. */
    boolean isOtherPort() {
        return args.has("which")
                && OTHER_PORTS
                        .getOrDefault(op, OTHER_PORTS_OF_THREADS)
                        .contains(args.get("which").asInt());
    }

    /** True if the call is on what is no task or thread of the run, or on one for the other. */
    boolean isOnNone() {
        for (String field : List.of("task", "thread")) {
            String of = args.path(field).asText(null);
            if (of != null && (!OBJECT.matcher(of).matches() || of.charAt(0) != (field.equals("task") ? 'T' : 'H'))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The call.
     *
     * @param made what a task or a thread is called that the call makes, or would
     * @throws OutsideSlice if a trace has no words for it
     */
    Call call(String made) throws OutsideSlice {
        return switch (op) {
            case "task_create" -> new ObjectCall.TaskCreate(THREAD, task(), made);
            case "task_suspend" -> new ObjectCall.TaskSuspend(THREAD, task());
            case "task_resume" -> new ObjectCall.TaskResume(THREAD, task());
            case "task_terminate" -> new Call.TaskTerminate(THREAD, task(), List.of(), Call.Entry.RPC);
            case "thread_create" -> new ObjectCall.ThreadCreate(THREAD, task(), made);
            case "thread_suspend" -> new ObjectCall.ThreadSuspend(THREAD, target());
            case "thread_resume" -> new ObjectCall.ThreadResume(THREAD, target());
            case "thread_abort" -> new Call.ThreadAbort(THREAD, target());
            case "thread_terminate" -> new ObjectCall.ThreadTerminate(THREAD, target());
            case "task_set_special_port" ->
                new ObjectCall.TaskSetSpecialPort(THREAD, task(), which(), name("port"), "COPY_SEND");
            case "thread_set_special_port" ->
                new ObjectCall.ThreadSetSpecialPort(THREAD, target(), which(), name("port"), "COPY_SEND");
            case "task_get_special_port" -> new ObjectCall.TaskGetSpecialPort(THREAD, task(), which());
            case "thread_get_special_port" -> new ObjectCall.ThreadGetSpecialPort(THREAD, target(), which());
            case "mach_port_destroy" -> new Call.MachPortDestroy(THREAD, TASK, name("name"), Call.Entry.RPC);
            case "mach_port_request_notification" -> request();
            case "send" ->
                message(PortName.of(Json.text(args, "to")), "COPY_SEND", Json.integer(args, "id"), List.of());
            case "exception_reply" -> {
                if (reply == null) {
                    throw new OutsideSlice("an answer to no exception");
                }
                yield message(
                        PortName.of(reply),
                        "MOVE_SEND_ONCE",
                        EXCEPTION_REPLY,
                        List.of(INTEGER_32, args.get("retcode").longValue() & 0xffff_ffffL));
            }
            case "receive" -> receive(THREAD, name("port"), Call.Timeout.POLL);
            default -> throw new OutsideSlice("the call " + op);
        };
    }

    private Call request() throws OutsideSlice {
        return new Call.MachPortRequestNotification(
                THREAD,
                TASK,
                name("name"),
                Json.text(args, "id"),
                Json.integer(args, "sync"),
                name("notify"),
                Json.text(args, "notify_disp"),
                Call.Entry.RPC);
    }

    static Call receive(String thread, PortName from, Call.Timeout timeout) {
        return new Call.MachMsg(thread, null, new Call.Receive(from, BUFFER, false, 0, timeout));
    }

    static Call send(String thread, PortName to, int id, Call.Timeout timeout) {
        return new Call.MachMsg(
                thread, new Call.Send(header(to, "COPY_SEND", id, List.of()), HEADER_SIZE, timeout), null);
    }

    private static Call message(PortName to, String disposition, int id, List<Long> body) {
        int size = id == EXCEPTION_REPLY ? EXCEPTION_REPLY_SIZE : HEADER_SIZE;
        return new Call.MachMsg(
                THREAD, new Call.Send(header(to, disposition, id, body), size, Call.Timeout.POLL), null);
    }

    private static Call.Header header(PortName to, String disposition, int id, List<Long> body) {
        return new Call.Header(
                to, disposition, PortName.NULL, null, PortName.NULL, null, id, body.isEmpty() ? null : body);
    }

    private String task() throws OutsideSlice {
        return Json.text(args, "task");
    }

    private String target() throws OutsideSlice {
        return Json.text(args, "thread");
    }

    private int which() throws OutsideSlice {
        return Json.integer(args, "which");
    }

    private PortName name(String field) throws OutsideSlice {
        String name = Json.text(args, field);
        if (!OWN_NAME.matcher(name).matches()) {
            throw new OutsideSlice("a right to " + name.replaceAll("\\d", ""));
        }
        return PortName.of(name);
    }

    /** The code; messages have a success of their own. */
    static String code(Call call, JsonNode line) throws OutsideSlice {
        String ret = Json.text(line, "ret");
        return call instanceof Call.MachMsg && ret.equals("KERN_SUCCESS") ? "MACH_MSG_SUCCESS" : ret;
    }

    /**
     * The out-values as far as they were seen; null for none.
     *
     * @param next what a reply right is to be called
     */
    Outcome.Out out(String made, String next) {
        if (out.has("child")) {
            return new Outcome.Out(PortName.of(made), null, null, null, null);
        }
        if (out.has("port") && OWN_NAME.matcher(out.get("port").asText()).matches()) {
            return new Outcome.Out(PortName.of(out.get("port").asText()), null, null, null, null);
        }
        if (!out.has("id")) {
            return null;
        }
        int id = out.get("id").asInt();
        int size = out.get("size").asInt();
        Outcome.Message message = id == EXCEPTION_REQUEST
                ? new Outcome.Message(
                        id, size, PortName.of(next), "PORT_SEND_ONCE", null, null, null, body(), identity(), null)
                : new Outcome.Message(id, size, null, null, null, null, null, null);
        return new Outcome.Out(null, null, null, null, message);
    }

    private List<Long> body() {
        if (!out.path("subcode").isIntegralNumber()) {
            return null;
        }
        return List.of(
                INTEGER_32,
                out.get("exception").longValue(),
                INTEGER_32,
                out.get("code").longValue(),
                INTEGER_32,
                out.get("subcode").longValue() & 0xffff_ffffL);
    }

    private List<Descriptor> identity() {
        return List.of(right(out.get("thread").asText()), right(out.get("task").asText()));
    }

    private static Descriptor right(String name) {
        return Descriptor.port(PortName.of(name), "PORT_SEND");
    }

    static boolean isCreation(JsonNode line) {
        return line.path("op").asText().endsWith("_create");
    }
}
