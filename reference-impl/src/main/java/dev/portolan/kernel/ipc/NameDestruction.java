package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.GuardException;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.Refines;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The end of names: of one, and of all that a space has, which dies first and then loses them one by one. */
public final class NameDestruction {

    private NameDestruction() {}

    /** Frees the name and gives up all its rights. */
    @Refines("MachPortDestroy")
    public static KernReturn machPortDestroy(IpcSpace space, int name, DoomedRights doomed) {
        synchronized (space) {
            IpcEntry entry = space.lookupNoticing(name);
            if (entry == null) {
                return KernReturn.KERN_INVALID_NAME;
            }
            if (entry.type.holdsReceive() && !entry.port().guard().yieldsTo(0)) {
                long guard = entry.port().guard().context();
                doomed.guardWatch().violated(GuardException.KGUARD_EXC_DESTROY, name, guard);
                return KernReturn.KERN_INVALID_RIGHT;
            }
            destroyEntry(space, entry, doomed);
            return KernReturn.KERN_SUCCESS;
        }
    }

    /**
     * The space dies. Conditions: it lives.
     *
     * @param order names in the order in which they are to be destroyed; those that denote nothing are left out, and
     *     those that are missing come last, the lowest first
     * @return all the names, in their order
     */
    @Refines("TaskTerminate")
    public static List<MachPortName> terminate(IpcSpace space, List<MachPortName> order) {
        synchronized (space) {
            List<MachPortName> held = new ArrayList<>();
            for (int i = 0; i < space.table().count(); i++) {
                held.add(MachPortName.of(space.table().get(i).name));
            }
            held.sort((a, b) -> Integer.compareUnsigned(a.value(), b.value()));
            Set<MachPortName> left = new LinkedHashSet<>(held);
            List<MachPortName> all = new ArrayList<>(held.size());
            for (MachPortName name : order) {
                if (left.remove(name)) {
                    all.add(name);
                }
            }
            all.addAll(left);
            space.die();
            return List.copyOf(all);
        }
    }

    /** Destroys a name of a dead space, and gives up all its rights. */
    @Refines("TearDown")
    public static void destroyName(IpcSpace space, MachPortName name, DoomedRights doomed) {
        synchronized (space) {
            IpcEntry entry = space.table().find(name.value());
            if (entry.isDeadUnnoticed()) {
                entry.becomeDeadName();
            }
            destroyEntry(space, entry, doomed);
        }
    }

    /** Frees the entry and gives up all its rights. Conditions: the space is locked; the entry's port lived just now. */
    static void destroyEntry(IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        RightTransfer transfer = space.transfer();
        switch (entry.type) {
            case SEND -> transfer.dropSend(space, entry, doomed);
            case RECEIVE, SEND_RECEIVE -> transfer.dropReceive(space, entry, doomed);
            case SEND_ONCE -> transfer.dropSendOnce(space, entry, doomed);
            case PORT_SET -> destroySet(entry);
            default -> entry.clear();
        }
        space.table().free(entry);
    }

    static void destroySet(IpcEntry entry) {
        ((IpcPset) entry.object).destroy();
        entry.clear();
    }
}
