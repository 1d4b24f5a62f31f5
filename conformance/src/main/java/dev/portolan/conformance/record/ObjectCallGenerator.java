package dev.portolan.conformance.record;

import static dev.portolan.conformance.record.ObjectSurroundings.CALLER;
import static dev.portolan.conformance.record.ObjectSurroundings.RECORDER;
import static dev.portolan.kernel.abi.ExceptionBehavior.EXCEPTION_DEFAULT;
import static dev.portolan.kernel.abi.ExceptionBehavior.EXCEPTION_STATE;
import static dev.portolan.kernel.abi.ExceptionBehavior.EXCEPTION_STATE_IDENTITY;
import static dev.portolan.kernel.abi.ExceptionBehavior.MACH_EXCEPTION_CODES;
import static dev.portolan.kernel.kern.SpecialPortsCall.EXCEPTION_PORT;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.TaskState;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Calls on tasks and threads, exceptions that threads raise, and what their handler does, drawn from a state and a seed.
 *
 * <p>The recorder's thread makes tasks and threads, registers its ports for their exceptions, receives requests and answers
 * them, well and badly; threads that execute instructions fault, hold and end each other. Not for use by several threads.
 */
public final class ObjectCallGenerator implements DrawnCalls {

    private static final String ACTIVE = "ACTIVE";
    private static final int PORTS = 3;
    private static final int ALL_TYPES = 0x3ffe;
    private static final int NO_FLAVOR = 99;
    private static final int MANY_GROUPS = 32;

    private final Random random;
    private final Map<String, List<String>> tasks;
    private final boolean masked;
    private final DrawnHandler handler;
    private final DrawnFaults faults;
    private final DrawnStates states;
    private final Queue<Call> follows = new ArrayDeque<>();
    private final List<PortName> ports = new ArrayList<>();
    private final Map<String, ActState> acts = new TreeMap<>();
    private final Map<String, TaskState> there = new TreeMap<>();

    /** @param surroundings with which the run begins */
    public ObjectCallGenerator(long seed, ObjectSurroundings surroundings) {
        random = new Random(seed);
        tasks = surroundings.tasks();
        masked = surroundings.dialect().equals("xnu");
        handler = new DrawnHandler(random);
        faults = new DrawnFaults(random, masked);
        states = new DrawnStates(random);
    }

    @Override
    public Call next(KernelState now) {
        see(now);
        if (ports.size() < PORTS) {
            return new Call.MachPortAllocate(CALLER, RECORDER, "RECEIVE", Call.Entry.TRAP);
        }
        Call made = follows.isEmpty() ? made() : follows.poll();
        if (made != null) {
            return made;
        }
        List<String> running = running();
        if (!running.isEmpty() && chance(25)) {
            String thread = any(running);
            return faults.of(thread, taskOf(thread), now);
        }
        if (chance(35)) {
            List<PortName> asked = chance(80) ? asked(now) : ports;
            return handler.next(any(asked.isEmpty() ? ports : asked));
        }
        if (chance(30)) {
            return directs();
        }
        if (chance(10) && anyThread() != null) {
            return states.of(CALLER, chance(90) ? anyThread() : CALLER);
        }
        return holds(running.isEmpty() || chance(85) ? CALLER : any(running));
    }

    @Override
    public void told(Call call, Outcome outcome) {
        if (call instanceof Call.MachPortAllocate && call.thread().equals(CALLER)) {
            ports.add(outcome.out().name());
        } else if (call instanceof Call.MachPortDestroy destroy && call.thread().equals(CALLER)) {
            ports.remove(destroy.name());
        }
        if ("KERN_SUCCESS".equals(outcome.ret())) {
            follow(call);
        }
        handler.told(call, outcome);
    }

    /* Who was made mostly gets a handler, and runs. */
    private void follow(Call call) {
        if (call instanceof ObjectCall.TaskCreate create && chance(85)) {
            PortName port = any(ports);
            follows.add(
                    masked
                            ? new ObjectCall.TaskSetExceptionPorts(
                                    CALLER,
                                    create.child(),
                                    ALL_TYPES,
                                    port,
                                    "MAKE_SEND",
                                    EXCEPTION_DEFAULT | MACH_EXCEPTION_CODES,
                                    0)
                            : new ObjectCall.TaskSetSpecialPort(
                                    CALLER, create.child(), EXCEPTION_PORT, port, "MAKE_SEND"));
        } else if (call instanceof ObjectCall.ThreadCreate create && chance(85)) {
            follows.add(new ObjectCall.ThreadResume(CALLER, create.created()));
        }
    }

    /* Ports of the recorder's at which messages wait. */
    private List<PortName> asked(KernelState now) {
        Set<String> full = now.ports().stream()
                .filter(port -> port.messageCount() != null && port.messageCount() > 0)
                .map(PortState::port)
                .collect(Collectors.toSet());
        return now.spaces().stream()
                .filter(space -> space.task().equals(RECORDER))
                .flatMap(space -> space.entries().stream())
                .filter(entry -> ports.contains(entry.name()) && full.contains(entry.port()))
                .map(EntryState::name)
                .toList();
    }

    private void see(KernelState now) {
        acts.clear();
        there.clear();
        if (now.acts() != null) {
            now.acts().forEach(act -> acts.put(act.thread(), act));
            now.tasks().forEach(task -> there.put(task.task(), task));
        }
    }

    /* Who may be made and has not been, now and then. */
    private Call made() {
        List<Call> made = new ArrayList<>();
        tasks.forEach((task, threads) -> {
            if (!there.containsKey(task)) {
                List<String> parents = new ArrayList<>(there.keySet());
                String parent = parents.isEmpty() || chance(60) ? RECORDER : any(parents);
                made.add(new ObjectCall.TaskCreate(CALLER, parent, task));
            } else {
                threads.stream()
                        .filter(thread -> there.get(task).life().equals(ACTIVE) || chance(5))
                        .filter(thread -> !acts.containsKey(thread))
                        .forEach(thread -> made.add(
                                chance(80)
                                        ? new ObjectCall.ThreadCreate(CALLER, task, thread)
                                        : states.made(CALLER, task, thread)));
            }
        });
        return made.isEmpty() || !chance(there.size() <= 1 ? 100 : 12) ? null : any(made);
    }

    private List<String> running() {
        return acts.values().stream()
                .filter(act -> "RUNNING".equals(act.runState()) && !act.thread().equals(CALLER))
                .map(ActState::thread)
                .toList();
    }

    private String taskOf(String thread) {
        return tasks.entrySet().stream()
                .filter(task -> task.getValue().contains(thread))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /* A call that says where exceptions go. */
    private Call directs() {
        String task = anyTask();
        String thread = anyThread();
        PortName port = chance(80) ? any(ports) : PortName.NULL;
        String disposition = port.isValid() ? "MAKE_SEND" : "COPY_SEND";
        if (!masked) {
            int which = chance(85) ? EXCEPTION_PORT : random.nextInt(6);
            if (chance(20)) {
                return thread == null || chance(50)
                        ? new ObjectCall.TaskGetSpecialPort(CALLER, task, EXCEPTION_PORT)
                        : new ObjectCall.ThreadGetSpecialPort(CALLER, thread, EXCEPTION_PORT);
            }
            return thread == null || chance(50)
                    ? new ObjectCall.TaskSetSpecialPort(CALLER, task, which, port, disposition)
                    : new ObjectCall.ThreadSetSpecialPort(CALLER, thread, which, port, disposition);
        }
        int mask = chance(70) ? ALL_TYPES : random.nextInt() & (chance(50) ? ALL_TYPES : -1);
        int behavior = chance(85) ? EXCEPTION_DEFAULT : withoutRegisters(random.nextInt(8));
        int codes = chance(50) ? MACH_EXCEPTION_CODES : 0;
        int flavor = chance(90) ? 0 : NO_FLAVOR;
        if (chance(20)) {
            return asks(task, thread, mask);
        }
        if (chance(20)) {
            return swaps(task, thread, mask, port, disposition, behavior | codes, flavor);
        }
        if (chance(20)) {
            return new ObjectCall.HostSetExceptionPorts(CALLER, mask, port, disposition, behavior | codes, flavor);
        }
        return thread == null || chance(50)
                ? new ObjectCall.TaskSetExceptionPorts(CALLER, task, mask, port, disposition, behavior | codes, flavor)
                : new ObjectCall.ThreadSetExceptionPorts(
                        CALLER, thread, mask, port, disposition, behavior | codes, flavor);
    }

    private Call asks(String task, String thread, int mask) {
        int count = count();
        if (chance(20)) {
            return new ObjectCall.HostGetExceptionPorts(CALLER, mask, count);
        }
        return thread == null || chance(50)
                ? new ObjectCall.TaskGetExceptionPorts(CALLER, task, mask, count)
                : new ObjectCall.ThreadGetExceptionPorts(CALLER, thread, mask, count);
    }

    private Call swaps(
            String task, String thread, int mask, PortName port, String disposition, int behavior, int flavor) {
        int count = count();
        if (chance(20)) {
            return new ObjectCall.HostSwapExceptionPorts(CALLER, mask, port, disposition, behavior, flavor, count);
        }
        return thread == null || chance(50)
                ? new ObjectCall.TaskSwapExceptionPorts(CALLER, task, mask, port, disposition, behavior, flavor, count)
                : new ObjectCall.ThreadSwapExceptionPorts(
                        CALLER, thread, mask, port, disposition, behavior, flavor, count);
    }

    /* Mostly room for all. */
    private int count() {
        return chance(70) ? MANY_GROUPS : random.nextInt(3);
    }

    /* What is in requests and replies is not the model's. */
    private static int withoutRegisters(int behavior) {
        return behavior == EXCEPTION_STATE || behavior == EXCEPTION_STATE_IDENTITY ? EXCEPTION_DEFAULT : behavior;
    }

    /* A call that holds, lets go, aborts or ends. */
    private Call holds(String caller) {
        String task = anyTask();
        String thread = anyThread();
        if (thread == null || chance(40)) {
            return onTask(caller, task);
        }
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> new ObjectCall.ThreadSuspend(caller, thread);
            case 4, 5, 6 -> new Call.ThreadAbort(caller, thread);
            case 7, 8 -> new ObjectCall.ThreadAbortSafely(caller, thread);
            case 9 ->
                chance(40)
                        ? new ObjectCall.ThreadTerminate(caller, thread)
                        : new ObjectCall.ThreadResume(caller, thread);
            default -> new ObjectCall.ThreadResume(caller, thread);
        };
    }

    private Call onTask(String caller, String task) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> new ObjectCall.TaskSuspend(caller, task);
            case 4, 5 -> masked ? new ObjectCall.PidSuspend(caller, task) : new ObjectCall.TaskSuspend(caller, task);
            case 6, 7, 8 -> masked ? new ObjectCall.PidResume(caller, task) : new ObjectCall.TaskResume(caller, task);
            case 9 ->
                chance(15) && caller.equals(CALLER)
                        ? new Call.TaskTerminate(caller, task, List.of(), Call.Entry.RPC)
                        : new ObjectCall.TaskResume(caller, task);
            default -> new ObjectCall.TaskResume(caller, task);
        };
    }

    /* The recorder is left alone. */
    private String anyTask() {
        List<String> made =
                there.keySet().stream().filter(task -> !task.equals(RECORDER)).toList();
        return made.isEmpty() ? null : any(made);
    }

    private String anyThread() {
        List<String> made =
                acts.keySet().stream().filter(thread -> !thread.equals(CALLER)).toList();
        return made.isEmpty() ? null : any(made);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
