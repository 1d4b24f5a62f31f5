package dev.portolan.conformance.abstraction;

import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.PortName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives symbols to what appears in a kernel whose run is recorded, where nothing says what to call it.
 *
 * <p>A name is called as the call that made it wrote it, or by one of a few symbols in turn, so that a stale name is one
 * for a while; a port by the lowest identity that is free. However long the run, its symbols stay few. One instance
 * for each run; not for use by several threads.
 */
public final class Naming {

    /** The lowest are those by which models speak of slots. */
    private static final int FIRST = 10;

    private static final int SYMBOLS = 54;

    private final Binding binding;
    private final Map<String, Integer> turns = new HashMap<>();

    /* The call that each thread made last, of which its steps are. */
    private final Map<String, Call> calls = new HashMap<>();

    public Naming(Binding binding) {
        this.binding = binding;
    }

    /**
     * Binds each name and each port of a state for which no symbol stands.
     *
     * @param call the call that led to the state, or the step
     * @param state rendered through the binding
     * @return whether anything was bound, so that outcome and state deserve to be rendered again
     */
    public boolean name(Call call, KernelState state) {
        boolean named = false;
        if (!(call instanceof Call.Step)) {
            calls.put(call.thread(), call);
        }
        Call made = calls.getOrDefault(call.thread(), call);
        for (SpaceState space : state.spaces()) {
            for (EntryState entry : space.entries()) {
                if (Binding.isNumber(entry.name())) {
                    int number = Binding.number(entry.name());
                    binding.bindName(space.task(), symbol(made, space), number);
                    named = true;
                }
            }
        }
        for (PortState port : state.ports()) {
            if (Binding.isSerial(port.port())) {
                long serial = Binding.serial(port.port());
                binding.bindPort(lowestFree(state), serial);
                named = true;
            }
        }
        return named;
    }

    /* Where the call says under which name the right is to be, the name that it says, if nothing else has it. */
    private PortName symbol(Call call, SpaceState space) {
        PortName chosen = CallForm.chosenName(call);
        if (chosen != null
                && ((Call.PortCall) call).task().equals(space.task())
                && chosen.isValid()
                && !isTaken(space, chosen)) {
            return chosen;
        }
        // Longer than the turn a space may get with names that calls chose, and no longer.
        for (int tries = 0; ; tries++) {
            int turn = turns.merge(space.task(), 1, Integer::sum);
            int number = FIRST + (tries < SYMBOLS ? turn % SYMBOLS : turn);
            PortName symbol = PortName.of("p" + number);
            if (!isTaken(space, symbol)) {
                return symbol;
            }
        }
    }

    private boolean isTaken(SpaceState space, PortName symbol) {
        for (EntryState entry : space.entries()) {
            PortName name = Binding.isNumber(entry.name())
                    ? binding.symbolOf(space.task(), Binding.number(entry.name()))
                    : entry.name();
            if (name.equals(symbol)) {
                return true;
            }
        }
        return false;
    }

    private String lowestFree(KernelState state) {
        Set<String> taken = new HashSet<>();
        for (PortState port : state.ports()) {
            taken.add(Binding.isSerial(port.port()) ? binding.portOf(Binding.serial(port.port())) : port.port());
        }
        for (int i = 1; ; i++) {
            String identity = "K" + i;
            if (!taken.contains(identity)) {
                return identity;
            }
        }
    }
}
