package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import java.util.ArrayList;
import java.util.List;

/**
 * What names denote. Each public method is one critical section.
 *
 * <p>The names of a space are told as they are at one instant. They come and go under the space's lock, but ports die
 * without it. So deaths are numbered: a port whose death has a number past the snapshot's is shown as alive, though its
 * name is reached later. Otherwise of two ports that die one after the other the second could be shown dead and the first
 * alive. What was asked of a name is read when the name is reached.
 */
public final class NameQueries {

    private NameQueries() {}

    /** Counts the user references of one right of a name. */
    @Refines("MachPortGetRefs")
    public static CallResult refs(IpcSpace space, int name, int right) {
        synchronized (space) {
            IpcEntry entry = space.lookupNoticing(name);
            return entry == null
                    ? CallResult.of(KERN_INVALID_NAME)
                    : CallResult.of(KERN_SUCCESS, new OutValue.Refs(refs(entry, right)));
        }
    }

    private static int refs(IpcEntry entry, int right) {
        if (!MachPortRight.isRight(right) || !entry.type.holds(MachPortRight.of(right))) {
            return 0;
        }
        return switch (MachPortRight.of(right)) {
            case MACH_PORT_RIGHT_SEND, MACH_PORT_RIGHT_DEAD_NAME -> entry.userRefs;
            default -> 1;
        };
    }

    /** Says which rights a name denotes. */
    @Refines("MachPortType")
    public static CallResult type(IpcSpace space, int name) {
        synchronized (space) {
            IpcEntry entry = space.lookupNoticing(name);
            return entry == null
                    ? CallResult.of(KERN_INVALID_NAME)
                    : CallResult.of(KERN_SUCCESS, new OutValue.Type(entry.type.bits() | IpcSpace.requestBits(entry)));
        }
    }

    /** Tells all names of a space and what they denote. Nothing is noticed by it. */
    @Refines("MachPortNames")
    public static CallResult names(IpcSpace space) {
        synchronized (space) {
            NameTable table = space.table();
            List<OutValue.NamedType> names = new ArrayList<>(table.count());
            long taken = space.zone().deaths();
            for (int i = 0; i < table.count(); i++) {
                IpcEntry entry = table.get(i);
                names.add(new OutValue.NamedType(MachPortName.of(entry.name), type(entry, taken)));
            }
            return CallResult.of(KERN_SUCCESS, new OutValue.Names(List.copyOf(names)));
        }
    }

    private static int type(IpcEntry entry, long taken) {
        return entry.type.holdsSendRights() && entry.port().diedBefore(taken)
                ? EntryType.DEAD_NAME.bits()
                : entry.type.bits() | IpcSpace.requestBits(entry);
    }
}
