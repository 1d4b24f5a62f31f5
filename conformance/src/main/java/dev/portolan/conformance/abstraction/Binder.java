package dev.portolan.conformance.abstraction;

import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Binds what appeared in a kernel to the symbols by which the model or the trace speaks of it.
 *
 * <p>Names are bound by the out-values of calls, those still in a continuation included, and then by what entries
 * point at; ports by the entries, messages and continuations that hold rights to them. A symbol whose old object
 * is still there is not free to be bound, so that a kernel that mixes up two objects is found out; nor does a new
 * symbol take the number that another had last in the same slot, where the kernel's names have generations. Where
 * they have none, a call may free a name and give its number to another.
 */
public final class Binder {

    private static final String SUCCESS = "KERN_SUCCESS";

    private final Binding binding;
    private final Map<String, String> taskOfThread;
    private final Supplier<KernelState> observed;
    private KernelState actual;
    private boolean bound;

    /* Numbers that came out as new names and cannot be: they stay numbers, by which the kernel is found out. */
    private final Set<String> givenAgain = new HashSet<>();

    private Binder(Binding binding, Map<String, String> taskOfThread, Supplier<KernelState> observed) {
        this.binding = binding;
        this.taskOfThread = taskOfThread;
        this.observed = observed;
    }

    /**
     * Binds what can be bound, given what the call and the state after it should be and what they were.
     *
     * @param call the call that was made
     * @return whether anything was bound, so that the actual values deserve to be rendered again
     */
    public static boolean bind(
            Binding binding,
            Map<String, String> taskOfThread,
            Call call,
            Outcome expectedOutcome,
            KernelState expected,
            Outcome actualOutcome,
            KernelState actual) {
        Binder binder = new Binder(binding, taskOfThread, () -> actual);
        binder.actual = actual;
        return binder.bind(call, expectedOutcome, expected, actualOutcome);
    }

    /**
     * Binds what can be bound where no state is known that should be.
     *
     * @param observed asked for the state after the call only if the call itself does not tell enough
     * @return whether anything was bound, so that the actual values deserve to be rendered again
     */
    public static boolean bind(
            Binding binding,
            Map<String, String> taskOfThread,
            Call call,
            Outcome expectedOutcome,
            Outcome actualOutcome,
            Supplier<KernelState> observed) {
        return new Binder(binding, taskOfThread, observed).bind(call, expectedOutcome, null, actualOutcome);
    }

    private boolean bind(Call call, Outcome expectedOutcome, KernelState expected, Outcome actualOutcome) {
        OutNames.ofCall(taskOfThread, call, expectedOutcome, actualOutcome, this::given);
        if (expected != null) {
            state(expected);
        } else if (call instanceof Call.PortCall port && SUCCESS.equals(actualOutcome.ret())) {
            // Else nothing was put under a name, and what is in the space and not known is another's.
            chosen(port);
        }
        return bound;
    }

    private KernelState actual() {
        if (actual == null) {
            actual = observed.get();
        }
        return actual;
    }

    /** The task whose names a call's out-values are: the caller's, but for those of a call on another's space. */
    public static String taskOfOut(Call call, Map<String, String> taskOfThread) {
        return call instanceof Call.PortCall port && !(call instanceof Call.GivesRight)
                ? port.task()
                : taskOfThread.get(call.thread());
    }

    /** A name that the kernel chose. */
    private void given(String task, PortName expected, PortName found) {
        boolean again = expected != null
                && found != null
                && expected.isValid()
                && Binding.isNumber(found)
                && Binding.isNumber(resolved(task, found))
                && binding.isGivenAgain(task, expected, Binding.number(found));
        if (again) {
            givenAgain.add(task + found);
        } else {
            name(task, expected, found);
        }
    }

    /** No out-value tells the name that a right was put under, and here no state does; but the call said it. */
    private void chosen(Call.PortCall call) {
        PortName chosen = CallForm.chosenName(call);
        if (chosen == null || binding.isLive(call.task(), chosen)) {
            return;
        }
        for (EntryState have : space(call.task())) {
            name(call.task(), chosen, have.name());
        }
    }

    private void state(KernelState expected) {
        if (expected.threads() != null) {
            threads(expected.threads(), this::threadNames);
        }
        if (expected.spaces() != null) {
            for (SpaceState space : expected.spaces()) {
                if (space.entries() != null && isObserved(space.task())) {
                    entries(space.task(), space.entries());
                }
            }
        }
        if (expected.ports() != null) {
            expected.ports().forEach(this::portContents);
        }
        if (expected.threads() != null) {
            threads(expected.threads(), this::threadPorts);
        }
    }

    private void threads(List<ThreadState> expected, BiConsumer<ThreadState, ThreadState> pair) {
        for (ThreadState want : expected) {
            for (ThreadState have : orNone(actual().threads())) {
                if (want.thread().equals(have.thread())) {
                    pair.accept(want, have);
                }
            }
        }
    }

    private void threadNames(ThreadState expected, ThreadState found) {
        String task = taskOfThread.get(expected.thread());
        OutNames.ofOut(task, expected.out(), found.out(), this::given);
        name(expected.target() != null ? expected.target() : task, expected.name(), found.name());
        if (expected.then() != null && found.then() != null) {
            OutNames.ofOut(task, expected.then().out(), found.then().out(), this::given);
            name(
                    expected.then().target() != null ? expected.then().target() : task,
                    expected.then().name(),
                    found.then().name());
        }
    }

    private void entries(String task, List<EntryState> expected) {
        List<EntryState> there = space(task);
        for (EntryState want : expected) {
            for (EntryState have : there) {
                if (want.name().equals(resolved(task, have.name()))) {
                    port(want.port(), have.port());
                }
            }
        }
        for (EntryState want : expected) {
            if (isFree(task, want.name()) && binding.isLive(task, want.name())) {
                // Its number is not in the space any more: whatever appeared may take the symbol.
                binding.release(task, want.name());
            }
        }
        for (EntryState want : expected) {
            if (!binding.isLive(task, want.name())) {
                byContents(task, want, there);
            }
        }
    }

    /** A name that no out-value told: bound by what its entry says. */
    private void byContents(String task, EntryState want, List<EntryState> there) {
        for (EntryState have : there) {
            boolean unknown = Binding.isNumber(have.name())
                    && Binding.isNumber(resolved(task, have.name()))
                    && !givenAgain.contains(task + have.name());
            if (unknown && want.type().equals(have.type()) && maySamePort(want.port(), have.port())) {
                name(task, want.name(), have.name());
                port(want.port(), have.port());
                return;
            }
        }
    }

    private boolean maySamePort(String want, String have) {
        if (want == null || have == null) {
            return true;
        }
        return Binding.isSerial(have) && Binding.isSerial(resolved(have)) ? isFree(want) : want.equals(resolved(have));
    }

    private void portContents(PortState expected) {
        for (PortState have : orNone(actual().ports())) {
            if (expected.port().equals(resolved(have.port()))) {
                OutNames.pairs(expected.queue(), have.queue(), this::message);
            }
        }
    }

    private void threadPorts(ThreadState expected, ThreadState found) {
        message(expected.message(), found.message());
        port(expected.object(), found.object());
        right(expected.right(), found.right());
        OutNames.pairs(expected.doomed(), found.doomed(), this::right);
        if (expected.then() != null && found.then() != null) {
            message(expected.then().message(), found.then().message());
            right(expected.then().right(), found.then().right());
        }
    }

    private void message(MessageState expected, MessageState found) {
        if (expected != null && found != null) {
            right(expected.destination(), found.destination());
            right(expected.reply(), found.reply());
            OutNames.pairs(expected.descriptors(), found.descriptors(), (want, have) -> {
                right(want.right(), have.right());
                OutNames.pairs(want.rights(), have.rights(), this::right);
            });
        }
    }

    private void right(RightState expected, RightState found) {
        if (expected != null && found != null) {
            port(expected.port(), found.port());
            if (expected.notice() != null && found.notice() != null) {
                OutNames.pairs(
                        expected.notice().descriptors(),
                        found.notice().descriptors(),
                        (want, have) -> right(want.right(), have.right()));
            }
        }
    }

    private void name(String task, PortName expected, PortName found) {
        if (expected == null || found == null || !expected.isValid() || !Binding.isNumber(found)) {
            return;
        }
        boolean fits = binding.mayBind(task, expected, Binding.number(found));
        if (fits && Binding.isNumber(resolved(task, found)) && isFree(task, expected)) {
            binding.bindName(task, expected, Binding.number(found));
            bound = true;
        }
    }

    private void port(String expected, String found) {
        if (expected == null || found == null || !Binding.isSerial(found) || !isIdentity(expected)) {
            return;
        }
        if (Binding.isSerial(resolved(found)) && isFree(expected)) {
            binding.bindPort(expected, Binding.serial(found));
            bound = true;
        }
    }

    private static boolean isIdentity(String port) {
        return switch (port) {
            case "dead", "died", "null", "none" -> false;
            default -> true;
        };
    }

    /** True if no entry that the kernel has now goes by this symbol. */
    private boolean isFree(String task, PortName symbol) {
        if (actual == null && !binding.isLive(task, symbol)) {
            return true;
        }
        for (EntryState have : space(task)) {
            if (symbol.equals(resolved(task, have.name()))) {
                return false;
            }
        }
        return true;
    }

    private boolean isFree(String port) {
        for (PortState have : orNone(actual().ports())) {
            if (port.equals(resolved(have.port()))) {
                return false;
            }
        }
        return true;
    }

    private PortName resolved(String task, PortName found) {
        return Binding.isNumber(found) ? binding.symbolOf(task, Binding.number(found)) : found;
    }

    private String resolved(String found) {
        return Binding.isSerial(found) ? binding.portOf(Binding.serial(found)) : found;
    }

    /** False if the kernel does not show this space; what it does not show is not gone. */
    private boolean isObserved(String task) {
        for (SpaceState space : orNone(actual().spaces())) {
            if (space.task().equals(task)) {
                return space.entries() != null;
            }
        }
        return false;
    }

    private List<EntryState> space(String task) {
        for (SpaceState space : orNone(actual().spaces())) {
            if (space.task().equals(task)) {
                return orNone(space.entries());
            }
        }
        return List.of();
    }

    /** What was not observed, binds nothing. */
    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }
}
