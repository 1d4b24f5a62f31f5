package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Calls over the whole slice, sensible ones and senseless ones, drawn from a state and a seed.
 *
 * <p>Most arguments fit what the caller holds, so that runs come far; the others are every kind of wrong: names
 * that are null, dead, stale or never were, rights and dispositions that do not fit, sizes too small, counts out of
 * range. Threads that wait are let go by aborts and time-outs. The same seed and the same states give the same
 * calls. Not for use by several threads.
 */
public final class CallGenerator implements DrawnCalls {

    private static final List<String> RIGHTS = List.of("RECEIVE", "SEND", "SEND_ONCE", "PORT_SET", "DEAD_NAME");
    private static final List<String> WRONG_RIGHTS = List.of("5", "6", "22");
    private static final List<String> NOTIFICATIONS =
            List.of("DEAD_NAME", "DEAD_NAME", "SEND_POSSIBLE", "NO_SENDERS", "NO_SENDERS", "PORT_DESTROYED");
    private static final List<String> WRONG_NOTIFICATIONS = List.of("SEND_ONCE", "PORT_DELETED", "99");
    private static final int COMPLEX_PERCENT = 30;
    private static final int[] DELTAS = {-2, -1, -1, -1, 0, 1, 1, 2, 3, 65_535, -65_535};
    /** Names that no allocation gives: recorders call what is allocated otherwise. */
    private static final List<PortName> UNUSED =
            List.of(PortName.of("p4001"), PortName.of("p4002"), PortName.of("p4003"), PortName.of("p4004"));

    private final Random random;
    private final Map<String, List<String>> tasks;
    private final List<String> taskNames;
    private final DrawnNames names;
    private final DrawnMessages messages;
    private final boolean whole;
    private final ReceiverCalls receiverCalls;
    private final SeldomDrawn seldom;

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
        this(seed, tasks, UNUSED, true);
    }

    /**
     * @param unused names that no allocation gives
     * @param whole whether sets, notifications and bodies are drawn
     */
    CallGenerator(long seed, Map<String, List<String>> tasks, List<PortName> unused, boolean whole) {
        this.random = new Random(seed);
        receiverCalls = new ReceiverCalls(seed);
        seldom = new SeldomDrawn(seed);
        this.tasks = new TreeMap<>(tasks);
        this.taskNames = List.copyOf(this.tasks.keySet());
        this.whole = whole;
        names = new DrawnNames(random, taskNames, unused);
        messages = new DrawnMessages(random, names, whole ? COMPLEX_PERCENT : 0);
    }

    @Override
    public Call next(KernelState now) {
        state = now;
        names.from(now);
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
        if (asked != null) {
            return asked;
        }
        Call call = call();
        return whole && call instanceof Call.MachMsg message ? seldom.of(message, state, home) : call;
    }

    /** By a thread that makes no call; null if all do, or no task would be left. */
    @Override
    public Call endOfATask(KernelState now) {
        state = now;
        return seldom.endOfATask(now, idle());
    }

    /**
     * As {@link #next} draws it.
     *
     * <p>No dead name of one's choice: under xnu it comes under another name, which only states tell.
     */
    @Override
    public Call nextTold(KernelState now) {
        Call call = next(now);
        while (call instanceof Call.MachPortAllocateName chosen
                && chosen.right().equals("DEAD_NAME")) {
            call = next(now);
        }
        return call;
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
        return switch (random.nextInt(whole ? 34 : 28)) {
            case 28, 29, 30 -> request(task, entry);
            case 31, 32, 33 -> onSet(task, entry);
            case 0, 1, 2 -> new Call.MachPortAllocate(caller, task, allocated(), entry);
            case 3 -> new Call.MachPortDeallocate(caller, task, names.name(task), entry);
            case 4 -> new Call.MachPortDestroy(caller, task, names.name(task), entry);
            case 5 -> new Call.MachPortType(caller, task, names.name(task), entry);
            case 6, 7 -> modRefs(task, entry);
            case 8 -> {
                PortName name = names.name(task);
                yield new Call.MachPortGetRefs(caller, task, name, rightOf(task, name), entry);
            }
            case 9, 10, 11, 12, 13 -> insertRight(task, entry);
            case 24, 25, 26, 27 -> attributeOrName(task, entry);
            case 14, 15, 16, 17, 18 -> new Call.MachMsg(caller, messages.send(home), null);
            case 19 -> new Call.MachMsg(caller, messages.send(home), messages.receive(home));
            default -> new Call.MachMsg(caller, null, messages.receive(home));
        };
    }

    private Call attributeOrName(String task, Call.Entry entry) {
        PortName received = chance(80) ? names.name(task, "RECEIVE", "SEND_RECEIVE") : names.name(task);
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
            case 5 -> new Call.MachPortAllocateName(caller, task, allocated(), names.unused(task), entry);
            case 6 -> new Call.MachPortRename(caller, task, names.name(task), names.unused(task), entry);
            default -> {
                PortName taken = names.name(task);
                yield new Call.MachPortExtractRight(
                        caller, task, taken, messages.dispositionOf(task, taken, true), entry);
            }
        };
    }

    private Call request(String task, Call.Entry entry) {
        String id = chance(95) ? any(NOTIFICATIONS) : any(WRONG_NOTIFICATIONS);
        boolean ofReceiver = id.equals("NO_SENDERS") || id.equals("PORT_DESTROYED");
        PortName name = switch (random.nextInt(8)) {
            case 0 -> names.name(task);
            case 1 -> names.name(task, "DEAD_NAME");
            default ->
                ofReceiver
                        ? names.name(task, "RECEIVE", "SEND_RECEIVE")
                        : names.name(task, "SEND", "SEND_RECEIVE", "SEND_ONCE");
        };
        PortName notify =
                chance(15) ? PortName.NULL : names.name(home, chance(80) ? "RECEIVE" : "SEND_ONCE", "SEND_RECEIVE");
        String disposition = chance(90)
                ? names.typeOf(home, notify).equals("SEND_ONCE") ? "MOVE_SEND_ONCE" : "MAKE_SEND_ONCE"
                : messages.dispositionOf(home, notify, true);
        int sync = id.equals("PORT_DESTROYED") && chance(80) ? 0 : random.nextInt(3);
        return new Call.MachPortRequestNotification(caller, task, name, id, sync, notify, disposition, entry);
    }

    private Call onSet(String task, Call.Entry entry) {
        PortName member = chance(85) ? names.name(task, "RECEIVE", "SEND_RECEIVE") : names.name(task);
        PortName set = chance(85) ? names.name(task, "PORT_SET") : names.name(task);
        return switch (random.nextInt(8)) {
            case 0 -> new Call.MachPortExtractMember(caller, task, member, set, entry);
            case 1 -> new Call.MachPortMoveMember(caller, task, member, set, entry);
            case 2 -> new Call.MachPortMoveMember(caller, task, member, PortName.NULL, entry);
            case 3 -> new Call.MachPortGetSetStatus(caller, task, set, entry);
            default -> new Call.MachPortInsertMember(caller, task, member, set, entry);
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
        PortName name = names.name(task);
        int delta = DELTAS[random.nextInt(DELTAS.length)];
        return new Call.MachPortModRefs(caller, task, name, rightOf(task, name), delta, entry);
    }

    private Call insertRight(String task, Call.Entry entry) {
        PortName right =
                chance(80) ? names.name(home, "RECEIVE", "SEND_RECEIVE", "SEND", "SEND_ONCE") : names.name(home);
        PortName name = switch (random.nextInt(8)) {
            case 0, 1, 2 -> right;
            case 3 -> names.name(task);
            default -> names.unused(task);
        };
        return new Call.MachPortInsertRight(
                caller, task, name, right, messages.dispositionOf(home, right, true), entry);
    }

    /* Mostly a right that the name denotes. */
    private String rightOf(String task, PortName name) {
        if (chance(15)) {
            return chance(20) ? any(WRONG_RIGHTS) : any(RIGHTS);
        }
        String type = names.typeOf(task, name);
        return switch (type) {
            case "SEND_RECEIVE" -> chance(75) ? "SEND" : "RECEIVE";
            case "" -> any(RIGHTS);
            default -> type;
        };
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
}
