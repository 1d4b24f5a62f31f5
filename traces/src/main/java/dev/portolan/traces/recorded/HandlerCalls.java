package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that the recorder of exceptions makes, from task {@code D}, by its thread {@code D0}.
 *
 * <p>Its ports are {@code TP} and {@code KP}. Tasks and threads are called in the order in which they were made, as the
 * recorder of tasks and threads calls them, and the reply rights {@code R1} and so on.
 */
final class HandlerCalls {

    static final String VICTIM_TASK = "T0";
    static final String VICTIM_THREAD = "H0";

    private static final List<String> PORTS = List.of("TP", "KP");
    private static final int KERNEL_PORT = 1;
    private static final int EXCEPTION_PORT = 3;
    private static final int FILLING = 9;
    private static final int REPLY = 2500;
    private static final int REPLY_SIZE = 32;

    private final Map<String, List<String>> tasks = new LinkedHashMap<>();
    private final List<String> created = new ArrayList<>();
    private int replies;

    HandlerCalls() {
        tasks.put(DriverCalls.TASK, new ArrayList<>(List.of(DriverCalls.THREAD)));
    }

    /** The tasks with their threads, those that calls make among them. */
    Map<String, List<String>> tasks() {
        return tasks;
    }

    /** The tasks and threads that calls make. */
    List<String> created() {
        return created;
    }

    /** What the recorder did before the run. */
    List<Programs.Made> prepare() {
        List<Programs.Made> made = new ArrayList<>();
        for (String port : PORTS) {
            PortName name = PortName.of(port);
            made.add(success(
                    new Call.MachPortAllocate(DriverCalls.THREAD, DriverCalls.TASK, "RECEIVE", Call.Entry.TRAP), port));
            made.add(success(
                    new Call.MachPortInsertRight(
                            DriverCalls.THREAD, DriverCalls.TASK, name, name, "MAKE_SEND", Call.Entry.TRAP),
                    null));
        }
        made.add(create(DriverCalls.TASK, VICTIM_TASK));
        made.add(thread(VICTIM_TASK, VICTIM_THREAD));
        return made;
    }

    /**
     * What one line says, and what goes with it.
     *
     * @throws OutsideSlice if a trace has no words for it
     */
    List<Programs.Made> call(JsonNode line) throws OutsideSlice {
        String op = Json.text(line, "op");
        String ret = Json.text(line, "ret");
        return switch (op) {
            case "task_create child of victim" -> List.of(create(VICTIM_TASK, "T1"));
            case "task_get_special_port(child,EXCEPTION)" ->
                List.of(new Programs.Made(
                        new ObjectCall.TaskGetSpecialPort(DriverCalls.THREAD, "T1", EXCEPTION_PORT), got(line)));
            case "thread_get_special_port(new thread in child,EXCEPTION)" -> exceptionPortOfNew("T1", "H1", line);
            case "thread_get_special_port(second thread of victim,EXCEPTION)" ->
                exceptionPortOfNew(VICTIM_TASK, "H2", line);
            case "fill queue" -> List.of(new Programs.Made(fill(), told("MACH_MSG_SUCCESS", null)));
            case "task_get_special_port", "thread_get_special_port" ->
                List.of(new Programs.Made(special(op, line), got(line)));
            default -> List.of(new Programs.Made(other(op, line), told(ret, null)));
        };
    }

    private List<Programs.Made> exceptionPortOfNew(String task, String thread, JsonNode line) throws OutsideSlice {
        return List.of(
                thread(task, thread),
                new Programs.Made(
                        new ObjectCall.ThreadGetSpecialPort(DriverCalls.THREAD, thread, EXCEPTION_PORT), got(line)));
    }

    private Call other(String op, JsonNode line) throws OutsideSlice {
        return switch (op) {
            case "thread_resume" -> new ObjectCall.ThreadResume(DriverCalls.THREAD, VICTIM_THREAD);
            case "thread_suspend" -> new ObjectCall.ThreadSuspend(DriverCalls.THREAD, VICTIM_THREAD);
            case "thread_abort" -> new Call.ThreadAbort(DriverCalls.THREAD, VICTIM_THREAD);
            case "thread_terminate" -> new ObjectCall.ThreadTerminate(DriverCalls.THREAD, VICTIM_THREAD);
            case "task_terminate child" -> new Call.TaskTerminate(DriverCalls.THREAD, "T1", List.of(), Call.Entry.RPC);
            case "handler deallocates the reply right" ->
                new Call.MachPortDeallocate(DriverCalls.THREAD, DriverCalls.TASK, reply(), Call.Entry.TRAP);
            case "destroy TP", "destroy TP with the exception message queued" -> destroy("TP");
            case "destroy KP" -> destroy("KP");
            case "qlimit 1" ->
                new Call.MachPortSetAttributes(
                        DriverCalls.THREAD, DriverCalls.TASK, PortName.of("KP"), "LIMITS", 1, 1, Call.Entry.RPC);
            default -> special(op, line);
        };
    }

    private static Call special(String op, JsonNode line) throws OutsideSlice {
        return switch (op) {
            case "task kernel port := null" -> setOfTask(KERNEL_PORT, PortName.NULL);
            case "task_set_special_port(EXCEPTION)" -> setOfTask(EXCEPTION_PORT, port(line));
            case "thread_set_special_port(EXCEPTION)" -> setOfThread(EXCEPTION_PORT, port(line));
            case "task_set_special_port" -> setOfTask(Json.integer(line, "which"), port(line));
            case "thread_set_special_port" -> setOfThread(Json.integer(line, "which"), port(line));
            case "task_get_special_port" ->
                new ObjectCall.TaskGetSpecialPort(DriverCalls.THREAD, VICTIM_TASK, Json.integer(line, "which"));
            case "thread_get_special_port" ->
                new ObjectCall.ThreadGetSpecialPort(DriverCalls.THREAD, VICTIM_THREAD, Json.integer(line, "which"));
            default -> throw new OutsideSlice("the call " + op);
        };
    }

    private static Call setOfTask(int which, PortName port) {
        return new ObjectCall.TaskSetSpecialPort(DriverCalls.THREAD, VICTIM_TASK, which, port, "COPY_SEND");
    }

    private static Call setOfThread(int which, PortName port) {
        return new ObjectCall.ThreadSetSpecialPort(DriverCalls.THREAD, VICTIM_THREAD, which, port, "COPY_SEND");
    }

    private static Call destroy(String port) {
        return new Call.MachPortDestroy(DriverCalls.THREAD, DriverCalls.TASK, PortName.of(port), Call.Entry.RPC);
    }

    private static Call fill() {
        return DriverCalls.send(DriverCalls.THREAD, PortName.of("KP"), FILLING, Call.Timeout.POLL);
    }

    private Programs.Made create(String parent, String child) {
        tasks.put(child, new ArrayList<>());
        created.add(child);
        return success(new ObjectCall.TaskCreate(DriverCalls.THREAD, parent, child), child);
    }

    private Programs.Made thread(String task, String thread) {
        tasks.get(task).add(thread);
        created.add(thread);
        return success(new ObjectCall.ThreadCreate(DriverCalls.THREAD, task, thread), thread);
    }

    /** A message is received, or there is none. */
    List<Programs.Made> receive(JsonNode line) throws OutsideSlice {
        PortName from = port(line);
        Call call = DriverCalls.receive(DriverCalls.THREAD, from, Call.Timeout.POLL);
        String ret = Json.text(line, "ret");
        Outcome.Message message = line.has("msgh_id") ? message(line, from) : null;
        return List.of(new Programs.Made(
                call,
                told(
                        ret.equals("KERN_SUCCESS") ? "MACH_MSG_SUCCESS" : ret,
                        message == null ? null : new Outcome.Out(null, null, null, null, message))));
    }

    private Outcome.Message message(JsonNode line, PortName from) throws OutsideSlice {
        boolean isRequest = RecordedException.isRequest(line);
        if (isRequest) {
            replies++;
        }
        return new Outcome.Message(
                Json.integer(line, "msgh_id"),
                Json.integer(line, "size"),
                isRequest ? reply() : PortName.NULL,
                disposition(Json.integer(line, "remote_type")),
                from,
                disposition(Json.integer(line, "local_type")),
                Json.integer(line, "seqno"),
                isRequest ? RecordedException.of(line).body() : null,
                isRequest ? List.of(right(line, "thread"), right(line, "task")) : null,
                null);
    }

    private static Descriptor right(JsonNode line, String field) throws OutsideSlice {
        return Descriptor.port(name(Json.text(line, field)), "PORT_SEND");
    }

    private static String disposition(int type) throws OutsideSlice {
        return switch (type) {
            case 0 -> null;
            case 17 -> "PORT_SEND";
            case 18 -> "PORT_SEND_ONCE";
            default -> throw new OutsideSlice("a right of type " + type);
        };
    }

    /** The request received last is answered. */
    List<Programs.Made> reply(JsonNode line) throws OutsideSlice {
        if (replies == 0) {
            throw new OutsideSlice("an answer to no exception");
        }
        int size = Json.integer(line, "size");
        List<Long> body = size < REPLY_SIZE
                ? null
                : List.of(DriverCalls.INTEGER_32, Json.field(line, "retcode").longValue() & 0xffff_ffffL);
        Call.Header header = new Call.Header(
                reply(), "MOVE_SEND_ONCE", PortName.NULL, null, PortName.NULL, null, Json.integer(line, "id"), body);
        Call call = new Call.MachMsg(DriverCalls.THREAD, new Call.Send(header, size, Call.Timeout.POLL), null);
        String ret = Json.text(line, "ret");
        return List.of(new Programs.Made(call, told(ret.equals("KERN_SUCCESS") ? "MACH_MSG_SUCCESS" : ret, null)));
    }

    /** True if the answer says that the exception was handled, in a form that a kernel takes. */
    static boolean isHandled(JsonNode reply) {
        return reply.path("ret").asText().equals("KERN_SUCCESS")
                && reply.path("id").asInt() == REPLY
                && reply.path("size").asInt() == REPLY_SIZE
                && reply.path("retcode").asInt() == 0;
    }

    private PortName reply() {
        return PortName.of("R" + replies);
    }

    private static Outcome got(JsonNode line) throws OutsideSlice {
        return named(Json.text(line, "ret"), line.has("port") ? port(line) : null);
    }

    private static PortName port(JsonNode line) throws OutsideSlice {
        return name(Json.text(line, "port"));
    }

    private static PortName name(String recorded) throws OutsideSlice {
        return switch (recorded) {
            case "victim_task" -> PortName.of(VICTIM_TASK);
            case "victim_thread" -> PortName.of(VICTIM_THREAD);
            case "TP", "KP", "null" -> PortName.of(recorded);
            default -> throw new OutsideSlice("a right to " + recorded);
        };
    }

    private static Programs.Made success(Call call, String made) {
        return new Programs.Made(call, named("KERN_SUCCESS", made == null ? null : PortName.of(made)));
    }

    private static Outcome named(String ret, PortName name) {
        return told(ret, name == null ? null : new Outcome.Out(name, null, null, null, null));
    }

    private static Outcome told(String ret, Outcome.Out out) {
        return new Outcome(ret, null, out, List.of());
    }
}
