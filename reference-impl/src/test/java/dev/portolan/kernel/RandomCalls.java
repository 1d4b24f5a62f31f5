package dev.portolan.kernel;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls with arguments good and bad, drawn from a seed. */
class RandomCalls {

    private static final int[] DELTAS = {-65535, -2, -1, 0, 1, 2, 65535, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final int[] SIZES = {24, 24, 28, 100, 20, 25};

    /* More than some kernels here let into a queue by themselves, so that it tells which limit is asked. */
    private static final int GREATEST_LIMIT = 5;

    /* A task that has ended makes a dull run, so it does late in one, or in the next. */
    private static final int DEATHS_ONE_IN = 20;

    final Random random;
    private final Simulation s;
    private final DrawnOptions options;

    RandomCalls(Random random, Simulation simulation) {
        this.random = random;
        s = simulation;
        options = new DrawnOptions(random);
    }

    Continuation next(MachThread caller) {
        MachTask target = random.nextInt(4) > 0 ? caller.task() : random.nextBoolean() ? s.a : s.b;
        return switch (random.nextInt(28)) {
            case 0, 1, 2 -> MachPortTraps.machPortAllocate(target, random.nextInt(7) - 1);
            case 3 -> MachPortTraps.machPortDeallocate(target, name(target));
            case 4 ->
                random.nextBoolean()
                        ? MachPortTraps.machPortDestroy(target, name(target))
                        : MachPortTraps.machPortType(target, name(target));
            case 5 ->
                MachPortTraps.machPortModRefs(
                        target, name(target), random.nextInt(8) - 1, DELTAS[random.nextInt(DELTAS.length)]);
            case 6 -> MachPortTraps.machPortGetRefs(target, name(target), random.nextInt(8) - 1);
            case 7, 8 -> insertRight(caller, target);
            case 9, 10, 11, 12, 13 -> message(caller, send(caller), MachMsgReceive.NONE);
            case 14, 15 -> message(caller, send(caller), receive(caller));
            case 16, 17, 18 -> onSet(target);
            case 19, 20 -> attribute(target);
            case 25, 26 -> request(caller, target);
            case 27 -> random.nextInt(DEATHS_ONE_IN) == 0 ? terminate(target) : attribute(target);
            default -> message(caller, null, receive(caller));
        };
    }

    /** A call of {@code mach_msg} with one half or both; a null send half is none. */
    Continuation message(MachThread caller, MachMsgSend send, MachMsgReceive receive) {
        MachMsgReceive received = options.of(receive, () -> like(caller.task(), EntryType.RECEIVE));
        return send == null
                ? MachMsgTrap.receive(received)
                : MachMsgTrap.sendReceive(options.of(send, () -> like(caller.task(), EntryType.RECEIVE)), received);
    }

    private Continuation request(MachThread caller, MachTask target) {
        MachNotification[] all = MachNotification.values();
        boolean trap = target == caller.task() && random.nextBoolean();
        return MachPortTraps.machPortRequestNotification(
                target,
                name(target),
                all[random.nextInt(all.length)].id(),
                random.nextInt(2),
                like(caller.task(), EntryType.RECEIVE),
                MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE.code(),
                trap ? PortCall.Entry.TRAP : PortCall.Entry.RPC);
    }

    /* The names go in an order drawn, of which some are not said. */
    private Continuation terminate(MachTask target) {
        List<MachPortName> order = new ArrayList<>();
        for (IpcSpace.Name held : target.space().names()) {
            if (random.nextInt(3) > 0) {
                order.add(random.nextInt(order.size() + 1), held.name());
            }
        }
        return MachPortTraps.taskTerminate(target, order);
    }

    private Continuation onSet(MachTask target) {
        MachPortName member = like(target, EntryType.RECEIVE);
        MachPortName set = like(target, EntryType.PORT_SET);
        return switch (random.nextInt(7)) {
            case 0, 1, 2 -> MachPortTraps.machPortInsertMember(target, member, set);
            case 3 -> MachPortTraps.machPortExtractMember(target, member, set);
            case 4 -> MachPortTraps.machPortMoveMember(target, member, MachPortName.MACH_PORT_NULL);
            case 5 -> MachPortTraps.machPortMoveMember(target, member, set);
            default -> MachPortTraps.machPortGetSetStatus(target, set);
        };
    }

    private Continuation attribute(MachTask target) {
        MachPortName port = like(target, EntryType.RECEIVE);
        return random.nextInt(3) == 0
                ? MachPortTraps.machPortSetSeqno(target, port, random.nextInt(1000))
                : MachPortTraps.machPortSetQueueLimit(target, port, 1 + random.nextInt(GREATEST_LIMIT));
    }

    /* Mostly a name of that type. */
    private MachPortName like(MachTask task, EntryType type) {
        MachPortName name = name(task);
        for (int i = 0; i < 6; i++) {
            EntryType drawn = typeOf(task, name);
            if (drawn == type || drawn.holdsReceive() && type.holdsReceive()) {
                return name;
            }
            name = name(task);
        }
        return name;
    }

    private Continuation insertRight(MachThread caller, MachTask target) {
        boolean trap = target == caller.task() && random.nextBoolean();
        MachPortName right = name(caller.task());
        MachPortName name = switch (random.nextInt(3)) {
            case 0 -> right;
            case 1 -> name(target);
            default -> fresh();
        };
        return MachPortTraps.machPortInsertRight(
                target, name, right, disposition(), trap ? PortCall.Entry.TRAP : PortCall.Entry.RPC);
    }

    private MachMsgSend send(MachThread caller) {
        MachPortName remote = name(caller.task());
        boolean replies = random.nextBoolean();
        MachPortName local =
                !replies ? MachPortName.MACH_PORT_NULL : random.nextInt(4) == 0 ? remote : name(caller.task());
        MachMsgHeader header = new MachMsgHeader(
                remote,
                dispositionOf(caller.task(), remote),
                local,
                replies ? dispositionOf(caller.task(), local) : 0,
                MachPortName.MACH_PORT_NULL,
                0,
                random.nextInt(1000));
        return new MachMsgSend(header, SIZES[random.nextInt(SIZES.length)], List.of(), timeout());
    }

    private MachMsgReceive receive(MachThread caller) {
        MachPortName name = name(caller.task());
        for (int i = 0; i < 4 && !receives(caller.task(), name); i++) {
            name = name(caller.task());
        }
        return new MachMsgReceive(
                name, 20 + random.nextInt(80), random.nextBoolean(), 4 * random.nextInt(3), timeout());
    }

    private MachMsgTimeout timeout() {
        return switch (random.nextInt(4)) {
            case 0, 1 -> MachMsgTimeout.FOREVER;
            case 2 -> MachMsgTimeout.timed(1);
            default -> MachMsgTimeout.POLL;
        };
    }

    private int disposition() {
        return random.nextInt(8) + (random.nextInt(20) == 0 ? 0 : 15);
    }

    /* Mostly one that the name is good for. */
    int dispositionOf(MachTask task, MachPortName name) {
        if (random.nextInt(5) == 0) {
            return disposition();
        }
        return switch (typeOf(task, name)) {
            case RECEIVE -> 20 + random.nextInt(2);
            case SEND -> random.nextInt(4) == 0 ? 17 : 19;
            case SEND_RECEIVE -> 19 + random.nextInt(3);
            default -> 18;
        };
    }

    private static boolean receives(MachTask task, MachPortName name) {
        EntryType type = typeOf(task, name);
        return type.holdsReceive() || type == EntryType.PORT_SET;
    }

    private static EntryType typeOf(MachTask task, MachPortName name) {
        return task.space().names().stream()
                .filter(held -> held.name().equals(name))
                .map(IpcSpace.Name::type)
                .findFirst()
                .orElse(EntryType.NONE);
    }

    private MachPortName fresh() {
        return new MachPortName((0x900 + random.nextInt(50)) << 8 | 3);
    }

    MachPortName name(MachTask task) {
        List<IpcSpace.Name> names = task.space().names();
        int choice = random.nextInt(20);
        if (choice == 0) {
            return random.nextBoolean() ? MachPortName.MACH_PORT_NULL : MachPortName.MACH_PORT_DEAD;
        }
        if (choice == 1 || names.isEmpty()) {
            return fresh();
        }
        return names.get(random.nextInt(names.size())).name();
    }
}
