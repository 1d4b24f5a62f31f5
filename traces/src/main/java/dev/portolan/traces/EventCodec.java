package dev.portolan.traces;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * One event line, in which the call's arguments stand beside the event's own fields.
 *
 * <p>Fields may come in any order, so arguments are kept, see {@link CallArguments}, until the call is known.
 */
final class EventCodec {

    /** The value of {@code state} where the state is the one that the trace gave last. */
    static final String SAME = "same";

    private final Set<String> tasks;
    private final Set<String> threads = new HashSet<>();
    private final CallArguments arguments = new CallArguments(threads);
    private Integer seq;
    private CallForm call;
    private String thread;
    private Long start;
    private Long end;
    private int startColumn;
    private int endColumn;
    private Outcome outcome;
    private KernelState state;

    /** Reads events of one trace. */
    EventCodec(Trace.Header header) {
        tasks = header.tasks().keySet();
        header.tasks().values().forEach(threads::addAll);
    }

    /** Reads the next value as a call, with its name, thread and arguments and no more. */
    Call readCall(JsonCursor in) throws IOException {
        begin(in);
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
        begin(in);
        for (String field = first; field != null; field = in.field()) {
            field(in, field, expected, last);
        }
        in.required("seq", seq);
        Call made = call(in);
        instants();
        return new Trace.Event(expected, made, outcome, state, start, end);
    }

    private void begin(JsonCursor in) {
        in.know(tasks);
        arguments.forget();
        seq = null;
        call = null;
        thread = null;
        start = null;
        end = null;
        outcome = null;
        state = null;
    }

    private void field(JsonCursor in, String field, int expected, KernelState last) throws IOException {
        switch (field) {
            case "seq" -> seq = seq(in, expected);
            case "call" -> call = known(in);
            case "thread" -> thread = arguments.thread(in);
            case "outcome" -> outcome = OutcomeCodec.read(in);
            case "state" -> state = StateCodec.readOrSame(in, last);
            case "start" -> {
                start = in.instant();
                startColumn = in.column();
            }
            case "end" -> {
                end = in.instant();
                endColumn = in.column();
            }
            default -> arguments.read(in, field);
        }
    }

    private static CallForm known(JsonCursor in) throws IOException {
        String name = in.text();
        CallForm call = CallForm.named(name);
        if (call == null) {
            throw in.refuse(JsonCursor.quoted(name) + " is not a call");
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

    private Call call(JsonCursor in) throws IOException {
        return arguments.call(in, in.required("call", call), thread);
    }

    private void instants() throws IOException {
        if ((start == null) != (end == null)) {
            int alone = start == null ? endColumn : startColumn;
            throw new Refusal(alone, "start and end go together, or neither is there");
        }
        if (start != null && end < start) {
            throw new Refusal(endColumn, "the end is before the start");
        }
    }
}
