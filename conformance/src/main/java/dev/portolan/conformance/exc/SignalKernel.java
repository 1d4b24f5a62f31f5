package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.integer;
import static dev.portolan.conformance.exc.Values.text;
import static dev.portolan.conformance.exc.Values.truth;

import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionServer;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.personality.Signal;
import dev.portolan.kernel.personality.SignalCall;
import dev.portolan.kernel.personality.SignalDuty;
import dev.portolan.kernel.personality.ThreadSignals;
import dev.portolan.kernel.personality.UnixPersonality;
import dev.portolan.kernel.personality.UnixProcess;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.ExceptionRules.NobodyHandles;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A kernel with signals, on which the actions of the world {@code MCSignals} are executed, each by its name.
 *
 * <p>V1 faults, or is posted a signal by V2. Each exception is sent by real messages to W1, which notes it and does not
 * handle it, and goes on to the kernel's own handler. Not for use by several threads.
 */
final class SignalKernel implements ActionKernel {

    private static final String NONE = "NONE";

    private final TlaValue input;
    private final SimulatedMachine machine = new SimulatedMachine();
    private final Kernel kernel;
    private final MachThread faulting;
    private final MachThread other;
    private final CrashObserver observer;

    /* What somebody outside saw. */
    private final List<TlaValue> raised = new ArrayList<>();
    private boolean begun;
    private String answer = NONE;
    private String crash = NONE;

    /**
     * A kernel in an initial state.
     *
     * @param state as TLC has {@code kernel}
     * @param stackSizeMax of the model
     */
    SignalKernel(TlaValue state, long stackSizeMax) {
        input = field(state, "input");
        ExceptionRules rules = ExceptionRules.XNU.with(NobodyHandles.REFAULTS);
        kernel = new Kernel(machine, KernelRules.XNU, rules, KernelLimits.DEFAULT);
        faulting = kernel.createThread(kernel.createTask("V"), "V1");
        other = kernel.createThread(faulting.task(), "V2");
        observer = new CrashObserver(machine, kernel.createThread(kernel.createTask("W"), "W1"));
        UnixPersonality unix =
                UnixPersonality.boot(kernel, truth(field(input, "x86")), truth(field(input, "sigsys")), stackSizeMax);
        if (truth(field(input, "exists"))) {
            prepare(unix, field(state, "process"));
            prepare(unix.signals(faulting));
            prepare(unix.signals(other));
        }
        observer.registerFor(faulting.task());
        observer.comesBetween(integer(field(input, "behavior")), !truth(field(input, "known")));
    }

    private SignalKernel(SignalKernel original) {
        input = original.input;
        kernel = original.kernel.copy(machine);
        faulting = kernel.thread(original.faulting.index());
        other = kernel.thread(original.other.index());
        observer = original.observer.copy(machine, kernel);
        raised.addAll(original.raised);
        begun = original.begun;
        answer = original.answer;
        crash = original.crash;
    }

    private void prepare(UnixPersonality unix, TlaValue process) {
        UnixProcess made = unix.createProcess(faulting.task(), integer(field(process, "stackTop")));
        fill(made.ignored(), text(field(input, "action")).equals("ignored"));
        fill(made.caught(), text(field(input, "action")).equals("caught"));
        fill(made.onStack(), truth(field(input, "onStack")));
        made.setTraced(truth(field(input, "traced")));
        made.setBadlySigned(truth(field(input, "badlySigned")));
    }

    private void prepare(ThreadSignals signals) {
        fill(signals.masked(), truth(field(input, "masked")));
        fill(signals.awaited(), truth(field(input, "awaited")));
    }

    /* Whatever a process does, it does about all signals that it can do something about. */
    private static void fill(Set<Signal> signals, boolean all) {
        for (Signal signal : Signal.values()) {
            if (all && signal != Signal.SIGKILL) {
                signals.add(signal);
            }
        }
    }

    @Override
    public SignalKernel copy() {
        return new SignalKernel(this);
    }

    @Override
    public void audit() {
        KernelAudit.audit(kernel);
    }

    @Override
    public Told perform(Action action) {
        begun = true;
        switch (action.name()) {
            case "HandleException" -> raise();
            case "PostSignal" -> post();
            case "CrossBorder" -> machine.step(faulting);
            case "Exit" -> exit();
            case "CrashAnswered" -> answerCrash(text(action.arguments().get("result")));
            default -> throw new IllegalArgumentException("there is no action " + action);
        }
        return Told.of(isAtBorder() ? answer : Told.CONTINUE);
    }

    private void raise() {
        TlaValue of = field(input, "of");
        MachException exception =
                MachException.of(integer(field(of, "type")), integer(field(of, "code")), integer(field(of, "address")));
        run(faulting, machine.begin(faulting, new ExceptionTriage.RaiseException(exception)));
        note(observer.refuse());
        run(faulting, Answer.Going.CONTINUED);
        observer.forward();
        MachThread server = server();
        while (isRunnable(server)) {
            machine.step(server);
        }
        while (!isAtBorder()) {
            if (faulting.continuation() instanceof ExceptionTriage.TakeReply reply) {
                answer = observer.answer(reply);
            }
            machine.step(faulting);
        }
    }

    private MachThread server() {
        return kernel.threads().stream()
                .filter(thread -> thread.name().equals(ExceptionServer.NAME))
                .findFirst()
                .orElseThrow();
    }

    private void post() {
        Signal signal = Signal.valueOf(text(field(input, "signal")));
        ReturnCode code = observer.complete(other, new SignalCall.PthreadKill(faulting, signal))
                .code();
        answer = code.toString();
        faulting.begin(new UserBorder.Return(null));
    }

    private void exit() {
        run(faulting, machine.step(faulting));
        if (isAsking(ExceptionType.EXC_CRASH)) {
            note(observer.receive());
        }
    }

    private void answerCrash(String result) {
        crash = result;
        observer.reply(KernReturn.valueOf(result));
        run(faulting, Answer.Going.CONTINUED);
        if (isAsking(ExceptionType.EXC_CORPSE_NOTIFY)) {
            note(observer.receive());
        }
    }

    private void note(MachException exception) {
        raised.add(Values.record(
                "type", Values.number(exception.type()),
                "code0", Values.number(exception.codes().get(0))));
    }

    private void run(MachThread thread, Answer first) {
        Answer answered = first;
        while (answered == Answer.Going.CONTINUED && isRunnable(thread)) {
            answered = machine.step(thread);
        }
    }

    private boolean isAtBorder() {
        return faulting.continuation() instanceof UserBorder.Return;
    }

    private static boolean isRunnable(MachThread thread) {
        return thread.continuation() != Continuation.Idle.IDLE && !thread.isBlocked();
    }

    private boolean isAsking(int type) {
        return faulting.continuation() instanceof ExceptionTriage.AwaitReply await
                && await.exception().type() == type;
    }

    @Override
    public TlaValue state() {
        UnixPersonality unix = (UnixPersonality) kernel.personality();
        UnixProcess process = unix.process(faulting.task());
        return Values.record(
                "input", input,
                "process", process == null ? SignalWorld.ABSENT : rendered(process),
                "threads", Values.record("V1", rendered(unix.signals(faulting)), "V2", rendered(unix.signals(other))),
                "at", Values.string(at(unix)),
                "answer", Values.string(answer),
                "raised", Values.tuple(raised),
                "crash", Values.string(crash));
    }

    private static TlaValue rendered(UnixProcess process) {
        return Values.record(
                "ignored", set(process.ignored()),
                "caught", set(process.caught()),
                "onStack", set(process.onStack()),
                "traced", Values.bool(process.isTraced()),
                "stackTop", Values.number(process.stackTop()));
    }

    /* To the model a signal that came is pending as long as it speaks of it. */
    private static TlaValue rendered(ThreadSignals signals) {
        List<Signal> pending = new ArrayList<>(signals.pending());
        if (signals.taken() != null && !pending.contains(signals.taken())) {
            pending.add(signals.taken());
        }
        return Values.record(
                "masked", set(signals.masked()), "awaited", set(signals.awaited()), "pending", set(pending));
    }

    private static TlaValue set(Iterable<Signal> signals) {
        List<TlaValue> names = new ArrayList<>();
        signals.forEach(signal -> names.add(Values.string(signal.name())));
        return Values.set(names);
    }

    private String at(UnixPersonality unix) {
        Continuation now = faulting.continuation();
        if (!faulting.task().isActive()) {
            return "Gone";
        }
        if (now == Continuation.Idle.IDLE) {
            return !begun ? "Faults" : unix.signals(faulting).taken() == null ? "Instruction" : "Handler";
        }
        if (isAtBorder()) {
            return "Border";
        }
        if (now instanceof SignalDuty.StopForTracer) {
            return "Tracer";
        }
        if (now instanceof SignalDuty.Exit) {
            return "Exits";
        }
        return isAsking(ExceptionType.EXC_CRASH)
                ? "Told"
                : isAsking(ExceptionType.EXC_CORPSE_NOTIFY) ? "Corpse" : now.toString();
    }
}
