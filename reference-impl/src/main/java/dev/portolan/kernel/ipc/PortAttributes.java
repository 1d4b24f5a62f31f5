package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.Refines;
import java.util.function.Function;

/**
 * What calls change on a port whose receive right a name denotes. Each public method is one critical section, and
 * answers {@code KERN_INVALID_NAME} for a name that denotes nothing, {@code KERN_INVALID_RIGHT} for any other right.
 */
public final class PortAttributes {

    private PortAttributes() {}

    /** Changes the limit of the port's queue; as many blocked senders are let go as it is higher. */
    @Refines("MachPortSetAttributes")
    public static KernReturn setQueueLimit(IpcSpace space, int name, int queueLimit) {
        return of(space, name, port -> {
            port.setQueueLimit(queueLimit);
            return KERN_SUCCESS;
        });
    }

    /** Changes how many send rights are said to have been made. */
    @Refines("MachPortSetMscount")
    public static KernReturn setMakeSendCount(IpcSpace space, int name, int makeSendCount) {
        return of(space, name, port -> {
            port.setMakeSendCount(makeSendCount);
            return KERN_SUCCESS;
        });
    }

    /** Changes the number of the next message. */
    @Refines("MachPortSetSeqno")
    public static KernReturn setSeqno(IpcSpace space, int name, int seqno) {
        return of(space, name, port -> {
            port.setSeqno(seqno);
            return KERN_SUCCESS;
        });
    }

    private static KernReturn of(IpcSpace space, int name, Function<IpcPort, KernReturn> change) {
        synchronized (space) {
            IpcEntry entry = space.lookup(name);
            if (entry == null) {
                return KERN_INVALID_NAME;
            }
            return entry.type.holdsReceive() ? change.apply(entry.port()) : KERN_INVALID_RIGHT;
        }
    }
}
