package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mach_port_names}: the names of a space as they are at one instant.
 *
 * <p>Names come and go under the space's lock, but ports die without it. So deaths are numbered: a port whose death has
 * a number past the snapshot's is shown as alive, though its name is reached later. Otherwise of two ports that die one
 * after the other the second could be shown dead and the first alive. What was asked of a name is read when the name is
 * reached.
 */
public final class NameSnapshot {

    private NameSnapshot() {}

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
                : entry.type.bits() | IpcSpace.requestBit(entry);
    }
}
