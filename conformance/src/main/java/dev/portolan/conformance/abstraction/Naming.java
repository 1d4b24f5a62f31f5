package dev.portolan.conformance.abstraction;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.PortName;
import java.util.HashSet;
import java.util.Set;

/**
 * Gives symbols to what appears in a kernel whose run is recorded, where nothing says what to call it.
 *
 * <p>A name is called after its number, {@code p515}, or as the call that made it wrote it; a port by the lowest
 * identity that is free, {@code K1}. So a long run has no more symbols than its kernel has names and ports.
 */
public final class Naming {

    private Naming() {}

    /**
     * Binds each name and each port of a state for which no symbol stands.
     *
     * @param call the call that led to the state
     * @param state rendered through the binding
     * @return whether anything was bound, so that outcome and state deserve to be rendered again
     */
    public static boolean name(Binding binding, Call call, KernelState state) {
        boolean named = false;
        for (SpaceState space : state.spaces()) {
            for (EntryState entry : space.entries()) {
                if (Binding.isNumber(entry.name())) {
                    int number = Binding.number(entry.name());
                    binding.bindName(space.task(), symbol(call, space, number), number);
                    named = true;
                }
            }
        }
        for (PortState port : state.ports()) {
            if (Binding.isSerial(port.port())) {
                long serial = Binding.serial(port.port());
                binding.bindPort(lowestFree(binding, state), serial);
                named = true;
            }
        }
        return named;
    }

    /* Where the call says under which name the right is to be, the name that it says, if nothing else has it. */
    private static PortName symbol(Call call, SpaceState space, int number) {
        if (call instanceof Call.MachPortInsertRight insert
                && insert.task().equals(space.task())
                && !isTaken(space, insert.name())) {
            return insert.name();
        }
        PortName usual = PortName.of("p" + Integer.toUnsignedString(number));
        return isTaken(space, usual) ? PortName.of("q" + Integer.toUnsignedString(number)) : usual;
    }

    private static boolean isTaken(SpaceState space, PortName symbol) {
        return space.entries().stream().anyMatch(entry -> entry.name().equals(symbol));
    }

    private static String lowestFree(Binding binding, KernelState state) {
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
