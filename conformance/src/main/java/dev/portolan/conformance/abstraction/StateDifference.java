package dev.portolan.conformance.abstraction;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.GuardState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RequestState;
import dev.portolan.traces.KernelState.RequestsState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.TaskState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What differs between an expected and an actual state, or between two outcomes.
 *
 * <p>{@link #exact} takes the expected value for the whole truth; {@link #observed} takes what is null in it, and
 * ports that it does not list, for not observed, as a recording of a real kernel demands.
 */
public final class StateDifference {

    /** Said of something that is there on one side only. */
    private static final String NOTHING = "nothing";

    private final boolean exact;
    private final List<Difference> differences = new ArrayList<>();

    private StateDifference(boolean exact) {
        this.exact = exact;
    }

    /** Empty exactly if the two are equal. */
    public static List<Difference> exact(KernelState expected, KernelState actual) {
        return expected.equals(actual) ? List.of() : new StateDifference(true).states(expected, actual);
    }

    /** Empty exactly if all that {@code expected} says of the state holds of {@code actual}. */
    public static List<Difference> observed(KernelState expected, KernelState actual) {
        return expected == null ? List.of() : new StateDifference(false).states(expected, actual);
    }

    /** Outcomes compared whole, but for the clauses, which a kernel does not know; one unobserved as far as it goes. */
    public static List<Difference> exact(Outcome expected, Outcome actual) {
        return new StateDifference(expected.isObserved()).outcomes(expected, actual);
    }

    /** Outcomes compared as far as {@code expected} was observed. */
    public static List<Difference> observed(Outcome expected, Outcome actual) {
        return new StateDifference(false).outcomes(expected, actual);
    }

    /** True if {@link #exact(Outcome, Outcome)} finds nothing. */
    public static boolean same(Outcome expected, Outcome actual) {
        if (!expected.isObserved()) {
            return observed(expected, actual).isEmpty();
        }
        if (!expected.ret().equals(actual.ret()) || !Objects.equals(expected.out(), actual.out())) {
            return false;
        }
        List<Outcome.Completion> want = orEmpty(expected.woke());
        List<Outcome.Completion> have = orEmpty(actual.woke());
        if (want.size() != have.size()) {
            return false;
        }
        for (int i = 0; i < want.size(); i++) {
            Outcome.Completion first = want.get(i);
            Outcome.Completion second = have.get(i);
            boolean same = first.thread().equals(second.thread())
                    && first.ret().equals(second.ret())
                    && Objects.equals(first.out(), second.out());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private List<Difference> states(KernelState expected, KernelState actual) {
        if (expected.spaces() != null) {
            keyed(expected.spaces(), actual.spaces(), SpaceState::task, this::space);
        }
        if (expected.ports() != null) {
            keyed(expected.ports(), observedPorts(expected, actual), PortState::port, this::port);
        }
        if (expected.threads() != null) {
            threads(expected.threads(), actual.threads());
        }
        objects("task", expected.tasks(), actual.tasks(), TaskState::task);
        objects("thread", expected.acts(), actual.acts(), ActState::thread);
        return differences;
    }

    /* Who records tasks and threads does not record his own. */
    private <T extends Record> void objects(String kind, List<T> expected, List<T> actual, Function<T, String> key) {
        if (expected == null && !exact) {
            return;
        }
        List<String> listed = orEmpty(expected).stream().map(key).toList();
        List<T> found = orEmpty(actual).stream()
                .filter(one -> exact || listed.contains(key.apply(one)))
                .toList();
        keyed(orEmpty(expected), found, key, (want, have) -> {
            String where = kind + " " + key.apply(want != null ? want : have);
            if (want == null || have == null) {
                add(where, text(want, one -> "there"), text(have, one -> "there"));
            } else {
                components(where, want, have);
            }
        });
    }

    private List<PortState> observedPorts(KernelState expected, KernelState actual) {
        if (exact) {
            return actual.ports();
        }
        List<String> listed = expected.ports().stream().map(PortState::port).toList();
        return actual.ports().stream()
                .filter(port -> listed.contains(port.port()))
                .toList();
    }

    private void space(SpaceState expected, SpaceState actual) {
        String task = (expected != null ? expected : actual).task();
        if (expected == null || actual == null) {
            add("space of " + task, text(expected, space -> "there"), text(actual, space -> "there"));
            return;
        }
        if (expected.entries() == null) {
            return;
        }
        keyed(expected.entries(), actual.entries(), EntryState::name, (want, have) -> {
            String where = task + "'s name " + (want != null ? want : have).name();
            if (want == null || have == null) {
                add(where, text(want, Words::of), text(have, Words::of));
            } else {
                components(where, want, have);
            }
        });
    }

    private void port(PortState expected, PortState actual) {
        String where = "port " + (expected != null ? expected : actual).port();
        if (expected == null || actual == null) {
            add(where, text(expected, Words::text), text(actual, Words::text));
        } else {
            components(where, expected, actual);
        }
    }

    private void threads(List<ThreadState> expected, List<ThreadState> actual) {
        keyed(expected, actual, ThreadState::thread, (want, have) -> {
            String where = "thread " + (want != null ? want : have).thread();
            if (want == null || have == null) {
                String wanted = want == null ? "Idle" : want.at();
                String had = have == null ? "Idle" : have.at();
                if (!sameState(wanted, had)) {
                    add(where, text(want, Words::text, "Idle"), text(have, Words::text, "Idle"));
                }
            } else if (!exact && sameState(want.at(), have.at()) && want.at().equals("blocked")) {
                return;
            } else {
                components(where, want, have);
            }
        });
    }

    /** A recording says {@code blocked} of every wait. */
    private boolean sameState(String expected, String actual) {
        boolean waits = actual.equals("AwaitSlot") || actual.equals("AwaitMessage");
        return expected.equals(actual) || !exact && expected.equals("blocked") && waits;
    }

    private List<Difference> outcomes(Outcome expected, Outcome actual) {
        field("return code", expected.ret(), actual.ret());
        outs("", expected.out(), actual.out());
        List<Outcome.Completion> want = orEmpty(expected.woke());
        List<Outcome.Completion> have = orEmpty(actual.woke());
        if (!expected.isObserved() && want.isEmpty()) {
            return differences;
        }
        if (!threadsOf(want).equals(threadsOf(have))) {
            add("calls that ended, in order", Words.text(threadsOf(want)), Words.text(threadsOf(have)));
            return differences;
        }
        for (int i = 0; i < want.size(); i++) {
            String where = want.get(i).thread() + "'s ";
            field(where + "return code", want.get(i).ret(), have.get(i).ret());
            outs(where, want.get(i).out(), have.get(i).out());
        }
        return differences;
    }

    private static List<String> threadsOf(List<Outcome.Completion> completions) {
        return completions.stream().map(Outcome.Completion::thread).toList();
    }

    private void outs(String where, Outcome.Out expected, Outcome.Out actual) {
        if (expected == null || actual == null) {
            if (expected != null || exact && actual != null) {
                add(where + "out-values", Words.text(expected), Words.text(actual));
            }
            return;
        }
        components(where + "out-value", expected, exact ? actual : withSizeField(actual));
    }

    /** A recording reads the size field of a message too large whether or not it was delivered. */
    private static Outcome.Out withSizeField(Outcome.Out out) {
        boolean hidden = out.size() == null && out.message() != null;
        return hidden ? out.withSize(out.message().size()) : out;
    }

    /** Compares two records of one type, component by component. */
    private void components(String where, Record expected, Record actual) {
        for (RecordComponent component : expected.getClass().getRecordComponents()) {
            Object want = Words.value(component, expected);
            Object have = orNoRequest(want, Words.value(component, actual));
            String name = where + ", " + Words.spaced(component.getName());
            if (want instanceof Record first
                    && have instanceof Record second
                    && first.getClass() == second.getClass()) {
                components(name, first, second);
            } else if (want instanceof List<?> first && have instanceof List<?> second) {
                boolean unordered = !exact && component.getName().equals("sets");
                lists(name, unordered ? sorted(first) : first, unordered ? sorted(second) : second);
            } else {
                field(name, want, have);
            }
        }
    }

    /** Of what was asked for a recording tells that there is nothing; a state of which all is known says nothing. */
    private Object orNoRequest(Object expected, Object actual) {
        if (exact || actual != null) {
            return actual;
        }
        if (expected instanceof GuardState) {
            return GuardState.NONE;
        }
        return expected instanceof RequestState
                ? RequestState.NONE
                : expected instanceof RequestsState ? RequestsState.NONE : null;
    }

    /** A recording tells the sets that a port is in by their names, not in the order of joining. */
    private static List<?> sorted(List<?> identities) {
        return identities.stream().sorted().toList();
    }

    private void lists(String where, List<?> expected, List<?> actual) {
        boolean records = !expected.isEmpty() && expected.get(0) instanceof Record;
        if (expected.size() != actual.size() || !records) {
            field(where, expected, actual);
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            components(where + " " + (i + 1), (Record) expected.get(i), (Record) actual.get(i));
        }
    }

    private void field(String where, Object expected, Object actual) {
        boolean observed = expected != null && !(actual == null && List.of().equals(expected));
        if (!Objects.equals(expected, actual) && (exact || observed)) {
            add(where, Words.text(expected), Words.text(actual));
        }
    }

    private void add(String where, String expected, String actual) {
        differences.add(new Difference(where, expected, actual));
    }

    private static <T> String text(T value, Function<T, String> words) {
        return text(value, words, NOTHING);
    }

    private static <T> String text(T value, Function<? super T, String> words, String absent) {
        return value == null ? absent : words.apply(value);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private interface Pair<T> {
        void compare(T expected, T actual);
    }

    private static <T, K> void keyed(List<T> expected, List<T> actual, Function<T, K> key, Pair<T> pair) {
        Map<K, T> unmatched = new LinkedHashMap<>();
        orEmpty(actual).forEach(item -> unmatched.put(key.apply(item), item));
        for (T item : expected) {
            pair.compare(item, unmatched.remove(key.apply(item)));
        }
        unmatched.values().forEach(item -> pair.compare(null, item));
    }
}
