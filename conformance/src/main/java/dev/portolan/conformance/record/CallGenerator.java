package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Calls over the whole slice, sensible ones and senseless ones, drawn from a state and a seed.
 *
 * <p>Most arguments fit what the caller holds, so that runs come far; the others are every kind of wrong: names
 * that are null, dead, stale or never were, rights and dispositions that do not fit, sizes too small, counts out of
 * range. Threads that wait are let go by aborts and time-outs. The same seed and the same states give the same
 * calls. Not for use by several threads.
 */
public final class CallGenerator {

    private static final List<String> RIGHTS = List.of("RECEIVE", "SEND", "SEND_ONCE", "PORT_SET", "DEAD_NAME");
    private static final List<String> WRONG_RIGHTS = List.of("5", "6", "22");
    private static final List<String> DISPOSITIONS =
            List.of("MOVE_RECEIVE", "MOVE_SEND", "MOVE_SEND_ONCE", "COPY_SEND", "MAKE_SEND", "MAKE_SEND_ONCE");
    private static final int[] DELTAS = {-2, -1, -1, -1, 0, 1, 1, 2, 3, 65_535, -65_535};
    private static final int[] SEND_SIZES = {24, 24, 24, 28, 32, 64, 20, 26};
    private static final int[] RECEIVE_SIZES = {128, 128, 128, 64, 40, 36, 32, 24, 20};
    private static final int[] TRAILER_SIZES = {0, 0, 12};
    private static final int STALE_KEPT = 16;

    /** Names that no allocation gives: recorders call what is allocated otherwise. */
    private static final List<PortName> UNUSED =
            List.of(PortName.of("p4001"), PortName.of("p4002"), PortName.of("p4003"), PortName.of("p4004"));

    private final Random random;
    private final Map<String, List<String>> tasks;
    private final List<String> taskNames;
    private final List<PortName> unused;
    private final Map<String, Set<PortName>> known = new TreeMap<>();
    private final ReceiverCalls receiverCalls;

    /** What the next call is drawn from. */
    private KernelState state;

    private String caller;
    private String home;

    /**
     * A generator of calls by the threads of these tasks.
     *
     * @param tasks each with its threads
     */
    public CallGenerator(long seed, Map<String, List<String>> tasks) {
        this(seed, tasks, UNUSED);
    }

    /** @param unused names that no allocation gives */
    CallGenerator(long seed, Map<String, List<String>> tasks, List<PortName> unused) {
        this.unused = unused;
        this.random = new Random(seed);
        receiverCalls = new ReceiverCalls(seed);
        this.tasks = new TreeMap<>(tasks);
        this.taskNames = List.copyOf(this.tasks.keySet());
        taskNames.forEach(task -> known.put(task, new LinkedHashSet<>()));
    }

    /**
     * The next call.
     *
     * @param now the state in which it will be made, whole and in the trace's symbols
     */
    public Call next(KernelState now) {
        state = now;
        remember();
        List<ThreadState> waiting = new ArrayList<>();
        List<ThreadState> going = new ArrayList<>();
        for (ThreadState thread : now.threads()) {
            (isWaiting(thread) ? waiting : going).add(thread);
        }
        List<String> idle = idle();
        if (!going.isEmpty() && (idle.isEmpty() && waiting.isEmpty() || chance(70))) {
            ThreadState thread = any(going);
            return new Call.Step(thread.thread(), thread.at());
        }
        if (!waiting.isEmpty() && (idle.isEmpty() || chance(12))) {
            return event(any(waiting).thread());
        }
        if (idle.isEmpty()) {
            ThreadState thread = any(going);
            return new Call.Step(thread.thread(), thread.at());
        }
        caller = any(idle);
        if (chance(1)) {
            return event(caller);
        }
        home = taskOf(caller);
        Call asked = receiverCalls.next(state, caller, home);
        return asked == null ? call() : asked;
    }

    private static boolean isWaiting(ThreadState thread) {
        return thread.at().equals("AwaitSlot") || thread.at().equals("AwaitMessage");
    }

    private Call event(String thread) {
        return random.nextBoolean() ? new Call.ThreadAbort(thread) : new Call.ClockExpire(thread);
    }

    private Call call() {
        String task = chance(75) ? home : any(taskNames);
        Call.Entry entry = task.equals(home) && random.nextBoolean() ? Call.Entry.TRAP : Call.Entry.RPC;
        return switch (random.nextInt(28)) {
            case 0, 1, 2 -> new Call.MachPortAllocate(caller, task, allocated(), entry);
            case 3 -> new Call.MachPortDeallocate(caller, task, name(task), entry);
            case 4 -> new Call.MachPortDestroy(caller, task, name(task), entry);
            case 5 -> new Call.MachPortType(caller, task, name(task), entry);
            case 6, 7 -> modRefs(task, entry);
            case 8 -> {
                PortName name = name(task);
                yield new Call.MachPortGetRefs(caller, task, name, rightOf(task, name), entry);
            }
            case 9, 10, 11, 12, 13 -> insertRight(task, entry);
            case 24, 25, 26, 27 -> attributeOrName(task, entry);
            case 14, 15, 16, 17, 18 -> new Call.MachMsg(caller, send(), null);
            case 19 -> new Call.MachMsg(caller, send(), receive());
            default -> new Call.MachMsg(caller, null, receive());
        };
    }

    private Call attributeOrName(String task, Call.Entry entry) {
        PortName received = chance(80) ? name(task, "RECEIVE", "SEND_RECEIVE") : name(task);
        return switch (random.nextInt(10)) {
            case 8 ->
                new Call.MachPortConstruct(
                        caller,
                        task,
                        random.nextBoolean(),
                        random.nextInt(6),
                        random.nextBoolean(),
                        false,
                        false,
                        false,
                        0,
                        entry);
            case 9 -> new Call.MachPortDestruct(caller, task, received, -random.nextInt(2), 0, entry);
            case 0, 1 ->
                new Call.MachPortSetAttributes(
                        caller, task, received, "LIMITS", random.nextInt(8), chance(90) ? 1 : 0, entry);
            case 2 -> new Call.MachPortSetMscount(caller, task, received, random.nextInt(3), entry);
            case 3 -> new Call.MachPortSetSeqno(caller, task, received, random.nextInt(3), entry);
            case 4 -> new Call.MachReplyPort(caller);
            case 5 -> new Call.MachPortAllocateName(caller, task, allocated(), unused(task), entry);
            case 6 -> new Call.MachPortRename(caller, task, name(task), unused(task), entry);
            default -> {
                PortName taken = name(task);
                yield new Call.MachPortExtractRight(caller, task, taken, dispositionOf(taken, true), entry);
            }
        };
    }

    private String allocated() {
        return switch (random.nextInt(8)) {
            case 0 -> "PORT_SET";
            case 1 -> "DEAD_NAME";
            case 2 -> random.nextBoolean() ? any(RIGHTS) : any(WRONG_RIGHTS);
            default -> "RECEIVE";
        };
    }

    private Call modRefs(String task, Call.Entry entry) {
        PortName name = name(task);
        int delta = DELTAS[random.nextInt(DELTAS.length)];
        return new Call.MachPortModRefs(caller, task, name, rightOf(task, name), delta, entry);
    }

    private Call insertRight(String task, Call.Entry entry) {
        PortName right = chance(80) ? name(home, "RECEIVE", "SEND_RECEIVE", "SEND", "SEND_ONCE") : name(home);
        PortName name = switch (random.nextInt(8)) {
            case 0, 1, 2 -> right;
            case 3 -> name(task);
            default -> unused(task);
        };
        return new Call.MachPortInsertRight(caller, task, name, right, dispositionOf(right, true), entry);
    }

    private Call.Send send() {
        PortName remote =
                chance(90) ? name(home, "SEND", "SEND_RECEIVE", "RECEIVE", "SEND_ONCE", "DEAD_NAME") : name(home);
        String remoteDisposition = chance(2) ? null : dispositionOf(remote, false);
        PortName local = PortName.NULL;
        String localDisposition = null;
        if (chance(40)) {
            local = chance(15) ? remote : name(home);
            localDisposition = chance(5) ? null : dispositionOf(local, false);
        }
        PortName voucher = null;
        String voucherDisposition = null;
        if (chance(2)) {
            voucher = name(home);
            voucherDisposition = random.nextBoolean() ? "MOVE_SEND" : "COPY_SEND";
        }
        Call.Header header = new Call.Header(
                remote,
                remoteDisposition,
                local,
                localDisposition,
                voucher,
                voucherDisposition,
                1 + random.nextInt(9),
                null);
        return new Call.Send(header, SEND_SIZES[random.nextInt(SEND_SIZES.length)], timeout());
    }

    private Call.Receive receive() {
        PortName name = chance(90) ? name(home, "RECEIVE", "SEND_RECEIVE", "PORT_SET") : name(home);
        return new Call.Receive(
                name,
                RECEIVE_SIZES[random.nextInt(RECEIVE_SIZES.length)],
                random.nextBoolean(),
                TRAILER_SIZES[random.nextInt(TRAILER_SIZES.length)],
                timeout());
    }

    private Call.Timeout timeout() {
        return switch (random.nextInt(4)) {
            case 0 -> Call.Timeout.FOREVER;
            case 1 -> Call.Timeout.TIMED;
            default -> Call.Timeout.POLL;
        };
    }

    /* Mostly a disposition that the caller's right is good for. */
    private String dispositionOf(PortName name, boolean inserted) {
        if (chance(15)) {
            return chance(10) ? "22" : any(DISPOSITIONS);
        }
        return switch (typeOf(home, name)) {
            case "RECEIVE" ->
                any(
                        inserted
                                ? List.of("MAKE_SEND", "MAKE_SEND", "MAKE_SEND_ONCE", "MOVE_RECEIVE")
                                : List.of("MAKE_SEND", "MAKE_SEND_ONCE"));
            case "SEND_RECEIVE" -> any(List.of("MAKE_SEND", "MAKE_SEND_ONCE", "COPY_SEND", "MOVE_SEND"));
            case "SEND_ONCE" -> "MOVE_SEND_ONCE";
            case "SEND", "DEAD_NAME" -> any(List.of("COPY_SEND", "COPY_SEND", "MOVE_SEND"));
            default -> any(DISPOSITIONS);
        };
    }

    /* Mostly a right that the name denotes. */
    private String rightOf(String task, PortName name) {
        if (chance(15)) {
            return chance(20) ? any(WRONG_RIGHTS) : any(RIGHTS);
        }
        String type = typeOf(task, name);
        return switch (type) {
            case "SEND_RECEIVE" -> chance(75) ? "SEND" : "RECEIVE";
            case "" -> any(RIGHTS);
            default -> type;
        };
    }

    /** A name of one of these types if there is one. */
    private PortName name(String task, String... types) {
        List<PortName> fitting = new ArrayList<>();
        for (EntryState entry : entries(task)) {
            if (List.of(types).contains(entry.type())) {
                fitting.add(entry.name());
            }
        }
        return fitting.isEmpty() ? name(task) : any(fitting);
    }

    /** Any name: mostly one that denotes something. */
    private PortName name(String task) {
        List<EntryState> entries = entries(task);
        int choice = random.nextInt(100);
        if (choice < 3) {
            return PortName.NULL;
        }
        if (choice < 6) {
            return PortName.DEAD;
        }
        if (choice < 9) {
            return any(unused);
        }
        if (choice < 14 || entries.isEmpty()) {
            return any(List.copyOf(known.get(task)), unused.get(0));
        }
        return any(entries).name();
    }

    /** A name for a right to be put under: one that denotes nothing, if that can be had. */
    private PortName unused(String task) {
        int first = random.nextInt(unused.size());
        for (int i = 0; i < unused.size(); i++) {
            PortName name = unused.get((first + i) % unused.size());
            if (typeOf(task, name).isEmpty()) {
                return name;
            }
        }
        return name(task);
    }

    /** The type of what the name denotes; empty if nothing. */
    private String typeOf(String task, PortName name) {
        for (EntryState entry : entries(task)) {
            if (entry.name().equals(name)) {
                return entry.type();
            }
        }
        return "";
    }

    private List<EntryState> entries(String task) {
        for (SpaceState space : state.spaces()) {
            if (space.task().equals(task)) {
                return space.entries();
            }
        }
        return List.of();
    }

    private void remember() {
        for (SpaceState space : state.spaces()) {
            Set<PortName> names = known.get(space.task());
            for (EntryState entry : space.entries()) {
                names.add(entry.name());
            }
            while (names.size() > STALE_KEPT) {
                names.remove(names.iterator().next());
            }
        }
    }

    private List<String> idle() {
        List<String> idle = new ArrayList<>();
        for (List<String> threads : tasks.values()) {
            idle.addAll(threads);
        }
        state.threads().forEach(thread -> idle.remove(thread.thread()));
        return idle;
    }

    private String taskOf(String thread) {
        for (Map.Entry<String, List<String>> task : tasks.entrySet()) {
            if (task.getValue().contains(thread)) {
                return task.getKey();
            }
        }
        throw new IllegalArgumentException("there is no thread " + thread);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> T any(List<T> of, T otherwise) {
        return of.isEmpty() ? otherwise : any(of);
    }
}
