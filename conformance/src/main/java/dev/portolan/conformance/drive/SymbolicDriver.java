package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Binder;
import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.KernelUnderTest.Performed;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Any kernel under test, to which calls are made in symbols.
 *
 * <p>The kernel is observed at most once a call, when it is asked for. Not for use by several threads.
 */
public final class SymbolicDriver implements Driver {

    private static final String SUCCESS = "KERN_SUCCESS";

    private final KernelUnderTest kernel;
    private final boolean partial;
    private final boolean wokeObserved;
    private final boolean stepwise;
    private final Map<String, String> taskOfThread = new HashMap<>();
    private final Binding binding;
    private final HeldNames held;
    private final ToldNames told;
    private final RawCalls calls;
    private final SymbolicRendering rendering;

    /* Calls made already that nobody has asked for yet. */
    private final Queue<Ahead> ahead = new ArrayDeque<>();

    /* What the last call came to; the state is null until somebody asks. */
    private String taskOfOut;
    private Outcome outcome;
    private KernelState state;

    /* The spaces that the binding was settled by last. */
    private final Map<String, SpaceState> settled = new HashMap<>();

    private record Ahead(Call call, Call raw, Performed performed) {}

    private SymbolicDriver(KernelUnderTest kernel, Setting setting, ToldNames told) {
        this.told = told;
        this.kernel = kernel;
        this.partial = !kernel.declaration().observesAll();
        this.wokeObserved = kernel.declaration().observes("woke");
        this.stepwise = setting.stepwise();
        setting.tasks().forEach((task, threads) -> threads.forEach(thread -> taskOfThread.put(thread, task)));
        binding = new Binding(Boot.sorted(setting.tasks()), kernel.names());
        held = new HeldNames();
        calls = new RawCalls(new ArgumentNames(binding, held, told));
        rendering = new SymbolicRendering(binding, taskOfThread);
    }

    /**
     * Resets the kernel, which stays the caller's to close.
     *
     * @throws KernelFailure if it cannot be had in this setting, or declares that it cannot
     */
    public static SymbolicDriver boot(KernelUnderTest kernel, Setting setting) {
        return boot(kernel, setting, ToldNames.SYMBOLS);
    }

    /**
     * Resets the kernel, which stays the caller's to close.
     *
     * @param told what is known of the names that calls will be made with
     * @throws KernelFailure if it cannot be had in this setting, or declares that it cannot
     */
    public static SymbolicDriver boot(KernelUnderTest kernel, Setting setting, ToldNames told) {
        String refusal = kernel.declaration().refusal(setting);
        if (refusal != null) {
            throw new KernelFailure(refusal);
        }
        kernel.reset(setting);
        return new SymbolicDriver(kernel, setting, told);
    }

    private SymbolicDriver(SymbolicDriver original) {
        kernel = original.kernel;
        partial = original.partial;
        wokeObserved = original.wokeObserved;
        stepwise = original.stepwise;
        taskOfThread.putAll(original.taskOfThread);
        binding = original.binding.copy();
        held = new HeldNames(original.held);
        told = original.told;
        calls = new RawCalls(new ArgumentNames(binding, held, told));
        rendering = original.rendering.copy(binding);
    }

    /**
     * A copy that goes on with the same kernel and a binding of its own, for a kernel that can be put back: who has
     * several sees to it that the kernel is where the copy was made.
     */
    public SymbolicDriver copy() {
        return new SymbolicDriver(this);
    }

    /**
     * 64 bits of what every symbol stands or stood for, names that calls under way hold included: where they are equal,
     * calls in symbols are the same calls of the kernel, but for chance.
     */
    public long fingerprint() {
        return binding.fingerprint() + held.fingerprint();
    }

    @Override
    public Binding binding() {
        return binding;
    }

    @Override
    public Map<String, String> taskOfThread() {
        return taskOfThread;
    }

    @Override
    public boolean isPartial() {
        return partial;
    }

    /**
     * Makes the call.
     *
     * @throws IllegalArgumentException if there is no such thread
     * @throws NotMade if the kernel does not make it, or fails
     */
    @Override
    public void perform(Call call) {
        perform(call, false);
    }

    @Override
    public void perform(Call call, boolean observed) {
        String own = taskOfThread.get(call.thread());
        if (own == null) {
            throw new IllegalArgumentException("there is no thread " + call.thread());
        }
        taskOfOut = Binder.taskOfOut(call, taskOfThread);
        Ahead early = ahead.poll();
        if (early != null && early.call != call) {
            throw new IllegalStateException("another call was made ahead: " + early.call);
        }
        Call raw = early == null ? raw(call, own) : early.raw;
        Performed performed = early == null ? performed(raw, observed) : early.performed;
        if (!(performed.answer() instanceof Answer.Made made)) {
            throw new NotMade(performed.answer());
        }
        outcome = woke(made.outcome());
        state = performed.state();
        hold(call, raw);
    }

    private Performed performed(Call raw, boolean observed) {
        return observed ? kernel.performAll(List.of(raw)).get(0) : new Performed(kernel.perform(raw), null);
    }

    /** No out-value tells the name that a right was put under; but the kernel was told it. */
    private void hold(Call call, Call raw) {
        if (call instanceof Call.ThreadAbort || call instanceof Call.ClockExpire || call instanceof Call.RunWoken) {
            // They befall threads; the call that one is in holds what it held.
            return;
        }
        PortName chosen = CallForm.chosenName(call);
        if (chosen != null && chosen.isValid()) {
            String task = ((Call.PortCall) call).task();
            held.hold(call.thread(), task, chosen, RawNames.number(CallForm.chosenName(raw)));
        } else if (call instanceof Call.MachMsg msg && msg.send() != null && msg.receive() != null) {
            holdReceiveName(msg, (Call.MachMsg) raw);
        } else if (!(call instanceof Call.Step)) {
            held.release(call.thread());
        }
        if (SUCCESS.equals(outcome.ret())) {
            held.bind(call.thread(), binding::bindName);
        } else if (!Outcome.CONTINUE.equals(outcome.ret()) && !Outcome.BLOCKED.equals(outcome.ret())) {
            held.release(call.thread());
        }
    }

    /** It is looked up once the message is sent. */
    private void holdReceiveName(Call.MachMsg msg, Call.MachMsg raw) {
        PortName name = msg.receive().name();
        if (name.isValid()) {
            held.hold(
                    msg.thread(), taskOfOut, name, RawNames.number(raw.receive().name()));
        }
    }

    /**
     * True if a name was given out that a call under way was made with before: the kernel was passed another number for
     * it, and will not know it for the same.
     */
    public boolean gaveOutWhatIsHeld() {
        return held.anyOther(
                (task, symbol) -> binding.isLive(task, symbol) ? binding.numberOf(task, symbol) : Binding.UNBOUND);
    }

    private Call raw(Call call, String own) {
        return calls.of(call, own, test -> call instanceof Call.PortCall port && anyName(port.task(), test));
    }

    /**
     * Makes calls ahead, as many at a time as the kernel can; {@link #perform}, asked for the same ones in the same
     * order, then tells what became of each.
     *
     * <p>For calls that should leave every name as it is: their symbols become numbers now.
     *
     * @return false if the kernel crashed, and there is no telling at which of them
     */
    public boolean performAhead(List<Call> several) {
        List<Call> raw = new ArrayList<>(several.size());
        for (Call call : several) {
            raw.add(raw(call, taskOfThread.get(call.thread())));
        }
        List<Performed> performed = kernel.performAll(raw);
        if (performed.get(performed.size() - 1).answer() instanceof Answer.Crashed) {
            return false;
        }
        for (int i = 0; i < performed.size(); i++) {
            ahead.add(new Ahead(several.get(i), raw.get(i), performed.get(i)));
        }
        return true;
    }

    /** Completions are null exactly if the kernel does not show them. */
    private Outcome woke(Outcome made) {
        List<Outcome.Completion> woke = !wokeObserved ? null : made.woke() == null ? List.of() : made.woke();
        return woke == made.woke() ? made : new Outcome(made.ret(), made.clause(), made.out(), woke);
    }

    private boolean anyName(String task, IntPredicate test) {
        List<EntryState> entries = state == null ? null : SymbolicRendering.entries(state, task);
        if (entries == null) {
            return binding.anyLive(task, test);
        }
        for (EntryState entry : entries) {
            if (test.test(RawNames.number(entry.name()))) {
                return true;
            }
        }
        return false;
    }

    private KernelState observed() {
        if (state == null) {
            state = kernel.observe();
        }
        return state;
    }

    @Override
    public Outcome outcome() {
        return rendering.outcome(outcome, taskOfOut, stepwise ? observed() : null);
    }

    @Override
    public KernelState state() {
        return rendering.state(observed());
    }

    /** What the kernel calls the port that an identity stands for; null if it has none that it stands for. */
    public String rawPort(String port) {
        state();
        for (PortState raw : observed().ports()) {
            if (rendering.port(raw.port()).equals(port)) {
                return raw.port();
            }
        }
        return null;
    }

    /** By the kernel's own numbers, and only of spaces that changed; without them as the binding has it. */
    @Override
    public void settle() {
        List<SpaceState> spaces = observed().spaces();
        if (spaces == null) {
            return;
        }
        for (SpaceState space : spaces) {
            if (space.entries() != null && settled.put(space.task(), space) != space) {
                Set<Integer> numbers = new HashSet<>();
                space.entries().forEach(entry -> numbers.add(RawNames.number(entry.name())));
                binding.keep(space.task(), numbers::contains);
            }
        }
    }

    /** Does nothing: the kernel's own invariants are the kernel's. */
    @Override
    public void audit() {
        // A kernel that finds itself at fault answers that it failed.
    }
}
