package dev.portolan.conformance.record;

import dev.portolan.conformance.abstraction.Answers;
import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.CallTranslator;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A run of the reference kernel whose threads really run in parallel, each call with the instants between which it took
 * effect.
 *
 * <p>Each thread draws its calls from the seed and from what it was told; what becomes of them the processor decides,
 * so two runs of a seed differ. It always ends: a time-out is one millisecond, and once every thread that is left waits
 * without one, one of them is aborted. Names are the kernel's own numbers. Holds all events in memory.
 */
public final class ConcurrentRun {

    /** Symbols of which the numbers that no allocation reaches are drawn. */
    private static final List<String> UNUSED = List.of("p4001", "p4002", "p4003", "p4004");

    private static final long LOOK_MILLISECONDS = 1;

    private final Map<String, List<String>> tasks;
    private final long seed;
    private final RecordingMachine machine = new RecordingMachine();
    private final Kernel kernel;
    private final Binding binding;
    private final CallTranslator translator;
    private final KnownNames names;
    private final List<PortName> unused = new ArrayList<>();
    private final Map<String, MachThread> threads = new TreeMap<>();
    private final CountDownLatch gate;
    private final Queue<CallInProgress> made = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

    public ConcurrentRun(Surroundings surroundings, long seed) {
        this(surroundings, seed, machine -> machine);
    }

    /** @param spoiler what stands between the kernel and its machine */
    ConcurrentRun(Surroundings surroundings, long seed, UnaryOperator<Machine> spoiler) {
        this.tasks = new TreeMap<>(surroundings.tasks());
        this.seed = seed;
        kernel = new Kernel(
                spoiler.apply(machine), Boot.rules(surroundings.dialect()), Boot.limits(surroundings.limits()));
        NameScheme scheme = Boot.names(surroundings.dialect());
        binding = Binding.ofNumbers(List.copyOf(tasks.keySet()), scheme);
        translator = new CallTranslator(kernel, binding);
        names = new KnownNames(tasks);
        gate = new CountDownLatch(
                (int) tasks.values().stream().mapToLong(List::size).sum());
        for (String symbol : UNUSED) {
            unused.add(PortName.of(Integer.toUnsignedString(scheme.unused(PortName.of(symbol)))));
        }
        Map<String, MachTask> created = new HashMap<>();
        tasks.keySet().forEach(task -> created.put(task, kernel.createTask(task)));
        Map<String, String> owners = new TreeMap<>();
        tasks.forEach((task, own) -> own.forEach(thread -> owners.put(thread, task)));
        owners.forEach((thread, task) -> threads.put(thread, kernel.createThread(created.get(task), thread)));
    }

    /**
     * Makes the calls, so many in all, dealt out to the threads, and gives the events in the order in which they ended
     * or blocked.
     *
     * @param limit what the run may take; it takes far less unless the kernel loses a thread
     * @throws AssertionError if the kernel fails, breaks one of its invariants, or does not let a thread go
     * @throws IOException if an event cannot be kept
     */
    public void run(int calls, long limit, TimeUnit unit, EventSink sink) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(limit);
        List<Thread> running = start(calls);
        try {
            while (running.stream().anyMatch(Thread::isAlive)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("a thread is stuck: " + stuck());
                }
                for (Thread thread : running) {
                    thread.join(LOOK_MILLISECONDS);
                }
                abortOneOf(running);
            }
        } finally {
            running.forEach(Thread::interrupt);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("the kernel failed: " + faults.peek(), faults.peek());
        }
        KernelAudit.audit(kernel);
        tell(sink);
    }

    private List<Thread> start(int calls) {
        List<Thread> running = new ArrayList<>();
        int index = 0;
        for (MachThread thread : threads.values()) {
            int share = calls / threads.size() + (index < calls % threads.size() ? 1 : 0);
            CallGenerator generator = new CallGenerator(seed * threads.size() + index++, tasks, unused, false);
            Thread java = new Thread(() -> makeCalls(thread, generator, share), thread.name());
            java.setDaemon(true);
            running.add(java);
        }
        running.forEach(Thread::start);
        return running;
    }

    private void makeCalls(MachThread thread, CallGenerator generator, int calls) {
        gate.countDown();
        while (gate.getCount() > 0) {
            Thread.yield();
        }
        try {
            for (int i = 0; i < calls; i++) {
                make(thread, generator.nextTold(names.seenBy(thread.name())));
            }
        } catch (RuntimeException | Error fault) {
            faults.add(fault);
        }
    }

    private void make(MachThread thread, Call call) {
        CallInProgress now = new CallInProgress(call, machine.now());
        if (call instanceof Call.ThreadAbort) {
            event(now, threads.get(call.thread())::threadAbort);
        } else if (call instanceof Call.ClockExpire) {
            event(now, threads.get(call.thread())::clockExpire);
        } else {
            CallResult result = machine.call(thread, translator.first(call, thread), now, this::expire);
            MachTask task = call instanceof Call.PortCall port && !(call instanceof Call.GivesRight)
                    ? threads.get(tasks.get(port.task()).get(0)).task()
                    : thread.task();
            Outcome.Out out = Answers.out(result, task, binding);
            String ret = Answers.code(result);
            now.ended(machine.now(), ret, out);
            made.add(now);
            names.learn(call, thread.task().name(), ret, out);
        }
    }

    private void event(CallInProgress event, Runnable what) {
        machine.event(event, what);
        event.ended(machine.now(), "KERN_SUCCESS", null);
        made.add(event);
    }

    /* The calling thread's own time-out ends. */
    private void expire(Runnable expiry) {
        event(new CallInProgress(new Call.ClockExpire(Thread.currentThread().getName()), machine.now()), expiry);
    }

    /* Lets a thread go if all that have not ended wait for good. */
    private void abortOneOf(List<Thread> running) {
        List<MachThread> waiting = new ArrayList<>();
        for (Thread java : running) {
            MachThread thread = threads.get(java.getName());
            if (java.isAlive() && (!machine.isWaiting(thread) || thread.waitNanos() != Long.MAX_VALUE)) {
                return;
            }
            if (java.isAlive()) {
                waiting.add(thread);
            }
        }
        if (!waiting.isEmpty()) {
            MachThread thread = waiting.get(0);
            event(new CallInProgress(new Call.ThreadAbort(thread.name()), machine.now()), thread::threadAbort);
        }
    }

    private List<String> stuck() {
        return threads.values().stream()
                .map(thread -> thread.name() + " at "
                        + thread.continuation().getClass().getSimpleName())
                .toList();
    }

    private void tell(EventSink sink) throws IOException {
        List<CallInProgress> all = new ArrayList<>(made);
        all.sort(Comparator.comparingLong(CallInProgress::end)
                .thenComparing(CallInProgress::start)
                .thenComparing(CallInProgress::thread));
        new Completions(all, machine::now).tell();
        int seq = 0;
        for (CallInProgress call : all) {
            sink.event(call.event(++seq));
        }
    }
}
