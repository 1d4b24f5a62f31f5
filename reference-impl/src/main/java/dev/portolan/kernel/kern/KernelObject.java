package dev.portolan.kernel.kern;

import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcZone;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.NakedRight;

/**
 * {@code ipc_kobject}: the port by which user code names a task, a thread or the host, made when the first right to it is.
 *
 * <p>A message to it is a call, see {@link KernelServer}.
 */
public final class KernelObject {

    /** What a port of the kernel's stands for, in the place of the name that it would have in a task's space. */
    public enum Kind {
        REPLY,
        TASK,
        THREAD,
        TASK_IDENTITY,
        EXCEPTION_SERVER,
        TASK_NAME,
        HOST,
        HOST_PRIV
    }

    private final Kind kind;
    private final int index;

    /* Guarded by this. */
    private IpcPort port;

    /** @param index the object's place among those of its kind */
    KernelObject(Kind kind, int index) {
        this.kind = kind;
        this.index = index;
    }

    KernelObject(KernelObject original, KernelCopy copy) {
        this(original.kind, original.index);
        port = original.port == null || !original.port.isActive() ? null : (IpcPort) copy.object(original.port);
    }

    /** {@code convert_task_to_port}, {@code convert_thread_to_port}. */
    synchronized NakedRight makeSend(IpcZone zone) {
        if (port == null) {
            port = KernelPorts.allocate(zone, kobject(kind, index));
        }
        return KernelPorts.makeSend(port);
    }

    /** The object goes, and its port with it. */
    synchronized void destroy(DoomedRights doomed) {
        if (port != null) {
            KernelPorts.destroy(port, doomed);
            port = null;
        }
    }

    /**
     * The reply ports die that have got the reply that nobody waits for any more, those of threads that ended.
     *
     * <p>Looked for when a reply port is made, so that there are never many.
     */
    static void reapReplyPorts(Kernel kernel, DoomedRights doomed) {
        for (IpcObject object : kernel.objects()) {
            if (object instanceof IpcPort port
                    && kindOf(port) == Kind.REPLY
                    && !kernel.thread(indexOf(port)).act().isActive()
                    && !port.queue().isEmpty()) {
                KernelPorts.destroy(port, doomed);
            }
        }
    }

    static int kobject(Kind kind, int index) {
        return index * Kind.values().length + kind.ordinal();
    }

    /** What the port stands for, if the kernel receives from it; null if not. */
    public static Kind kindOf(IpcPort port) {
        return KernelPorts.isKernels(port) ? Kind.values()[port.receiverName() % Kind.values().length] : null;
    }

    /** True if the port stands for the host, which never goes. */
    static boolean isHosts(IpcPort port) {
        Kind kind = kindOf(port);
        return kind == Kind.HOST || kind == Kind.HOST_PRIV;
    }

    /** The place of the object, among those of its kind, that a port of the kernel's stands for. */
    public static int indexOf(IpcPort port) {
        return port.receiverName() / Kind.values().length;
    }
}
