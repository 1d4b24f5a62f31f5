package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachPortRight;

/** What a name denotes: the type bits of {@code ie_bits}, of which only these combinations exist. */
public enum EntryType {
    NONE(),
    RECEIVE(MachPortRight.MACH_PORT_RIGHT_RECEIVE),
    SEND(MachPortRight.MACH_PORT_RIGHT_SEND),
    SEND_RECEIVE(MachPortRight.MACH_PORT_RIGHT_SEND, MachPortRight.MACH_PORT_RIGHT_RECEIVE),
    SEND_ONCE(MachPortRight.MACH_PORT_RIGHT_SEND_ONCE),
    PORT_SET(MachPortRight.MACH_PORT_RIGHT_PORT_SET),
    DEAD_NAME(MachPortRight.MACH_PORT_RIGHT_DEAD_NAME);

    private final int bits;

    EntryType(MachPortRight... rights) {
        int sum = 0;
        for (MachPortRight right : rights) {
            sum |= right.typeBit();
        }
        bits = sum;
    }

    /** The {@code mach_port_type_t} that user code sees. */
    public int bits() {
        return bits;
    }

    /** True if the name denotes that right among others. */
    public boolean holds(MachPortRight right) {
        return (bits & right.typeBit()) != 0;
    }

    public boolean holdsSend() {
        return this == SEND || this == SEND_RECEIVE;
    }

    public boolean holdsReceive() {
        return this == RECEIVE || this == SEND_RECEIVE;
    }

    /** True if the name denotes a send or send-once right, which the port's death makes a dead name. */
    public boolean holdsSendRights() {
        return holdsSend() || this == SEND_ONCE;
    }

    EntryType withSend() {
        return this == NONE ? SEND : SEND_RECEIVE;
    }

    EntryType withReceive() {
        return this == NONE ? RECEIVE : SEND_RECEIVE;
    }

    EntryType withoutSend() {
        return this == SEND_RECEIVE ? RECEIVE : NONE;
    }

    EntryType withoutReceive() {
        return this == SEND_RECEIVE ? SEND : NONE;
    }
}
