package dev.portolan.kernel;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachPortName;
import java.util.Random;
import java.util.function.Supplier;

/** The options of {@code mach_msg} about who is to be told, drawn from a seed; most messages have none. */
final class DrawnOptions {

    private static final int ONE_IN = 4;

    private final Random random;

    DrawnOptions(Random random) {
        this.random = random;
    }

    /** The send half, perhaps with {@code MACH_SEND_NOTIFY} or {@code MACH_SEND_CANCEL}, and one of these names. */
    MachMsgSend of(MachMsgSend send, Supplier<MachPortName> names) {
        if (random.nextInt(ONE_IN) != 0) {
            return send;
        }
        boolean cancels = random.nextInt(4) == 0;
        return new MachMsgSend(
                send.header(),
                send.sendSize(),
                send.body(),
                send.descriptors(),
                send.timeout(),
                send.envelope(),
                !cancels || random.nextBoolean(),
                cancels,
                names.get());
    }

    /** The receive half, perhaps with {@code MACH_RCV_NOTIFY} and one of these names. */
    MachMsgReceive of(MachMsgReceive receive, Supplier<MachPortName> names) {
        if (receive.isNone() || random.nextInt(ONE_IN) != 0) {
            return receive;
        }
        return new MachMsgReceive(
                receive.name(),
                receive.receiveSize(),
                receive.large(),
                receive.trailerSize(),
                receive.timeout(),
                receive.options(),
                receive.layout(),
                names.get());
    }
}
