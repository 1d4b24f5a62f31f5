package dev.portolan.kernel;

import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.trap.MachMsgTrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls drawn from a seed whose messages have bodies, as records. */
class RandomMessages extends RandomCalls {

    private static final int DATA_MAX = 5;

    RandomMessages(Random random, Simulation simulation) {
        super(random, simulation);
    }

    @Override
    final Continuation message(MachThread caller, MachMsgSend send, MachMsgReceive receive) {
        return begin(caller, send == null ? null : filled(caller, send), receive);
    }

    Continuation begin(MachThread caller, MachMsgSend send, MachMsgReceive receive) {
        return send == null ? MachMsgTrap.receive(receive) : MachMsgTrap.sendReceive(send, receive);
    }

    /* The message with a body as large as it says, if it says something sensible. */
    private MachMsgSend filled(MachThread caller, MachMsgSend send) {
        if (send.sendSize() < 24 || send.sendSize() % 4 != 0) {
            return send;
        }
        List<MachMsgDescriptor> descriptors = new ArrayList<>();
        for (int count = random.nextInt(6) - 2; count > 0; count--) {
            descriptors.add(descriptor(caller));
        }
        List<Long> words = new ArrayList<>();
        for (int count = random.nextInt(DATA_MAX); count > 0; count--) {
            words.add(random.nextInt() & 0xffff_ffffL);
        }
        int size = 24
                + (descriptors.isEmpty() ? 0 : 4)
                + descriptors.stream().mapToInt(MachMsgDescriptor::size).sum()
                + 4 * words.size();
        return new MachMsgSend(send.header(), size, words, descriptors, send.timeout());
    }

    private MachMsgDescriptor descriptor(MachThread caller) {
        MachPortName name = name(caller.task());
        int disposition = random.nextInt(8) == 0 ? 16 : dispositionOf(caller.task(), name);
        return switch (random.nextInt(3)) {
            case 0 -> new MachMsgDescriptor.Port(name, disposition);
            case 1 -> {
                List<MachPortName> names = new ArrayList<>();
                for (int count = random.nextInt(3); count > 0; count--) {
                    names.add(random.nextBoolean() ? name : name(caller.task()));
                }
                yield new MachMsgDescriptor.OolPorts(names, disposition);
            }
            default -> new MachMsgDescriptor.Ool(random.nextInt(9), random.nextBoolean());
        };
    }
}
