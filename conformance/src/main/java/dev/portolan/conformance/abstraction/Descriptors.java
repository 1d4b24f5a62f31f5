package dev.portolan.conformance.abstraction;

import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.MessageDescriptor;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.KernelState.DescriptorState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.PortName;
import java.util.List;
import java.util.function.Function;

/** What messages carry besides words, as traces spell it; null where there is nothing. */
final class Descriptors {

    private Descriptors() {}

    /**
     * Descriptors in a user's buffer.
     *
     * @param received whether they came with a message received, which spells its dispositions so
     */
    static List<Descriptor> of(
            List<MachMsgDescriptor> descriptors, boolean received, Function<MachPortName, PortName> symbol) {
        return descriptors.isEmpty()
                ? null
                : descriptors.stream().map(one -> of(one, received, symbol)).toList();
    }

    /** Names, as traces spell them. */
    static List<PortName> names(List<MachPortName> names, Function<MachPortName, PortName> symbol) {
        return names.stream().map(symbol).toList();
    }

    private static Descriptor of(
            MachMsgDescriptor descriptor, boolean received, Function<MachPortName, PortName> symbol) {
        if (descriptor instanceof MachMsgDescriptor.Port port) {
            return Descriptor.port(symbol.apply(port.name()), Answers.disposition(port.disposition(), !received));
        }
        if (descriptor instanceof MachMsgDescriptor.OolPorts array) {
            return Descriptor.ports(names(array.names(), symbol), Answers.disposition(array.disposition(), !received));
        }
        MachMsgDescriptor.Ool memory = (MachMsgDescriptor.Ool) descriptor;
        return Descriptor.memory(kind(memory.isVolatile()), memory.length());
    }

    /** Descriptors in the kernel. */
    static List<DescriptorState> states(List<MessageDescriptor> descriptors, Function<NakedRight, RightState> right) {
        return descriptors.isEmpty()
                ? null
                : descriptors.stream().map(one -> state(one, right)).toList();
    }

    private static DescriptorState state(MessageDescriptor descriptor, Function<NakedRight, RightState> right) {
        if (descriptor instanceof MessageDescriptor.Port port) {
            return new DescriptorState(Descriptor.PORT, right.apply(port.right()), null, null, null);
        }
        if (descriptor instanceof MessageDescriptor.OolPorts array) {
            List<RightState> rights = array.rights().stream().map(right).toList();
            return new DescriptorState(Descriptor.OOL_PORTS, null, array.type().name(), rights, null);
        }
        MessageDescriptor.Ool memory = (MessageDescriptor.Ool) descriptor;
        return new DescriptorState(kind(memory.isVolatile()), null, null, null, memory.length());
    }

    private static String kind(boolean isVolatile) {
        return isVolatile ? Descriptor.OOL_VOLATILE : Descriptor.OOL;
    }
}
