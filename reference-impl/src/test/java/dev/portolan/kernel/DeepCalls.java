package dev.portolan.kernel;

import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls of every kind with arguments good and bad, drawn from a seed. */
final class DeepCalls {

    private static final int[] DELTAS = {
        -65535, -2, -1, -1, 0, 1, 2, 300, 65533, 65535, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    /* More than some kernels here let into a queue by themselves, so that it tells which limit is asked. */
    private static final int SMALL_LIMIT = 5;

    private static final int MAKE_SEND_ONCE = 21;
    private static final int MOVE_SEND_ONCE = 18;

    private final Random random;
    private final Kernel kernel;
    private final DeepMessages messages;
    private final List<HeldNames> held = new ArrayList<>();

    DeepCalls(Random random, Kernel kernel) {
        this.random = random;
        this.kernel = kernel;
        messages = new DeepMessages(random);
        kernel.tasks().forEach(task -> held.add(new HeldNames(task, random)));
    }

    HeldNames held(MachTask task) {
        return held.get(task.index());
    }

    Continuation next(MachThread caller) {
        MachTask target = random.nextInt(4) > 0 ? caller.task() : kernel.task(random.nextInt(held.size()));
        HeldNames own = held(caller.task());
        return switch (random.nextInt(32)) {
            case 0, 1, 2 -> MachPortTraps.machPortAllocate(target, random.nextInt(7) - 1);
            case 3, 4 -> givesUp(target);
            case 5 -> modRefs(target);
            case 6 ->
                random.nextBoolean()
                        ? MachPortTraps.machPortGetRefs(target, name(target), random.nextInt(8) - 1)
                        : MachPortTraps.machPortType(target, name(target));
            case 7, 8 -> insertRight(caller, target);
            case 9, 10, 11, 12, 13 -> MachMsgTrap.send(messages.send(own));
            case 14, 15 -> MachMsgTrap.sendReceive(messages.send(own), messages.receive(own));
            case 16, 17, 18 -> onSet(target);
            case 19, 20 -> attribute(target);
            case 21, 22, 23 -> request(caller, target);
            case 24, 25 -> chosenOrConstructed(target);
            case 26 -> {
                MachPortName name = name(target);
                yield MachPortTraps.machPortExtractRight(
                        target, name, messages.dispositionOf(held(target), name, true));
            }
            default -> MachMsgTrap.receive(messages.receive(own));
        };
    }

    private Continuation modRefs(MachTask target) {
        int delta = DELTAS[random.nextInt(DELTAS.length)];
        return random.nextBoolean()
                ? MachPortTraps.machPortModRefs(target, name(target), random.nextInt(8) - 1, delta)
                : MachPortTraps.machPortModRefs(
                        target,
                        held(target).of(EntryType.SEND, EntryType.SEND_RECEIVE),
                        MachPortRight.MACH_PORT_RIGHT_SEND.code(),
                        delta);
    }

    private Continuation givesUp(MachTask target) {
        return switch (random.nextInt(3)) {
            case 0 -> MachPortTraps.machPortDeallocate(target, name(target));
            case 1 -> MachPortTraps.machPortDestruct(target, received(target), -random.nextInt(3));
            default -> MachPortTraps.machPortDestroy(target, name(target));
        };
    }

    private Continuation chosenOrConstructed(MachTask target) {
        return switch (random.nextInt(5)) {
            case 0 -> MachPortTraps.machPortAllocateName(target, random.nextInt(7) - 1, chosen(target));
            case 1 -> MachPortTraps.machPortRename(target, name(target), chosen(target));
            case 2 -> MachPortTraps.machReplyPort();
            default -> MachPortTraps.machPortConstruct(target, random.nextBoolean(), limit(), random.nextBoolean());
        };
    }

    private Continuation request(MachThread caller, MachTask target) {
        MachNotification[] all = MachNotification.values();
        MachNotification what = all[random.nextInt(all.length)];
        boolean ofReceiver =
                what == MachNotification.MACH_NOTIFY_NO_SENDERS || what == MachNotification.MACH_NOTIFY_PORT_DESTROYED;
        HeldNames own = held(caller.task());
        MachPortName name = ofReceiver
                ? received(target)
                : random.nextInt(4) == 0
                        ? name(target)
                        : held(target)
                                .of(EntryType.SEND, EntryType.SEND_RECEIVE, EntryType.SEND_ONCE, EntryType.DEAD_NAME);
        MachPortName notify = random.nextInt(6) == 0
                ? MachPortName.MACH_PORT_NULL
                : own.of(EntryType.RECEIVE, EntryType.SEND_RECEIVE, EntryType.SEND_ONCE);
        int disposition = own.typeOf(notify) == EntryType.SEND_ONCE ? MOVE_SEND_ONCE : MAKE_SEND_ONCE;
        return MachPortTraps.machPortRequestNotification(
                target,
                name,
                random.nextInt(30) == 0 ? 71 : what.id(),
                what == MachNotification.MACH_NOTIFY_PORT_DESTROYED ? 0 : random.nextInt(3),
                notify,
                random.nextInt(30) == 0 ? messages.disposition() : disposition,
                entry(caller, target));
    }

    private Continuation onSet(MachTask target) {
        MachPortName member = received(target);
        MachPortName set = held(target).of(EntryType.PORT_SET);
        return switch (random.nextInt(7)) {
            case 0, 1, 2 -> MachPortTraps.machPortInsertMember(target, member, set);
            case 3 -> MachPortTraps.machPortExtractMember(target, member, set);
            case 4 -> MachPortTraps.machPortMoveMember(target, member, MachPortName.MACH_PORT_NULL);
            case 5 -> MachPortTraps.machPortMoveMember(target, member, set);
            default -> MachPortTraps.machPortGetSetStatus(target, set);
        };
    }

    private Continuation attribute(MachTask target) {
        MachPortName port = received(target);
        return switch (random.nextInt(4)) {
            case 0 -> MachPortTraps.machPortSetSeqno(target, port, random.nextInt(1000));
            case 1 -> MachPortTraps.machPortSetMscount(target, port, random.nextInt(1000));
            default -> MachPortTraps.machPortSetQueueLimit(target, port, limit());
        };
    }

    private int limit() {
        int greatest = random.nextBoolean() ? kernel.rules().greatestQueueLimit() : SMALL_LIMIT;
        return 1 + random.nextInt(greatest);
    }

    private Continuation insertRight(MachThread caller, MachTask target) {
        MachPortName right = name(caller.task());
        MachPortName name = switch (random.nextInt(3)) {
            case 0 -> right;
            case 1 -> name(target);
            default -> held(target).fresh();
        };
        int disposition = random.nextBoolean()
                ? messages.disposition()
                : messages.dispositionOf(held(caller.task()), right, true);
        return MachPortTraps.machPortInsertRight(target, name, right, disposition, entry(caller, target));
    }

    private PortCall.Entry entry(MachThread caller, MachTask target) {
        return target == caller.task() && random.nextBoolean() ? PortCall.Entry.TRAP : PortCall.Entry.RPC;
    }

    private MachPortName received(MachTask task) {
        return random.nextInt(8) == 0 ? name(task) : held(task).of(EntryType.RECEIVE, EntryType.SEND_RECEIVE);
    }

    private MachPortName chosen(MachTask task) {
        return random.nextInt(4) == 0 ? name(task) : held(task).fresh();
    }

    private MachPortName name(MachTask task) {
        return messages.name(held(task));
    }
}
