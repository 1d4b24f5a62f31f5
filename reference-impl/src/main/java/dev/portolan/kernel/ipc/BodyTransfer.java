package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.NakedRight.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A complex message's descriptors on their way into the kernel and out again, in one space.
 *
 * <p>Each public method but {@link #fits} is one critical section of the space; what it gives up is added to the
 * doomed rights.
 */
public final class BodyTransfer {

    private BodyTransfer() {}

    /** True if a message of that many bytes has room for the descriptors. */
    public static boolean fits(int size, List<MachMsgDescriptor> descriptors) {
        int least = MachMsgHeader.SIZE + MachMsgDescriptor.COUNT_SIZE;
        for (MachMsgDescriptor descriptor : descriptors) {
            least += descriptor.size();
        }
        return size >= least;
    }

    /**
     * Copies a descriptor in.
     *
     * @param destination where the message goes, which a receive right in it is then on its way to
     * @param lost gets the rights of an array of which one is not there
     * @return null if a right is not there
     */
    @Refines("CopyinBody")
    public static MessageDescriptor copyin(
            IpcSpace space,
            MachMsgDescriptor descriptor,
            PortReference destination,
            List<NakedRight> lost,
            DoomedRights doomed) {
        if (descriptor instanceof MachMsgDescriptor.Ool memory) {
            return new MessageDescriptor.Ool(memory.length(), memory.isVolatile());
        }
        synchronized (space) {
            if (descriptor instanceof MachMsgDescriptor.Port port) {
                NakedRight right = copyinRight(space, port.name(), port.disposition(), destination, doomed);
                return right == null ? null : new MessageDescriptor.Port(right);
            }
            return copyinArray(space, (MachMsgDescriptor.OolPorts) descriptor, destination, lost, doomed);
        }
    }

    private static MessageDescriptor copyinArray(
            IpcSpace space,
            MachMsgDescriptor.OolPorts array,
            PortReference destination,
            List<NakedRight> lost,
            DoomedRights doomed) {
        List<NakedRight> rights = new ArrayList<>(array.names().size());
        for (MachPortName name : array.names()) {
            NakedRight right = copyinRight(space, name, array.disposition(), destination, doomed);
            if (right == null) {
                lost.addAll(rights);
                return null;
            }
            rights.add(right);
        }
        return new MessageDescriptor.OolPorts(Type.of(array.disposition()), List.copyOf(rights));
    }

    private static NakedRight copyinRight(
            IpcSpace space, MachPortName name, int disposition, PortReference destination, DoomedRights doomed) {
        if (!name.isValid()) {
            return HeaderTransfer.invalidRight(name, disposition);
        }
        IpcSpace.Copyin copyin = space.copyinRight(name.value(), disposition, doomed);
        if (copyin.code() != KernReturn.KERN_SUCCESS) {
            return null;
        }
        if (copyin.right().type() == Type.RECEIVE && destination instanceof IpcPort to) {
            ((IpcPort) copyin.right().port()).sendOnItsWay(to);
        }
        return copyin.right();
    }

    /**
     * Copies a descriptor out, as well as it goes.
     *
     * @param isWhole false if a right found no room: its name is null, and it is doomed
     */
    public record Copyout(MachMsgDescriptor descriptor, boolean isWhole) {}

    /** Copies a descriptor out. */
    @Refines("CopyoutBody")
    public static Copyout copyout(IpcSpace space, MessageDescriptor descriptor, DoomedRights doomed) {
        if (descriptor instanceof MessageDescriptor.Ool memory) {
            return new Copyout(new MachMsgDescriptor.Ool(memory.length(), memory.isVolatile()), true);
        }
        List<MachPortName> names = new ArrayList<>();
        boolean isWhole = true;
        synchronized (space) {
            for (NakedRight right : descriptor.rights()) {
                MachPortName name = space.copyout(right);
                if (name == null) {
                    doomed.add(right);
                    isWhole = false;
                }
                names.add(name == null ? MachPortName.MACH_PORT_NULL : name);
            }
        }
        return new Copyout(shown(descriptor, names), isWhole);
    }

    private static MachMsgDescriptor shown(MessageDescriptor descriptor, List<MachPortName> names) {
        if (descriptor instanceof MessageDescriptor.OolPorts array) {
            return new MachMsgDescriptor.OolPorts(names, array.type().disposition());
        }
        NakedRight right = ((MessageDescriptor.Port) descriptor).right();
        return new MachMsgDescriptor.Port(names.get(0), right.type().disposition());
    }
}
