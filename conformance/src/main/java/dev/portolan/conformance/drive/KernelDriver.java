package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Abstraction;
import dev.portolan.conformance.abstraction.Answers;
import dev.portolan.conformance.abstraction.Binder;
import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.abstraction.ObjectAbstraction;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.Step;
import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Outcome.Completion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A kernel on a simulated machine, a binding, and the calls that are made through it.
 *
 * <p>Either a call runs until everything that it set going has come to rest, or, stepwise, a call is its first
 * critical section and each later one is a {@link Call.Step}. Not for use by several threads.
 */
public final class KernelDriver implements Driver {

    private static final String SUCCESS = "KERN_SUCCESS";

    private final SimulatedMachine machine;
    private final Kernel kernel;
    private final Binding binding;
    private final CallTranslator translator;
    private final boolean stepwise;
    private final Map<String, String> taskOfThread;
    private final UserThreads users;
    private int threadCount;
    private int taskCount;

    /* True once something was done to a task or a thread as such. */
    private boolean hasObjects;

    /* What the last call came to. */
    private MachThread caller;
    private MachTask taskOfOut;
    private Answer answer;
    private List<SimulatedMachine.Completion> completions = List.of();
    private List<Activation<?>> letGo = List.of();

    /** @param binding for the tasks in their order; nothing else uses it */
    KernelDriver(Setting setting, Binding binding) {
        this.machine = new SimulatedMachine();
        this.kernel = new Kernel(
                machine,
                Boot.rules(setting.dialect()),
                Boot.exceptionRules(setting.dialect()),
                Boot.limits(setting.limits()));
        this.stepwise = setting.stepwise();
        this.taskOfThread = new HashMap<>();
        Map<String, MachTask> there = new TreeMap<>();
        setting.tasks().keySet().stream()
                .filter(task -> !setting.created().contains(task))
                .sorted()
                .forEach(task -> there.put(task, kernel.createTask(task.intern())));
        Map<String, String> threads = new TreeMap<>();
        setting.tasks().forEach((task, names) -> names.forEach(thread -> threads.put(thread, task)));
        threads.forEach((thread, task) -> {
            if (there.containsKey(task) && !setting.created().contains(thread)) {
                kernel.createThread(there.get(task), thread.intern());
            }
            taskOfThread.put(thread, task.intern());
        });
        this.binding = binding;
        this.translator = new CallTranslator(kernel, binding);
        this.users = new UserThreads(machine, kernel);
        count();
    }

    private void count() {
        threadCount = kernel.threads().size();
        taskCount = kernel.tasks().size();
    }

    private KernelDriver(KernelDriver original) {
        machine = new SimulatedMachine();
        kernel = original.kernel.copy(machine);
        binding = original.binding.copy();
        translator = new CallTranslator(kernel, binding);
        stepwise = original.stepwise;
        taskOfThread = original.taskOfThread;
        users = original.users.copy(machine, kernel);
        hasObjects = original.hasObjects;
        count();
        if (original.machine.held() != null) {
            machine.holdWoken(original.machine.held().stream()
                    .<Activation<?>>map(thread -> kernel.thread(((MachThread) thread).index()))
                    .toList());
        }
    }

    /** A copy that goes its own way; this kernel must be between two critical sections. */
    public KernelDriver copy() {
        return new KernelDriver(this);
    }

    @Override
    public Binding binding() {
        return binding;
    }

    /** Which task a thread belongs to. */
    @Override
    public Map<String, String> taskOfThread() {
        return taskOfThread;
    }

    /**
     * Makes the call. {@link #outcome} and {@link #state} tell what became of it.
     *
     * @throws IllegalArgumentException if there is no such thread, or a step is not the one that its thread is at
     */
    @Override
    public void perform(Call call) {
        caller = thread(call.thread());
        taskOfOut = translator.task(Binder.taskOfOut(call, taskOfThread));
        completions = List.of();
        letGo = List.of();
        boolean ofObjects =
                call instanceof ObjectCall || call instanceof Call.ThreadAbort abort && abort.target() != null;
        hasObjects |= ofObjects && !stepwise;
        Continuation first = translator.first(call, caller);
        if (first != null) {
            begin(first);
            if (hasObjects) {
                notice(call);
            }
        } else if (call instanceof Call.Step step) {
            step(step);
        } else {
            event(call);
        }
    }

    private void begin(Continuation first) {
        if (stepwise) {
            answer = machine.begin(caller, first);
            letGo = machine.letGo();
        } else {
            SimulatedMachine.Rest rest = machine.runToRest(caller, first);
            answer = rest.answer();
            completions = rest.completions();
        }
    }

    /* What the call did to others takes effect; then it may have ended itself. */
    private void notice(Call call) {
        count();
        if (answer == Answer.Going.BLOCKED && !(call instanceof ObjectCall.RaiseException)) {
            users.waits(caller);
        }
        List<SimulatedMachine.Completion> over = new ArrayList<>(users.notice(completions));
        for (SimulatedMachine.Completion one : over) {
            if (one.thread() == caller) {
                answer = new Step.Done(one.result());
            }
        }
        over.removeIf(one -> one.thread() == caller);
        completions = over;
    }

    private void step(Call.Step step) {
        String at = caller.continuation().getClass().getSimpleName();
        if (!at.equals(step.at())) {
            throw new IllegalStateException("thread " + step.thread() + " is at " + at + ", not at " + step.at());
        }
        answer = machine.step(caller);
        letGo = machine.letGo();
    }

    private void event(Call call) {
        answer = null;
        if (call instanceof Call.HoldWoken) {
            machine.holdWoken();
            return;
        }
        if (call instanceof Call.RunWoken) {
            completions = machine.runWoken();
            return;
        }
        if (call instanceof Call.ThreadAbort) {
            machine.threadAbort(caller);
        } else {
            machine.clockExpire(caller);
        }
        if (stepwise) {
            letGo = machine.letGo();
        } else {
            completions = machine.rest();
        }
    }

    private MachThread thread(String name) {
        for (int i = 0; i < threadCount; i++) {
            MachThread thread = kernel.thread(i);
            if (thread.name().equals(name)) {
                return thread;
            }
        }
        throw new IllegalArgumentException("there is no thread " + name);
    }

    /** What became of the last call, through the binding as it is now. */
    @Override
    public Outcome outcome() {
        if (answer instanceof Answer.Returned returned) {
            CallResult result = returned.result();
            return new Outcome(Answers.code(result), null, Answers.out(result, taskOfOut, binding), woke());
        }
        String ret = answer == null ? SUCCESS : answer == Answer.Going.BLOCKED ? Outcome.BLOCKED : Outcome.CONTINUE;
        return new Outcome(ret, null, null, woke());
    }

    private List<Completion> woke() {
        if (completions.isEmpty() && letGo.isEmpty()) {
            return List.of();
        }
        List<Completion> woke = new ArrayList<>(1);
        for (SimulatedMachine.Completion completion : completions) {
            MachThread thread = (MachThread) completion.thread();
            if (!thread.task().space().isActive()) {
                // It returns to nobody.
                continue;
            }
            woke.add(new Completion(
                    thread.name(),
                    Answers.code(completion.result()),
                    null,
                    Answers.out(completion.result(), thread.task(), binding)));
        }
        for (Activation<?> thread : letGo) {
            woke.add(new Completion(((MachThread) thread).name(), Outcome.CONTINUE, null, null));
        }
        return woke;
    }

    /** The kernel's state, through the binding as it is now. */
    @Override
    public KernelState state() {
        KernelState ipc = Abstraction.of(kernel, binding);
        return hasObjects
                ? new KernelState(
                        ipc.spaces(),
                        ipc.ports(),
                        ipc.threads(),
                        ObjectAbstraction.tasks(kernel, binding),
                        ObjectAbstraction.acts(kernel, binding))
                : ipc;
    }

    /** By the kernel's own numbers. */
    @Override
    public void settle() {
        for (int i = 0; i < taskCount; i++) {
            MachTask task = kernel.task(i);
            Set<Integer> numbers = new HashSet<>();
            task.space().names().forEach(name -> numbers.add(name.name().value()));
            binding.keep(task.name(), numbers::contains);
        }
    }

    /**
     * Checks the kernel's own invariants.
     *
     * @throws AssertionError if one does not hold
     */
    @Override
    public void audit() {
        KernelAudit.audit(kernel);
    }
}
