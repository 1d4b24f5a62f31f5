package dev.portolan.kernel;

import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages, complex ones too, and receives, drawn from a seed and from the names that a task holds. */
final class DeepMessages {

    private static final int[] SIZES = {24, 24, 28, 100, 20, 25};
    private static final int COMPLEX = 100;

    private final Random random;
    private final DrawnOptions options;

    DeepMessages(Random random) {
        this.random = random;
        options = new DrawnOptions(random);
    }

    MachMsgSend send(HeldNames held) {
        MachPortName remote = name(held);
        boolean replies = random.nextBoolean();
        MachPortName local = !replies ? MachPortName.MACH_PORT_NULL : random.nextInt(4) == 0 ? remote : name(held);
        MachMsgHeader header = new MachMsgHeader(
                remote,
                dispositionOf(held, remote, false),
                local,
                replies ? dispositionOf(held, local, false) : 0,
                MachPortName.MACH_PORT_NULL,
                0,
                random.nextInt(1000));
        boolean complex = random.nextInt(4) == 0;
        int size = complex && random.nextInt(8) > 0 ? COMPLEX : SIZES[random.nextInt(SIZES.length)];
        MachMsgSend send = new MachMsgSend(header, size, List.of(), complex ? descriptors(held) : List.of(), timeout());
        return options.of(send, () -> received(held));
    }

    private List<MachMsgDescriptor> descriptors(HeldNames held) {
        List<MachMsgDescriptor> descriptors = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            MachPortName name = name(held);
            int disposition = dispositionOf(held, name, true);
            descriptors.add(
                    switch (random.nextInt(5)) {
                        case 0 -> new MachMsgDescriptor.Ool(4 * random.nextInt(3), random.nextBoolean());
                        case 1 -> new MachMsgDescriptor.OolPorts(array(held, name), disposition);
                        default -> new MachMsgDescriptor.Port(name, disposition);
                    });
        }
        return descriptors;
    }

    private List<MachPortName> array(HeldNames held, MachPortName first) {
        List<MachPortName> names = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            names.add(random.nextInt(3) > 0 ? first : name(held));
        }
        return names;
    }

    MachMsgReceive receive(HeldNames held) {
        MachPortName name = random.nextInt(10) == 0
                ? name(held)
                : held.of(EntryType.RECEIVE, EntryType.SEND_RECEIVE, EntryType.PORT_SET);
        MachMsgReceive receive = new MachMsgReceive(
                name, 20 + random.nextInt(120), random.nextBoolean(), 4 * random.nextInt(3), timeout());
        return options.of(receive, () -> received(held));
    }

    private MachPortName received(HeldNames held) {
        return random.nextInt(8) == 0 ? name(held) : held.of(EntryType.RECEIVE, EntryType.SEND_RECEIVE);
    }

    private MachMsgTimeout timeout() {
        return switch (random.nextInt(4)) {
            case 0, 1 -> MachMsgTimeout.FOREVER;
            case 2 -> MachMsgTimeout.timed(1);
            default -> MachMsgTimeout.POLL;
        };
    }

    int disposition() {
        return random.nextInt(8) + (random.nextInt(20) == 0 ? 0 : 15);
    }

    /**
     * Mostly one that the name is good for.
     *
     * @param anywhere whether a receive right may move
     */
    int dispositionOf(HeldNames held, MachPortName name, boolean anywhere) {
        if (random.nextInt(5) == 0) {
            return disposition();
        }
        return switch (held.typeOf(name)) {
            case RECEIVE -> anywhere && random.nextInt(4) == 0 ? 16 : 20 + random.nextInt(2);
            case SEND -> random.nextInt(4) == 0 ? 17 : 19;
            case SEND_RECEIVE -> 19 + random.nextInt(3);
            default -> 18;
        };
    }

    MachPortName name(HeldNames held) {
        int choice = random.nextInt(20);
        if (choice == 0) {
            return random.nextBoolean() ? MachPortName.MACH_PORT_NULL : MachPortName.MACH_PORT_DEAD;
        }
        return choice == 1 ? held.fresh() : held.any();
    }
}
