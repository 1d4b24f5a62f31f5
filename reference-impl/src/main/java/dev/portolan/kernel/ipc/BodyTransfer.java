package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_IPC_SPACE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_VM_SPACE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_MEMORY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_RIGHT;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.NakedRight.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A complex message's descriptors on their way into the kernel and out again, in one space and one memory.
 *
 * <p>Each public method but {@link #fits} is one critical section of the space; what it gives up is added to the
 * doomed rights.
 *
 * @param memory null if the task says what is out of line, and is told so, instead of where
 */
public record BodyTransfer(IpcSpace space, UserMemory memory, DoomedRights doomed) {

    private static final int NAME_SIZE = 4;
    private static final int VIRTUAL_COPY = 1;

    /** True if a message of that many bytes has room for the descriptors. */
    public static boolean fits(int size, List<MachMsgDescriptor> descriptors) {
        int least = MachMsgHeader.SIZE + MachMsgDescriptor.COUNT_SIZE;
        for (MachMsgDescriptor descriptor : descriptors) {
            least += descriptor.size();
        }
        return size >= least;
    }

    /**
     * What copy-in of a descriptor came to.
     *
     * @param descriptor null unless {@code code} is {@code MACH_MSG_SUCCESS}
     */
    public record Copyin(MessageDescriptor descriptor, MachMsgReturn code) {
        private static final Copyin INVALID_RIGHT = new Copyin(null, MACH_SEND_INVALID_RIGHT);
        private static final Copyin INVALID_MEMORY = new Copyin(null, MACH_SEND_INVALID_MEMORY);

        private static Copyin of(MessageDescriptor descriptor) {
            return new Copyin(descriptor, MACH_MSG_SUCCESS);
        }
    }

    /**
     * Copies a descriptor in.
     *
     * @param destination where the message goes, which a receive right in it is then on its way to
     * @param lost gets the rights of an array of which one is not there
     */
    @Refines("CopyinBody")
    public Copyin copyin(MachMsgDescriptor descriptor, PortReference destination, List<NakedRight> lost) {
        if (descriptor instanceof MachMsgDescriptor.Ool told) {
            return Copyin.of(new MessageDescriptor.Ool(told.length(), told.isVolatile(), MemoryCopy.EMPTY, 0));
        }
        if (descriptor instanceof MachMsgDescriptor.OolWords told) {
            return Copyin.of(MessageDescriptor.Ool.ofWords(told.words()));
        }
        if (descriptor instanceof MachMsgDescriptor.OolAt region) {
            return copyinRegion(region);
        }
        if (descriptor instanceof MachMsgDescriptor.OolPortsAt array) {
            MemoryCopy names =
                    read(array.address(), NAME_SIZE * Integer.toUnsignedLong(array.count()), array.deallocate());
            return names == null
                    ? Copyin.INVALID_MEMORY
                    : copyinArray(namesIn(names), array.disposition(), array.copy(), destination, lost);
        }
        if (descriptor instanceof MachMsgDescriptor.OolPorts array) {
            return copyinArray(array.names(), array.disposition(), VIRTUAL_COPY, destination, lost);
        }
        if (!(descriptor instanceof MachMsgDescriptor.Port port)) {
            throw new KernelPanic("no message guards a right, but this one carries " + descriptor);
        }
        synchronized (space) {
            NakedRight right = copyinRight(port.name(), port.disposition(), destination);
            return right == null ? Copyin.INVALID_RIGHT : Copyin.of(new MessageDescriptor.Port(right));
        }
    }

    private Copyin copyinRegion(MachMsgDescriptor.OolAt region) {
        MemoryCopy contents = read(region.address(), Integer.toUnsignedLong(region.length()), region.deallocate());
        return contents == null
                ? Copyin.INVALID_MEMORY
                : Copyin.of(new MessageDescriptor.Ool(region.length(), region.isVolatile(), contents, region.copy()));
    }

    /* What is at an address, which may be gone from there afterwards; null if it cannot be read. */
    private MemoryCopy read(long address, long size, boolean deallocate) {
        if (size == 0) {
            return MemoryCopy.EMPTY;
        }
        MemoryCopy contents = memory == null ? null : memory.copyin(address, size);
        if (contents != null && deallocate) {
            memory.deallocate(address, size);
        }
        return contents;
    }

    private static List<MachPortName> namesIn(MemoryCopy copy) {
        return Arrays.stream(copy.toWords()).mapToObj(MachPortName::of).toList();
    }

    private Copyin copyinArray(
            List<MachPortName> names, int disposition, int copy, PortReference destination, List<NakedRight> lost) {
        List<NakedRight> rights = new ArrayList<>(names.size());
        synchronized (space) {
            for (MachPortName name : names) {
                NakedRight right = copyinRight(name, disposition, destination);
                if (right == null) {
                    lost.addAll(rights);
                    return Copyin.INVALID_RIGHT;
                }
                rights.add(right);
            }
        }
        return Copyin.of(new MessageDescriptor.OolPorts(Type.of(disposition), List.copyOf(rights), copy));
    }

    private NakedRight copyinRight(MachPortName name, int disposition, PortReference destination) {
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
     * @param resourceBits what was short: room for a right, whose name is null and which is doomed, or for memory,
     *     whose address is null; 0 if nothing was
     */
    public record Copyout(MachMsgDescriptor descriptor, int resourceBits) {

        /** True if nothing was lost. */
        public boolean isWhole() {
            return resourceBits == 0;
        }
    }

    /** Copies a descriptor out. */
    @Refines("CopyoutBody")
    public Copyout copyout(MessageDescriptor descriptor) {
        if (descriptor instanceof MessageDescriptor.Ool region) {
            return memory == null ? new Copyout(told(region), 0) : copyoutRegion(region);
        }
        if (memory != null && descriptor instanceof MessageDescriptor.OolPorts array) {
            return copyoutArray(array);
        }
        MachPortName[] names = new MachPortName[descriptor.rights().size()];
        int resourceBits = copyoutRights(descriptor.rights(), names);
        return new Copyout(told(descriptor, names), resourceBits);
    }

    /* Contents that nobody told are none. */
    private static MachMsgDescriptor told(MessageDescriptor.Ool region) {
        return region.contents().size() == 0
                ? new MachMsgDescriptor.Ool(region.length(), region.isVolatile())
                : new MachMsgDescriptor.OolWords(region.words());
    }

    private static MachMsgDescriptor told(MessageDescriptor descriptor, MachPortName[] names) {
        if (descriptor instanceof MessageDescriptor.OolPorts array) {
            return new MachMsgDescriptor.OolPorts(List.of(names), array.type().disposition());
        }
        NakedRight right = ((MessageDescriptor.Port) descriptor).right();
        return new MachMsgDescriptor.Port(names[0], right.type().disposition());
    }

    private int copyoutRights(List<NakedRight> rights, MachPortName[] names) {
        int resourceBits = 0;
        synchronized (space) {
            for (int i = 0; i < names.length; i++) {
                NakedRight right = rights.get(i);
                MachPortName name = space.copyout(right);
                if (name == null) {
                    doomed.add(right);
                    resourceBits = MACH_MSG_IPC_SPACE;
                }
                names[i] = name == null ? MachPortName.MACH_PORT_NULL : name;
            }
        }
        return resourceBits;
    }

    private Copyout copyoutRegion(MessageDescriptor.Ool region) {
        long size = region.contents().size();
        long address = allocate(size);
        if (address != UserMemory.NO_SPACE) {
            memory.copyout(address, region.contents());
        }
        int length = address == UserMemory.NO_SPACE ? 0 : region.length();
        boolean isOwn = region.copy() == VIRTUAL_COPY;
        return new Copyout(
                new MachMsgDescriptor.OolAt(address, length, region.isVolatile(), isOwn, region.copy()),
                shortage(address, size));
    }

    /* Without room for their names the rights are given up. */
    private Copyout copyoutArray(MessageDescriptor.OolPorts array) {
        MachPortName[] names = new MachPortName[array.rights().size()];
        long size = (long) NAME_SIZE * names.length;
        long address = allocate(size);
        int resourceBits = shortage(address, size);
        if (resourceBits != 0) {
            array.rights().forEach(doomed::add);
        } else if (names.length > 0) {
            resourceBits = copyoutRights(array.rights(), names);
            int[] words = Arrays.stream(names).mapToInt(MachPortName::value).toArray();
            memory.copyout(address, MemoryCopy.ofWords(words));
        }
        boolean isOwn = array.copy() == VIRTUAL_COPY;
        return new Copyout(
                new MachMsgDescriptor.OolPortsAt(
                        address, names.length, isOwn, array.copy(), array.type().disposition()),
                resourceBits);
    }

    private long allocate(long size) {
        return size == 0 ? UserMemory.NO_SPACE : memory.allocate(size);
    }

    private static int shortage(long address, long size) {
        return address == UserMemory.NO_SPACE && size > 0 ? MACH_MSG_VM_SPACE : 0;
    }
}
