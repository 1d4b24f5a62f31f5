package dev.portolan.kernel.ipc;

import dev.portolan.kernel.ipc.NakedRight.Type;
import dev.portolan.kernel.rules.KernelLimits;
import java.util.List;

/**
 * What the kernel does with ports and rights of its own: {@code ipc_port_alloc_kernel}, {@code ipc_port_copy_send} and
 * their kin. Each method is one critical section of the port.
 */
public final class KernelPorts {

    private KernelPorts() {}

    /** A port that the kernel receives from; {@code kobject} is what it stands for, to who made it. */
    public static IpcPort allocate(IpcZone zone, int kobject) {
        return zone.allocatePort(zone.kernelSpace(), kobject);
    }

    /** A port of the kernel's dies, if it still lives. What was in its queue is given up. */
    public static void destroy(IpcPort port, DoomedRights doomed) {
        synchronized (port) {
            if (port.isActive()) {
                port.destroy(doomed);
            }
        }
    }

    /** A send right to a port of the kernel's. */
    public static NakedRight makeSend(IpcPort port) {
        port.makeSend();
        return port.right(Type.SEND);
    }

    /** A send-once right to a port of the kernel's. */
    public static NakedRight makeSendOnce(IpcPort port) {
        port.makeSendOnce();
        return port.right(Type.SEND_ONCE);
    }

    /** One more send right to the same port; null if it has died, or is none. */
    public static NakedRight copySend(NakedRight right) {
        if (!(right.port() instanceof IpcPort port)) {
            return null;
        }
        synchronized (port) {
            if (!port.isActive()) {
                return null;
            }
            port.copySend();
            return right;
        }
    }

    /** A send right is given up, if its port still lives. */
    public static void releaseSend(NakedRight right, DoomedRights doomed) {
        if (right.port() instanceof IpcPort port) {
            doomed.add(port.releaseSend());
        }
    }

    /**
     * Sends a message of the kernel's, over any limit but the {@linkplain KernelLimits#messageCountMax kernel's}.
     *
     * @return false if the port has died or is full, and the message is the caller's
     */
    public static boolean send(IpcKmsg message) {
        if (!(message.destination().port() instanceof IpcPort port)) {
            return false;
        }
        synchronized (port) {
            return port.isActive() && port.mqueue().postAlways(message);
        }
    }

    /** Receive rights among these are on their way to where a message of the kernel's takes them. */
    public static void sendOnTheirWay(List<NakedRight> rights, NakedRight destination) {
        for (NakedRight right : rights) {
            if (right.type() == Type.RECEIVE
                    && right.port() instanceof IpcPort carried
                    && destination.port() instanceof IpcPort to) {
                carried.sendOnItsWay(to);
            }
        }
    }

    /** True if the kernel receives from the port. */
    public static boolean isKernels(IpcPort port) {
        IpcSpace receiver = port.receiver();
        return receiver != null && receiver.isKernels();
    }
}
