package dev.portolan.conformance.validate;

import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.Notified;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a run says that a call told, in the model's numbers; and whatever else is said without a state. */
final class SaidOut {

    /** That there is none. */
    static final TlaValue NOTHING = new TlaRecord().bool("none", true).value();

    static final TlaValue NO_ELEMENTS = new TlaValue.Tuple(List.of());

    private final ModelNumbers numbers;

    SaidOut(ModelNumbers numbers) {
        this.numbers = numbers;
    }

    TlaValue out(boolean whole, String task, Outcome.Out out, Outcome.Out heard) {
        if (out == null) {
            return whole ? NOTHING : null;
        }
        Outcome.Message got = heard == null ? null : heard.message();
        List<PortName> there = heard == null ? null : heard.members();
        return SaidOfQueries.of(out, name -> numbers.name(task, name))
                .number("name", numbers.argument(task, out.name(), heard == null ? null : heard.name()))
                .number("refs", out.refs())
                .text("type", out.type())
                .number("size", out.size())
                .put("message", out.message() == null ? null : message(whole, task, out.message(), got))
                .put(
                        "members",
                        out.members() == null ? null : new TlaValue.SetOf(numbers.names(task, out.members(), there)))
                .value();
    }

    private TlaValue message(boolean whole, String task, Outcome.Message of, Outcome.Message heard) {
        return new TlaRecord()
                .number("id", of.id())
                .number("size", of.size())
                .number("remote", numbers.argument(task, of.remote(), heard == null ? null : heard.remote()))
                .text("remoteDisposition", disposition(whole, of.remoteDisposition()))
                .number("local", numbers.argument(task, of.local(), heard == null ? null : heard.local()))
                .text("localDisposition", disposition(whole, of.localDisposition()))
                .number("seqno", of.seqno())
                .put(
                        "descriptors",
                        none(of.descriptors())
                                ? (whole ? NO_ELEMENTS : null)
                                : descriptors(task, of.descriptors(), heard == null ? null : heard.descriptors()))
                .put("notified", notified(whole, of.notified(), heard == null ? null : heard.notified()))
                .value();
    }

    TlaValue descriptors(String task, List<Descriptor> of, List<Descriptor> heard) {
        return list(of, heard, (one, there) -> descriptor(task, one, there));
    }

    private TlaValue descriptor(String task, Descriptor of, Descriptor heard) {
        List<PortName> others = heard == null ? null : heard.names();
        return new TlaRecord()
                .text("kind", of.kind())
                .number("name", numbers.argument(task, of.name(), heard == null ? null : heard.name()))
                .text("disposition", of.disposition())
                .put("names", numbers.tuple(task, of.names(), others))
                .number("size", of.size())
                .value();
    }

    private static String disposition(boolean whole, String disposition) {
        return disposition == null && whole ? "NONE" : disposition;
    }

    TlaValue notified(boolean whole, Notified of, Notified heard) {
        if (of == null) {
            return whole ? NOTHING : null;
        }
        return new TlaRecord()
                .text("task", of.task())
                .number("name", numbers.argument(of.task(), of.name(), heard == null ? null : heard.name()))
                .number("count", of.count())
                .value();
    }

    static boolean none(List<?> list) {
        return list == null || list.isEmpty();
    }

    /** Null where the list was not seen. */
    static <T> TlaValue list(List<T> of, Function<T, TlaValue> each) {
        return of == null ? null : new TlaValue.Tuple(of.stream().map(each).toList());
    }

    /** The same, each beside what the model has at its place, or null. */
    static <T> TlaValue list(List<T> of, List<T> heard, BiFunction<T, T, TlaValue> each) {
        Iterator<T> there = (heard == null ? List.<T>of() : heard).iterator();
        return list(of, one -> each.apply(one, there.hasNext() ? there.next() : null));
    }
}
