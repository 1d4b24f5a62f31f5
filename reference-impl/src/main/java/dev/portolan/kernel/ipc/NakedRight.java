package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.ipc.PortReference.Invalid.IP_DEAD;
import static dev.portolan.kernel.ipc.PortReference.Invalid.IP_NULL;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;

/** A right that no name denotes: in a message, or in a thread's hands. */
public record NakedRight(Type type, PortReference port) implements DoomedRights.Doomed {

    /** What right it is; {@code NONE} where a header's field carries nothing. */
    public enum Type {
        NONE,
        SEND,
        SEND_ONCE,
        RECEIVE;

        /** The right that a disposition yields. */
        static Type of(int disposition) {
            if (!MachMsgTypeName.isPortAny(disposition)) {
                return NONE;
            }
            return switch (MachMsgTypeName.of(disposition)) {
                case MACH_MSG_TYPE_MOVE_RECEIVE -> RECEIVE;
                case MACH_MSG_TYPE_MOVE_SEND_ONCE, MACH_MSG_TYPE_MAKE_SEND_ONCE -> SEND_ONCE;
                default -> SEND;
            };
        }

        /** The disposition by which a message received, or given back, says what right it is. */
        int disposition() {
            return switch (this) {
                case NONE -> MachMsgTypeName.NONE;
                case SEND -> MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND.code();
                case SEND_ONCE -> MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE.code();
                case RECEIVE -> MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE.code();
            };
        }
    }

    static final int TYPES = Type.values().length;

    /** The reply of a message that has none. */
    public static final NakedRight NONE = new NakedRight(Type.NONE, IP_NULL);

    /** What stands for the null or the dead name where a right is expected. */
    public static NakedRight invalid(MachPortName name) {
        return name.equals(MachPortName.MACH_PORT_DEAD) ? new NakedRight(Type.NONE, IP_DEAD) : NONE;
    }

    /** True if it stands where no right is. */
    public boolean isNone() {
        return type == Type.NONE;
    }

    /** True if the right is one to a port that lives. */
    public boolean isLive() {
        return port.isLive();
    }

    NakedRight copy(KernelCopy copy) {
        if (!(port instanceof IpcPort live)) {
            return this;
        }
        return live.isActive() ? copy.port(live).right(type) : new NakedRight(type, IP_DEAD);
    }

    /** The same of a message's reply, of which one can tell whether its port was dead or has died. */
    NakedRight copyAsReply(KernelCopy copy) {
        return port instanceof IpcPort had && !had.isActive() ? new NakedRight(type, IpcPort.TOMBSTONE) : copy(copy);
    }
}
