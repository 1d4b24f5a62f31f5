package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_NAME_EXISTS;
import static dev.portolan.kernel.abi.KernReturn.KERN_NO_SPACE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.Refines;

/** Names that user code chooses. Each public method is one critical section. */
public final class ChosenNames {

    private ChosenNames() {}

    /** Allocates a receive right, a port set or a dead name under that name. */
    @Refines("MachPortAllocateName")
    public static KernReturn allocateName(IpcSpace space, MachPortRight right, int name) {
        synchronized (space) {
            NameTable table = space.table();
            if (table.lookup(name) != null) {
                return KERN_NAME_EXISTS;
            }
            if (table.slotIsTaken(name)) {
                return KERN_FAILURE;
            }
            if (table.isFull()) {
                return KERN_NO_SPACE;
            }
            space.allocate(right, table.claimName(name));
            return KERN_SUCCESS;
        }
    }

    /** Puts what a name denotes under another. */
    @Refines("MachPortRename")
    public static KernReturn rename(IpcSpace space, int name, int newName) {
        synchronized (space) {
            if (space.lookup(newName) != null) {
                return KERN_NAME_EXISTS;
            }
            IpcEntry before = space.lookupNoticing(name);
            if (before == null) {
                return KERN_INVALID_NAME;
            }
            IpcEntry after = space.table().claimName(newName);
            EntryType type = before.type;
            IpcObject object = before.object;
            int userRefs = before.userRefs;
            int request = before.request;
            MsgAcceptedRequest acceptance = before.acceptance;
            before.request = 0;
            before.acceptance = null;
            before.clear();
            space.freeIfEmpty(before);
            after.set(type, object, userRefs);
            after.request = request;
            after.acceptance = acceptance;
            if (acceptance != null) {
                acceptance.rename(newName);
            }
            if (object instanceof IpcPort port) {
                synchronized (port) {
                    if (type.holdsReceive()) {
                        port.setReceiver(space, newName);
                    }
                    if (request != 0) {
                        port.requests().rename(request, newName);
                    }
                }
            }
            return KERN_SUCCESS;
        }
    }
}
