package dev.portolan.conformance.validate;

import dev.portolan.kernel.abi.GuardException;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.HashMap;
import java.util.Map;

/**
 * The guards of a run's ports, as its calls set and take them, and the calls that violate one: clauses {@code
 * exceptions.guard.1} to {@code exceptions.guard.6}. Of a port whose right moves nothing more is known.
 */
final class GuardedPorts {

    private static final String SUCCESS = "KERN_SUCCESS";
    private static final String INVALID_RIGHT = "KERN_INVALID_RIGHT";
    private static final String INVALID_ARGUMENT = "KERN_INVALID_ARGUMENT";
    private static final String INVALID_CAPABILITY = "KERN_INVALID_CAPABILITY";

    /**
     * A call violates a guard.
     *
     * @param flavor as {@link GuardException} has it
     * @param guard the port's
     */
    record Violation(int flavor, int guard) {}

    private record Place(String task, PortName name) {}

    private record Guard(int word, boolean strict, boolean immovable) {}

    private final Map<Place, Guard> guards = new HashMap<>();

    /** What the call violates, by what it was answered; null if nothing. */
    Violation violation(Call.PortCall call, Outcome outcome) {
        String ret = outcome.ret();
        if (call instanceof Call.MachPortDestroy destroy) {
            return refused(ret, INVALID_RIGHT, GuardException.KGUARD_EXC_DESTROY, of(call, destroy.name()));
        }
        if (call instanceof Call.MachPortDestruct destruct) {
            return refused(ret, INVALID_ARGUMENT, GuardException.KGUARD_EXC_DESTROY, of(call, destruct.name()));
        }
        if (call instanceof Call.MachPortModRefs mod && mod.right().equals("RECEIVE")) {
            return refused(ret, INVALID_RIGHT, GuardException.KGUARD_EXC_MOD_REFS, of(call, mod.name()));
        }
        if (call instanceof Call.MachPortSetContext set) {
            return refused(ret, INVALID_ARGUMENT, GuardException.KGUARD_EXC_SET_CONTEXT, of(call, set.name()));
        }
        if (call instanceof Call.MachPortUnguard unguard) {
            return opened(ret, of(call, unguard.name()), false);
        }
        if (call instanceof Call.MachPortSwapGuard swap) {
            return opened(ret, of(call, swap.name()), true);
        }
        return call instanceof Call.MachPortExtractRight extract ? moved(ret, of(call, extract.name())) : null;
    }

    private static Violation refused(String ret, String refusal, int flavor, Guard guard) {
        return guard != null && refusal.equals(ret) ? new Violation(flavor, guard.word()) : null;
    }

    private static Violation opened(String ret, Guard guard, boolean changes) {
        if (!INVALID_ARGUMENT.equals(ret)) {
            return null;
        }
        if (guard == null) {
            return new Violation(GuardException.KGUARD_EXC_UNGUARDED, 0);
        }
        boolean isStrict = changes && guard.strict();
        return new Violation(
                isStrict ? GuardException.KGUARD_EXC_SET_CONTEXT : GuardException.KGUARD_EXC_INCORRECT_GUARD,
                guard.word());
    }

    private static Violation moved(String ret, Guard guard) {
        return guard != null && guard.immovable() && INVALID_CAPABILITY.equals(ret)
                ? new Violation(GuardException.KGUARD_EXC_IMMOVABLE, 0)
                : null;
    }

    /** Takes note of what the call did to guards. */
    void follow(Call.PortCall call, Outcome outcome) {
        if (!SUCCESS.equals(outcome.ret())) {
            return;
        }
        if (call instanceof Call.MachPortGuard guard) {
            guards.put(place(call, guard.name()), new Guard(guard.guard(), guard.strict(), guard.immovable()));
        } else if (call instanceof Call.MachPortConstruct made && made.guarded() && outcome.out() != null) {
            Guard guard = new Guard(made.context(), made.strict(), made.immovable());
            guards.put(place(call, outcome.out().name()), guard);
        } else if (call instanceof Call.MachPortSwapGuard swap) {
            changed(call, swap.name(), swap.newGuard());
        } else if (call instanceof Call.MachPortSetContext set) {
            changed(call, set.name(), set.context());
        } else {
            forget(call);
        }
    }

    private void changed(Call.PortCall call, PortName name, int word) {
        guards.computeIfPresent(
                place(call, name), (place, guard) -> new Guard(word, guard.strict(), guard.immovable()));
    }

    private void forget(Call.PortCall call) {
        if (call instanceof Call.MachPortUnguard unguard) {
            guards.remove(place(call, unguard.name()));
        } else if (call instanceof Call.MachPortDestroy destroy) {
            guards.remove(place(call, destroy.name()));
        } else if (call instanceof Call.MachPortDestruct destruct) {
            guards.remove(place(call, destruct.name()));
        } else if (call instanceof Call.MachPortRename rename) {
            guards.remove(place(call, rename.name()));
        } else if (call instanceof Call.MachPortExtractRight extract) {
            guards.remove(place(call, extract.name()));
        }
    }

    private Guard of(Call.PortCall call, PortName name) {
        return guards.get(place(call, name));
    }

    private static Place place(Call.PortCall call, PortName name) {
        return new Place(call.task(), name);
    }
}
