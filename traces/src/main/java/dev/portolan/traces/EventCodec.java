package dev.portolan.traces;

import java.io.IOException;
import java.util.HashSet;
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

    private static final Map<String, Integer> ARGUMENTS = Map.ofEntries(
            of("mach_port_allocate", Argument.task, Argument.right, Argument.entry),
            of("mach_port_deallocate", Argument.task, Argument.name, Argument.entry),
            of("mach_port_destroy", Argument.task, Argument.name, Argument.entry),
            of("mach_port_mod_refs", Argument.task, Argument.name, Argument.right, Argument.delta, Argument.entry),
            of("mach_port_get_refs", Argument.task, Argument.name, Argument.right, Argument.entry),
            of("mach_port_type", Argument.task, Argument.name, Argument.entry),
            of(
                    "mach_port_insert_right",
                    Argument.task,
                    Argument.name,
                    Argument.right,
                    Argument.disposition,
                    Argument.entry),
            of("mach_msg", Argument.send, Argument.receive),
            of("thread_abort"),
            of("clock_expire"),
            of("step", Argument.at));

    private final Set<String> tasks;
    private final Set<String> threads = new HashSet<>();
    private final int[] columns = new int[Argument.values().length];
    private int arguments;
    private Integer seq;
    private String call;
    private String thread;
    private String task;
    private PortName name;
    private String right;
    private boolean rightIsName;
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

    /** Reads events of one trace. */
    EventCodec(Trace.Header header) {
        this.tasks = header.tasks().keySet();
        header.tasks().values().forEach(threads::addAll);
    }

    private static Map.Entry<String, Integer> of(String call, Argument... arguments) {
        // The two instants stand among the arguments but are the event's own.
        int bits = bit(Argument.start) | bit(Argument.end);
        for (Argument argument : arguments) {
            bits |= bit(argument);
        }
        return Map.entry(call, bits);
    }

    private static int bit(Argument argument) {
        return 1 << argument.ordinal();
    }

    /** Reads the next value as a call, with its name, thread and arguments and no more. */
    Call readCall(JsonCursor in) throws IOException {
        forget();
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "seq", "outcome", "state", "start", "end" -> throw in.unknown(field);
                default -> field(in, field, 0, null);
            }
        }
        return call(in);
    }

    /**
     * Reads the rest of an event whose object is open and whose first field's name is read.
     *
     * @param expected what its number has to be
     * @param last the state that the trace gave last, or null
     */
    Trace.Event read(JsonCursor in, String first, int expected, KernelState last) throws IOException {
        forget();
        for (String field = first; field != null; field = in.field()) {
            field(in, field, expected, last);
        }
        in.required("seq", seq);
        Call made = call(in);
        instants();
        return new Trace.Event(expected, made, outcome, state, start, end);
    }

    private void forget() {
        arguments = 0;
        seq = null;
        call = null;
        thread = null;
        task = null;
        name = null;
        right = null;
        delta = null;
        disposition = null;
        entry = null;
        send = null;
        receive = null;
        at = null;
        start = null;
        end = null;
        outcome = null;
        state = null;
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
                if (!tasks.contains(task)) {
                    throw in.refuse(JsonCursor.quoted(task) + " is no task of this trace");
                }
                seen(in, Argument.task);
            }
            case "name" -> {
                name = in.name();
                seen(in, Argument.name);
            }
            case "right" -> {
                rightIsName = in.isNumbered() && !in.isText();
                right = rightIsName ? in.name().symbol() : in.text();
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
                seen(in, Argument.send);
                send = MessageCodec.send(in);
            }
            case "receive" -> {
                seen(in, Argument.receive);
                receive = MessageCodec.receive(in, true);
            }
            default -> throw in.unknown(field);
        }
    }

    private static String known(JsonCursor in) throws IOException {
        String call = in.text();
        if (!ARGUMENTS.containsKey(call)) {
            throw in.refuse(JsonCursor.quoted(call) + " is not a call");
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
        if (!threads.contains(text)) {
            throw in.refuse(JsonCursor.quoted(text) + " is no thread of this trace");
        }
        return text;
    }

    private void seen(JsonCursor in, Argument argument) {
        columns[argument.ordinal()] = in.column();
        arguments |= bit(argument);
    }

    private Call call(JsonCursor in) throws IOException {
        int foreign = arguments & ~ARGUMENTS.get(in.required("call", call));
        if (foreign != 0) {
            int which = Integer.numberOfTrailingZeros(foreign);
            throw new Refusal(columns[which], call + " has no argument \"" + Argument.values()[which] + "\"");
        }
        in.required("thread", thread);
        if (right != null && in.isNumbered() && rightIsName != call.equals("mach_port_insert_right")) {
            throw new Refusal(
                    columns[Argument.right.ordinal()],
                    rightIsName ? "the right of " + call + " is a word" : "the right of " + call + " is a name");
        }
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
        return in.required("name", name);
    }

    private Call.Entry entry(JsonCursor in) throws IOException {
        return in.required("entry", entry);
    }

    private String right(JsonCursor in) throws IOException {
        in.required("right", right);
        if (!JsonCursor.isOneOfOrNumber(right, Words.RIGHTS)) {
            throw new Refusal(columns[Argument.right.ordinal()], JsonCursor.neither(right, Words.RIGHTS));
        }
        return right;
    }
}
