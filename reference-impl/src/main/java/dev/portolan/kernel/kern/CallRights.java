package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.PortReference;
import java.util.ArrayList;
import java.util.List;

/** How rights come with a call on a task or thread, and how they are given to its caller. */
public final class CallRights {

    private CallRights() {}

    /** A right that a call brings. */
    public sealed interface Argument {

        /** The right itself, out of its caller's space; null if the caller has none such. */
        NakedRight copyin(MachThread thread);
    }

    /** A name of the caller's, and how the right is had from it. */
    public record Named(MachPortName name, MachMsgTypeName disposition) implements Argument {
        @Override
        public NakedRight copyin(MachThread thread) {
            if (!name.isValid()) {
                return NakedRight.invalid(name);
            }
            IpcSpace.Copyin copyin =
                    thread.task().space().copyinRight(name.value(), disposition.code(), thread.doomed());
            return copyin.code() == KernReturn.KERN_SUCCESS ? copyin.right() : null;
        }
    }

    /** A right that came with a message; the null and the dead name come as the right that would be there. */
    public record Carried(NakedRight right) implements Argument {
        @Override
        public NakedRight copyin(MachThread thread) {
            return had();
        }

        NakedRight had() {
            if (right.port() == PortReference.Invalid.IP_NULL) {
                return NakedRight.NONE;
            }
            return right.port() == PortReference.Invalid.IP_DEAD
                    ? NakedRight.invalid(MachPortName.MACH_PORT_DEAD)
                    : right;
        }
    }

    /** All of them; null if one is not the caller's, and those before it are given up. */
    static List<NakedRight> copyin(MachThread thread, List<? extends Argument> arguments) {
        List<NakedRight> rights = new ArrayList<>(arguments.size());
        for (Argument argument : arguments) {
            NakedRight right = argument.copyin(thread);
            if (right == null) {
                rights.forEach(thread.doomed()::add);
                return null;
            }
            rights.add(right);
        }
        return rights;
    }

    /**
     * The caller's name for a right that becomes its own; {@code MACH_PORT_DEAD} if the port has died. Who called by a
     * message gets it in the reply, and no name.
     */
    static MachPortName give(MachThread thread, NakedRight right) {
        KernelRequest request = thread.act().request();
        if (request != null) {
            request.carry(right);
            return MachPortName.MACH_PORT_NULL;
        }
        if (!right.isLive()) {
            return right.port() == PortReference.Invalid.IP_NULL
                    ? MachPortName.MACH_PORT_NULL
                    : MachPortName.MACH_PORT_DEAD;
        }
        MachPortName name = thread.task().space().copyoutRight(right);
        if (name == null) {
            thread.doomed().add(right);
            return MachPortName.MACH_PORT_NULL;
        }
        return name;
    }

    /** The caller's name for a port that somebody keeps; the right was counted for the caller. */
    static MachPortName give(MachThread thread, HeldPort port, KernelObject self) {
        if (port.equals(HeldPort.OWN)) {
            return give(thread, self.makeSend(thread.kernel().zone()));
        }
        if (port.equals(HeldPort.HOST)) {
            return give(
                    thread,
                    thread.kernel().host().self().makeSend(thread.kernel().zone()));
        }
        return give(thread, port.right());
    }
}
