package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns the recorded order of an operation into a {@link Call}. */
final class RecordedCall {

    private static final String TRAP = "(trap)";
    private static final int MACH_MSG_TYPE_PORT_NAME = 15;
    private static final int LEAST_TRAILER_BYTES = 8;
    private static final int STATUS_WORDS = 10;
    private static final Set<String> OPERATIONS = Set.of(
            "mach_port_allocate",
            "mach_port_deallocate",
            "mach_port_destroy",
            "mach_port_mod_refs",
            "mach_port_get_refs",
            "mach_port_type",
            "mach_port_insert_right",
            "mach_port_request_notification",
            "mach_port_extract_right",
            "mach_port_allocate_name",
            "mach_port_rename",
            "mach_reply_port",
            "mach_port_construct",
            "mach_port_destruct",
            "mach_port_set_qlimit",
            "mach_port_set_mscount",
            "mach_port_set_seqno",
            "mach_port_insert_member",
            "mach_port_extract_member",
            "mach_port_move_member",
            "mach_port_get_set_status",
            "mach_port_get_qlimit",
            "mach_port_get_receive_status",
            "mach_port_get_srights",
            "mach_port_peek",
            "mach_port_get_context",
            "mach_port_set_context",
            "mach_port_guard",
            "mach_port_unguard",
            "mach_port_swap_guard",
            "mach_msg",
            "task_terminate",
            "thread_abort");
    private static final Set<String> OPTIONS =
            Set.of("SEND_MSG", "RCV_MSG", "SEND_TIMEOUT", "RCV_TIMEOUT", "RCV_LARGE", "TRAILER_SEQNO");

    private static final String SEND_NOTIFY = "SEND_NOTIFY";
    private static final String SEND_CANCEL = "SEND_CANCEL";
    private static final String RCV_NOTIFY = "RCV_NOTIFY";
    private static final Set<String> TOLD_BY = Set.of(RCV_NOTIFY, Call.ReceiveOption.RCV_SYNC_WAIT.name());
    private static final Set<String> NOTIFY_OPTIONS = Set.of(SEND_NOTIFY, SEND_CANCEL, RCV_NOTIFY);
    private static final Set<String> DISPOSITIONS =
            Set.of("MOVE_RECEIVE", "MOVE_SEND", "MOVE_SEND_ONCE", "COPY_SEND", "MAKE_SEND", "MAKE_SEND_ONCE");

    private final Recording recording;
    private final Map<String, Map<Long, String>> before;
    private final RecordedNames names = new RecordedNames();
    private final String by;
    private final JsonNode arguments;

    private RecordedCall(Recording recording, Map<String, Map<Long, String>> before, String by, JsonNode arguments) {
        this.recording = recording;
        this.before = before;
        this.by = by;
        this.arguments = arguments;
    }

    /**
     * The call that a step line orders.
     *
     * @param before what each task held before it: symbols by number
     */
    static Call of(JsonNode step, Recording recording, Map<String, Map<Long, String>> before) throws OutsideSlice {
        String op = Json.text(step, "op");
        boolean trap = op.endsWith(TRAP);
        String plain = trap ? op.substring(0, op.length() - TRAP.length()) : op;
        if (!OPERATIONS.contains(plain)) {
            throw new OutsideSlice(plain);
        }
        return new RecordedCall(recording, before, Json.text(step, "by"), Json.field(step, "args"))
                .named(plain, trap ? Call.Entry.TRAP : Call.Entry.RPC);
    }

    /** The thread of a trace that stands for who ordered an operation: for a task, its thread 0. */
    static String thread(String by) {
        return Character.isDigit(by.charAt(by.length() - 1)) ? by : by + "0";
    }

    private Call named(String op, Call.Entry entry) throws OutsideSlice {
        return switch (op) {
            case "mach_port_allocate" -> new Call.MachPortAllocate(thread(by), task(), right(), entry);
            case "mach_port_deallocate" -> new Call.MachPortDeallocate(thread(by), task(), name(), entry);
            case "mach_port_destroy" -> new Call.MachPortDestroy(thread(by), task(), name(), entry);
            case "mach_port_mod_refs" ->
                new Call.MachPortModRefs(thread(by), task(), name(), right(), Json.integer(arguments, "delta"), entry);
            case "mach_port_get_refs" -> new Call.MachPortGetRefs(thread(by), task(), name(), right(), entry);
            case "mach_port_type" -> new Call.MachPortType(thread(by), task(), name(), entry);
            case "mach_port_insert_right" -> insertRight(entry);
            case "mach_port_request_notification" -> requestNotification(entry);
            case "mach_port_extract_right" ->
                new Call.MachPortExtractRight(thread(by), task(), name(), takenBy(), entry);
            case "mach_port_allocate_name" -> new Call.MachPortAllocateName(thread(by), task(), right(), name(), entry);
            case "mach_port_rename" ->
                new Call.MachPortRename(
                        thread(by),
                        task(),
                        names.name(arguments, "old", task()),
                        names.name(arguments, "new", task()),
                        entry);
            case "mach_port_construct" -> construct(entry);
            case "mach_port_destruct" ->
                new Call.MachPortDestruct(
                        thread(by),
                        task(),
                        name(),
                        Json.integer(arguments, "srdelta"),
                        Json.integer(arguments, "guard"),
                        entry);
            case "mach_reply_port" -> new Call.MachReplyPort(thread(by));
            case "mach_port_set_qlimit" ->
                new Call.MachPortSetAttributes(
                        thread(by),
                        task(),
                        name(),
                        "LIMITS",
                        Json.word(arguments, "qlimit"),
                        arguments.path("count").asInt(1),
                        entry);
            case "mach_port_set_mscount" ->
                new Call.MachPortSetMscount(thread(by), task(), name(), Json.word(arguments, "mscount"), entry);
            case "mach_port_set_seqno" ->
                new Call.MachPortSetSeqno(thread(by), task(), name(), Json.word(arguments, "seqno"), entry);
            case "mach_port_get_context" -> new Call.MachPortGetContext(thread(by), task(), name(), entry);
            case "mach_port_set_context" ->
                new Call.MachPortSetContext(thread(by), task(), name(), Json.integer(arguments, "context"), entry);
            case "mach_port_guard" ->
                new Call.MachPortGuard(
                        thread(by),
                        task(),
                        name(),
                        Json.integer(arguments, "guard"),
                        Json.integer(arguments, "strict") != 0,
                        false,
                        entry);
            case "mach_port_unguard" ->
                new Call.MachPortUnguard(thread(by), task(), name(), Json.integer(arguments, "guard"), entry);
            case "mach_port_swap_guard" ->
                new Call.MachPortSwapGuard(
                        thread(by),
                        task(),
                        name(),
                        Json.integer(arguments, "old_guard"),
                        Json.integer(arguments, "new_guard"),
                        entry);
            case "mach_port_get_qlimit" -> getAttributes("LIMITS", entry);
            case "mach_port_get_receive_status" -> getAttributes("RECEIVE_STATUS", entry);
            case "mach_port_get_srights" -> new Call.MachPortGetSrights(thread(by), task(), name(), entry);
            case "mach_port_peek" ->
                new Call.MachPortPeek(
                        thread(by), task(), name(), 0, LEAST_TRAILER_BYTES, Json.word(arguments, "seqno"), entry);
            case "mach_port_insert_member" ->
                new Call.MachPortInsertMember(thread(by), task(), name(), name("pset"), entry);
            case "mach_port_extract_member" ->
                new Call.MachPortExtractMember(thread(by), task(), name(), name("pset"), entry);
            case "mach_port_move_member" ->
                new Call.MachPortMoveMember(thread(by), task(), name("member"), name("after"), entry);
            case "mach_port_get_set_status" -> new Call.MachPortGetSetStatus(thread(by), task(), name(), entry);
            case "mach_msg" -> machMsg();
            case "task_terminate" -> terminate();
            case "thread_abort" -> new Call.ThreadAbort(thread(Json.text(arguments, "thread")));
            default -> throw new IllegalStateException(op);
        };
    }

    /* The recorders gave room for the whole of a flavor. */
    private Call getAttributes(String flavor, Call.Entry entry) throws OutsideSlice {
        return new Call.MachPortGetAttributes(thread(by), task(), name(), flavor, STATUS_WORDS, entry);
    }

    private Call construct(Call.Entry entry) throws OutsideSlice {
        JsonNode flags = Json.field(arguments, "flags");
        return new Call.MachPortConstruct(
                thread(by),
                task(),
                Json.contains(flags, "QLIMIT"),
                Json.word(arguments, "qlimit"),
                Json.contains(flags, "INSERT_SEND_RIGHT"),
                Json.contains(flags, "CONTEXT_AS_GUARD"),
                Json.contains(flags, "STRICT"),
                Json.contains(flags, "IMMOVABLE_RECEIVE"),
                Json.integer(arguments, "context"),
                entry);
    }

    private String takenBy() throws OutsideSlice {
        String disposition = disposition(Json.field(arguments, "disp"));
        return disposition == null ? "0" : disposition;
    }

    /* The recorder ended it; a thread of the task that never waits stands for it. Both kernels go by number. */
    private Call terminate() throws OutsideSlice {
        String task = task();
        List<PortName> order = new TreeMap<>(before.getOrDefault(task, Map.of()))
                .values().stream().map(PortName::of).toList();
        return new Call.TaskTerminate(thread(task), task, order, Call.Entry.RPC);
    }

    private Call insertRight(Call.Entry entry) throws OutsideSlice {
        return new Call.MachPortInsertRight(
                thread(by), task(), name(), names.name(arguments, "poly", caller()), takenBy(), entry);
    }

    private Call requestNotification(Call.Entry entry) throws OutsideSlice {
        String disposition = disposition(Json.field(arguments, "notify_disp"));
        return new Call.MachPortRequestNotification(
                thread(by),
                task(),
                name(),
                Json.field(arguments, "id").asText(),
                // An unsigned number of 32 bits.
                (int) Json.field(arguments, "sync").longValue(),
                names.name(arguments, "notify", caller()),
                disposition == null ? "0" : disposition,
                entry);
    }

    private Call machMsg() throws OutsideSlice {
        JsonNode options = Json.field(arguments, "option");
        for (JsonNode option : options) {
            String word = option.asText();
            if (!OPTIONS.contains(word)
                    && !recording.notifyOptions().contains(word)
                    && !recording.knowsReceiveOption(word)) {
                throw new OutsideSlice("mach_msg: option " + word);
            }
        }
        if (!"null".equals(arguments.path("notify").asText("null")) && !Json.containsAny(options, NOTIFY_OPTIONS)) {
            throw new OutsideSlice("mach_msg: notify port");
        }
        Call.Send send = Json.contains(options, "SEND_MSG") ? send(options) : null;
        Call.Receive receive = Json.contains(options, "RCV_MSG") ? receive(options) : null;
        return new Call.MachMsg(thread(by), send, receive);
    }

    /* The port to be told by, where some option of the call needs one that is not null. */
    private PortName notifyPort() throws OutsideSlice {
        return arguments.has("notify") ? names.name(arguments, "notify", caller()) : null;
    }

    private Call.Send send(JsonNode options) throws OutsideSlice {
        JsonNode message = Json.field(arguments, "msg");
        if (recording.strayBits(message) != 0) {
            throw new OutsideSlice("mach_msg: stray bits in the header");
        }
        int voucher = recording.voucherDisposition(message);
        PortName voucherName = message.has("voucher_raw")
                ? names.numbered(
                        message.get("voucher_raw").longValue(), caller(), before.getOrDefault(caller(), Map.of()))
                : null;
        RecordedBody body = new RecordedBody(message);
        List<Descriptor> descriptors = body.descriptors(new RecordedBody.Spelling() {
            @Override
            public PortName name(String symbol, JsonNode number) throws OutsideSlice {
                return names.name(symbol, number, caller());
            }

            @Override
            public String disposition(JsonNode recorded) throws OutsideSlice {
                String disposition = RecordedCall.disposition(recorded);
                return "0".equals(disposition) ? null : disposition;
            }
        });
        Call.Header header = new Call.Header(
                names.name(message, "remote", caller()),
                disposition(Json.field(message, "remote_disp")),
                names.name(message, "local", caller()),
                disposition(Json.field(message, "local_disp")),
                voucherName,
                voucher == 0 ? null : disposition(voucher),
                Json.integer(message, "id"),
                body.words(),
                descriptors.isEmpty() ? null : descriptors);
        return new Call.Send(
                header,
                Json.integer(arguments, "send_size"),
                timeout(options, "SEND_TIMEOUT"),
                Json.contains(options, SEND_NOTIFY),
                Json.contains(options, SEND_CANCEL),
                Json.containsAny(options, Set.of(SEND_NOTIFY, SEND_CANCEL)) ? notifyPort() : null);
    }

    private Call.Receive receive(JsonNode options) throws OutsideSlice {
        return new Call.Receive(
                names.name(arguments, "rcv_name", caller()),
                Json.integer(arguments, "rcv_size"),
                Json.contains(options, "RCV_LARGE"),
                recording.trailerSize(options),
                timeout(options, "RCV_TIMEOUT"),
                receiveOptions(options),
                Json.containsAny(options, TOLD_BY) ? names.name(arguments, "notify", caller()) : null);
    }

    private List<Call.ReceiveOption> receiveOptions(JsonNode options) {
        List<Call.ReceiveOption> asked = new ArrayList<>();
        for (JsonNode option : options) {
            if (recording.knowsReceiveOption(option.asText())) {
                asked.add(Call.ReceiveOption.valueOf(option.asText()));
            }
        }
        return asked;
    }

    private Call.Timeout timeout(JsonNode options, String option) throws OutsideSlice {
        if (!Json.contains(options, option)) {
            return Call.Timeout.FOREVER;
        }
        return Json.integer(arguments, "timeout") == 0 ? Call.Timeout.POLL : Call.Timeout.TIMED;
    }

    private String caller() {
        return by.substring(0, 1);
    }

    private String task() throws OutsideSlice {
        return Json.text(arguments, "task");
    }

    private PortName name() throws OutsideSlice {
        return name("name");
    }

    private PortName name(String argument) throws OutsideSlice {
        return names.name(arguments, argument, task());
    }

    private String right() throws OutsideSlice {
        return Json.field(arguments, "right").asText();
    }

    private static String disposition(JsonNode recorded) throws OutsideSlice {
        if (recorded.isNull()) {
            return null;
        }
        if (recorded.isIntegralNumber()) {
            return disposition(recorded.intValue());
        }
        String word = recorded.asText();
        if (word.equals("PORT_NAME")) {
            return Integer.toString(MACH_MSG_TYPE_PORT_NAME);
        }
        if (!DISPOSITIONS.contains(word)) {
            throw new OutsideSlice("a disposition recorded as " + word);
        }
        return word;
    }

    private static String disposition(int number) {
        return switch (number) {
            case 16 -> "MOVE_RECEIVE";
            case 17 -> "MOVE_SEND";
            case 18 -> "MOVE_SEND_ONCE";
            case 19 -> "COPY_SEND";
            case 20 -> "MAKE_SEND";
            case 21 -> "MAKE_SEND_ONCE";
            default -> Integer.toString(number);
        };
    }
}
