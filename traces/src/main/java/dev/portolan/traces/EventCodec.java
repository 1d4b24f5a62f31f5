package dev.portolan.traces;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One event line, in which the call's arguments stand beside the event's own fields.
 *
 * <p>Fields may come in any order, so arguments are kept, each with its column, until the call is known.
 */
final class EventCodec {

    /** The value of {@code state} where the state is the one that the trace gave last. */
    static final String SAME = "same";

    private enum Argument {
        task,
        name,
        right,
        delta,
        disposition,
        entry,
        send,
        receive,
        at,
        start,
        end
    }

    /* They stand among the arguments but are the event's own. */
    private static final Set<Argument> INSTANTS = EnumSet.of(Argument.start, Argument.end);
    private static final Set<Argument> NONE = Set.of();
    private static final Map<String, Set<Argument>> ARGUMENTS = Map.ofEntries(
            Map.entry("mach_port_allocate", Set.of(Argument.task, Argument.right, Argument.entry)),
            Map.entry("mach_port_deallocate", Set.of(Argument.task, Argument.name, Argument.entry)),
            Map.entry("mach_port_destroy", Set.of(Argument.task, Argument.name, Argument.entry)),
            Map.entry(
                    "mach_port_mod_refs",
                    Set.of(Argument.task, Argument.name, Argument.right, Argument.delta, Argument.entry)),
            Map.entry("mach_port_get_refs", Set.of(Argument.task, Argument.name, Argument.right, Argument.entry)),
            Map.entry("mach_port_type", Set.of(Argument.task, Argument.name, Argument.entry)),
            Map.entry(
                    "mach_port_insert_right",
                    Set.of(Argument.task, Argument.name, Argument.right, Argument.disposition, Argument.entry)),
            Map.entry("mach_msg", Set.of(Argument.send, Argument.receive)),
            Map.entry("thread_abort", NONE),
            Map.entry("clock_expire", NONE),
            Map.entry("step", Set.of(Argument.at)));

    private final Trace.Header header;
    private final int[] columns = new int[Argument.values().length];
    private Integer seq;
    private String call;
    private String thread;
    private String task;
    private String name;
    private String right;
    private Integer delta;
    private String disposition;
    private Call.Entry entry;
    private Call.Send send;
    private Call.Receive receive;
    private String at;
    private Long start;
    private Long end;
    private Outcome outcome;
    private KernelState state;

    private EventCodec(Trace.Header header) {
        this.header = header;
    }

    /**
     * Reads the rest of an event whose object is open and whose first field's name is read.
     *
     * @param seq what its number has to be
     * @param last the state that the trace gave last, or null
     */
    static Trace.Event read(JsonCursor in, String first, Trace.Header header, int seq, KernelState last)
            throws IOException {
        EventCodec event = new EventCodec(header);
        for (String field = first; field != null; field = in.field()) {
            event.field(in, field, seq, last);
        }
        in.required("seq", event.seq);
        Call call = event.call(in);
        event.instants();
        return new Trace.Event(seq, call, event.outcome, event.state, event.start, event.end);
    }

    private void field(JsonCursor in, String field, int expected, KernelState last) throws IOException {
        switch (field) {
            case "seq" -> seq = seq(in, expected);
            case "call" -> call = known(in);
            case "thread" -> thread = thread(in);
            case "outcome" -> outcome = OutcomeCodec.read(in);
            case "state" -> state = StateCodec.readOrSame(in, last);
            case "task" -> {
                task = in.text();
                if (!header.tasks().containsKey(task)) {
                    throw in.refuse("\"" + task + "\" is no task of this trace");
                }
                seen(in, Argument.task);
            }
            case "name" -> {
                name = in.text();
                seen(in, Argument.name);
            }
            case "right" -> {
                right = in.text();
                seen(in, Argument.right);
            }
            case "delta" -> {
                delta = in.integer();
                seen(in, Argument.delta);
            }
            case "disposition" -> {
                disposition = in.oneOfOrNumber(Words.DISPOSITIONS);
                seen(in, Argument.disposition);
            }
            case "entry" -> {
                entry = Call.Entry.valueOf(in.oneOf(Words.ENTRIES));
                seen(in, Argument.entry);
            }
            case "at" -> {
                at = in.text();
                seen(in, Argument.at);
            }
            case "start" -> {
                start = in.instant();
                seen(in, Argument.start);
            }
            case "end" -> {
                end = in.instant();
                seen(in, Argument.end);
            }
            case "send" -> {
                columns[Argument.send.ordinal()] = in.column();
                send = MessageCodec.send(in);
            }
            case "receive" -> {
                columns[Argument.receive.ordinal()] = in.column();
                receive = MessageCodec.receive(in, true);
            }
            default -> throw in.unknown(field);
        }
    }

    private static String known(JsonCursor in) throws IOException {
        String call = in.text();
        if (!ARGUMENTS.containsKey(call)) {
            throw in.refuse("\"" + call + "\" is not a call");
        }
        return call;
    }

    private static Integer seq(JsonCursor in, int expected) throws IOException {
        int seq = in.integer();
        if (seq != expected) {
            throw in.refuse("seq is " + seq + " where " + expected + " comes next");
        }
        return seq;
    }

    private String thread(JsonCursor in) throws IOException {
        String text = in.text();
        for (List<String> threads : header.tasks().values()) {
            if (threads.contains(text)) {
                return text;
            }
        }
        throw in.refuse("\"" + text + "\" is no thread of this trace");
    }

    private void seen(JsonCursor in, Argument argument) {
        columns[argument.ordinal()] = in.column();
    }

    private Call call(JsonCursor in) throws IOException {
        Set<Argument> arguments = ARGUMENTS.get(in.required("call", call));
        for (Argument argument : Argument.values()) {
            boolean own = arguments.contains(argument) || INSTANTS.contains(argument);
            if (columns[argument.ordinal()] > 0 && !own) {
                throw new Refusal(columns[argument.ordinal()], call + " has no argument \"" + argument + "\"");
            }
        }
        in.required("thread", thread);
        return switch (call) {
            case "mach_port_allocate" -> new Call.MachPortAllocate(thread, task(in), right(in), entry(in));
            case "mach_port_deallocate" -> new Call.MachPortDeallocate(thread, task(in), name(in), entry(in));
            case "mach_port_destroy" -> new Call.MachPortDestroy(thread, task(in), name(in), entry(in));
            case "mach_port_mod_refs" ->
                new Call.MachPortModRefs(thread, task(in), name(in), right(in), in.required("delta", delta), entry(in));
            case "mach_port_get_refs" -> new Call.MachPortGetRefs(thread, task(in), name(in), right(in), entry(in));
            case "mach_port_type" -> new Call.MachPortType(thread, task(in), name(in), entry(in));
            case "mach_port_insert_right" ->
                new Call.MachPortInsertRight(
                        thread,
                        task(in),
                        name(in),
                        PortName.of(in.required("right", right)),
                        in.required("disposition", disposition),
                        entry(in));
            case "mach_msg" -> new Call.MachMsg(thread, send, receive);
            case "thread_abort" -> new Call.ThreadAbort(thread);
            case "clock_expire" -> new Call.ClockExpire(thread);
            case "step" -> new Call.Step(thread, in.required("at", at));
            default -> throw new IllegalStateException(call);
        };
    }

    private void instants() throws IOException {
        if ((start == null) != (end == null)) {
            Argument alone = start == null ? Argument.end : Argument.start;
            throw new Refusal(columns[alone.ordinal()], "start and end go together, or neither is there");
        }
        if (start != null && end < start) {
            throw new Refusal(columns[Argument.end.ordinal()], "the end is before the start");
        }
    }

    private String task(JsonCursor in) throws IOException {
        return in.required("task", task);
    }

    private PortName name(JsonCursor in) throws IOException {
        return PortName.of(in.required("name", name));
    }

    private Call.Entry entry(JsonCursor in) throws IOException {
        return in.required("entry", entry);
    }

    private String right(JsonCursor in) throws IOException {
        in.required("right", right);
        if (!Words.RIGHTS.contains(right) && !JsonCursor.isNumber(right)) {
            throw new Refusal(
                    columns[Argument.right.ordinal()],
                    "\"" + right + "\" is neither a number nor one of " + String.join(" ", Words.RIGHTS));
        }
        return right;
    }
}
