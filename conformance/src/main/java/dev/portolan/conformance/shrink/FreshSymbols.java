package dev.portolan.conformance.shrink;

import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.PortName;
import java.util.Map;

/** Symbols for what nobody has a symbol for: {@code q1}, {@code q2} for names, {@code Q1} for ports. */
final class FreshSymbols {

    private FreshSymbols() {}

    /**
     * Binds what a kernel shows without a symbol.
     *
     * @param given how many symbols were given out, by their first letter
     */
    static void bind(Driver kernel, Map<String, Integer> given) {
        Binding binding = kernel.binding();
        KernelState state = kernel.state();
        for (KernelState.SpaceState space : state.spaces()) {
            for (KernelState.EntryState entry : space.entries()) {
                if (entry.name().symbol().startsWith("#")) {
                    PortName symbol = PortName.of(next("q", given));
                    while (binding.isLive(space.task(), symbol)) {
                        symbol = PortName.of(next("q", given));
                    }
                    binding.bindName(
                            space.task(),
                            symbol,
                            Integer.parseUnsignedInt(entry.name().symbol().substring(1)));
                }
            }
        }
        for (KernelState.PortState port : state.ports()) {
            if (port.port().startsWith("@")) {
                binding.bindPort(next("Q", given), Long.parseLong(port.port().substring(1)));
            }
        }
        binding.metUnbound();
        kernel.state();
        kernel.outcome();
        if (binding.metUnbound()) {
            throw new KernelFailure("a name came out that no space has");
        }
    }

    private static String next(String letter, Map<String, Integer> given) {
        return letter + given.merge(letter, 1, Integer::sum);
    }
}
