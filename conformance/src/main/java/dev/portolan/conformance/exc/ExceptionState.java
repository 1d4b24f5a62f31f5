package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.elements;
import static dev.portolan.conformance.exc.Values.entries;
import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.has;
import static dev.portolan.conformance.exc.Values.integer;
import static dev.portolan.conformance.exc.Values.string;
import static dev.portolan.conformance.exc.Values.text;
import static dev.portolan.conformance.exc.Values.tuple;
import static dev.portolan.conformance.exc.Values.with;
import static dev.portolan.conformance.exc.Values.without;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import dev.portolan.spec.value.TlaValue.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A state of the model {@code Exc} as it is compared with a kernel's.
 *
 * <p>A reply port is the thread that waits there, and one that nobody waits at is {@code none}: nobody can tell two of
 * those apart. A right to a thread that is gone is one to {@code gone}. The clause that a call will be answered by is the
 * model's own.
 */
public final class ExceptionState {

    static final String NOBODY = "none";
    static final String GONE = "gone";

    private final Rec kernel;
    private final SortedMap<Integer, TlaValue> replies;

    private ExceptionState(Rec kernel) {
        this.kernel = kernel;
        replies = entries(field(kernel, "replies"));
    }

    /** The state that TLC has as {@code kernel}. */
    static TlaValue of(TlaValue kernel) {
        return new ExceptionState((Rec) kernel).state();
    }

    private TlaValue state() {
        SortedMap<String, TlaValue> threads = new TreeMap<>();
        ((Rec) field(kernel, "threads")).fields().forEach((name, thread) -> threads.put(name, thread((Rec) thread)));
        List<TlaValue> ports = new ArrayList<>();
        for (TlaValue port : elements(field(kernel, "ports"))) {
            List<TlaValue> queue =
                    elements(field(port, "queue")).stream().map(this::request).toList();
            ports.add(with((Rec) port, "queue", tuple(queue)));
        }
        List<TlaValue> waiting = replies.values().stream()
                .filter(thread -> !text(thread).equals(NOBODY))
                .toList();
        Rec known = with(with(kernel, "threads", new Rec(threads)), "ports", tuple(ports));
        return with(known, "replies", Values.set(waiting));
    }

    private Rec thread(Rec thread) {
        Rec does = (Rec) thread.fields().get("does");
        Rec shown = without(does, "clause");
        if (has(does, "reply")) {
            shown = with(shown, "reply", reply(does));
        }
        return with(
                with(thread, "does", shown), "request", request(thread.fields().get("request")));
    }

    private TlaValue request(TlaValue request) {
        if (!has(request, "reply")) {
            return request;
        }
        Rec shown = with((Rec) request, "reply", reply(request));
        TlaValue life = has(field(kernel, "threads"), text(field(request, "thread")))
                ? field(field(field(kernel, "threads"), text(field(request, "thread"))), "life")
                : null;
        return life != null && text(life).equals("GONE") ? with(shown, "thread", string(GONE)) : shown;
    }

    private TlaValue reply(TlaValue of) {
        return replies.get(integer(field(of, "reply")));
    }

    /** What is not as it should be, each as far down as it can be named. */
    public static List<Difference> differences(TlaValue expected, TlaValue actual) {
        List<Difference> differences = new ArrayList<>();
        compare("", expected, actual, differences);
        return differences;
    }

    private static void compare(String where, TlaValue expected, TlaValue actual, List<Difference> differences) {
        if (expected.equals(actual)) {
            return;
        }
        if (expected instanceof Rec one
                && actual instanceof Rec other
                && one.fields().keySet().equals(other.fields().keySet())) {
            String prefix = where.isEmpty() ? "" : where + ", ";
            one.fields()
                    .forEach((name, value) ->
                            compare(prefix + name, value, other.fields().get(name), differences));
        } else if (expected instanceof Tuple one
                && actual instanceof Tuple other
                && one.elements().size() == other.elements().size()) {
            for (int i = 0; i < one.elements().size(); i++) {
                compare(
                        where + " " + (i + 1),
                        one.elements().get(i),
                        other.elements().get(i),
                        differences);
            }
        } else {
            differences.add(new Difference(where, expected.toString(), actual.toString()));
        }
    }
}
