package dev.portolan.conformance.drive;

import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.traces.PortName;

/** Names as a kernel under test spells them: decimal numbers of 32 bits, {@code null} and {@code dead}. */
final class RawNames {

    private RawNames() {}

    static PortName of(int number) {
        return switch (number) {
            case ArgumentNames.NULL -> PortName.NULL;
            case ArgumentNames.DEAD -> PortName.DEAD;
            default -> new PortName(Integer.toUnsignedString(number));
        };
    }

    /**
     * The number of a name that is neither null nor dead.
     *
     * @throws KernelFailure if it is no number
     */
    static int number(PortName name) {
        try {
            return Integer.parseUnsignedInt(name.symbol());
        } catch (NumberFormatException notANumber) {
            throw new KernelFailure("the kernel has a name that is no number of 32 bits: " + name, notANumber);
        }
    }
}
