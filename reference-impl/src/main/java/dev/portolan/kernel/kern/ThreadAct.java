package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.GuardException;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.GuardWatch;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.rules.ExceptionRules.WaitOfTheHeld;
import java.util.List;

/**
 * {@code thread_act}: what a thread is besides its call: its life, what holds it, its registers and its exception ports.
 *
 * <p>Its lock is its monitor.
 */
public final class ThreadAct implements ExceptionTarget, GuardWatch {

    /* A program counter and a stack pointer; no register points anywhere. */
    private static final List<Integer> FIRST_REGISTERS = List.of(0x1000, 0x7fff_0000, 0, 0);

    /* Instructions are of four bytes, each at a multiple of that. */
    private static final int ALIGNMENT = 4;

    private enum Life {
        ACTIVE,
        TERMINATED,
        GONE
    }

    private final MachTask task;
    private final int index;
    private final KernelObject self;
    private final ExceptionActions exceptions;
    private final SpecialPorts special;

    /* All guarded by this; these may be read without. */
    private volatile Life life = Life.ACTIVE;
    private volatile boolean started = true;
    private volatile int suspends;
    private volatile boolean aborted;
    private volatile List<Integer> registers = FIRST_REGISTERS;

    /* Written by the thread alone; null for none. */
    private volatile KernelRequest request;
    private volatile MachException due;

    /* Whether a wait of who is held lasts; who was let go from a wait and took no step; who was to take it, and is held. */
    private final boolean waitsOn;
    private volatile boolean letGo;
    private volatile boolean kept;

    ThreadAct(MachTask task, int index) {
        this.task = task;
        this.index = index;
        boolean masked = task.kernel().exceptionRules().portsAreMasked();
        waitsOn = task.kernel().exceptionRules().waitOfTheHeld() == WaitOfTheHeld.LASTS;
        self = new KernelObject(KernelObject.Kind.THREAD, index);
        exceptions = new ExceptionActions(masked, !masked);
        special = SpecialPorts.ofThread();
    }

    ThreadAct(ThreadAct original, MachTask task, KernelCopy copy) {
        this.task = task;
        index = original.index;
        self = new KernelObject(original.self, copy);
        exceptions = new ExceptionActions(original.exceptions, copy);
        special = new SpecialPorts(original.special, copy);
        life = original.life;
        started = original.started;
        suspends = original.suspends;
        aborted = original.aborted;
        registers = original.registers;
        due = original.due;
        waitsOn = original.waitsOn;
        letGo = original.letGo;
        kept = original.kept;
        request = original.request == null ? null : original.request.copy(copy);
    }

    @Override
    public KernelObject self() {
        return self;
    }

    @Override
    public SpecialPorts special() {
        return special;
    }

    @Override
    public ExceptionActions exceptions() {
        return exceptions;
    }

    @Override
    public boolean isActive() {
        return life == Life.ACTIVE;
    }

    @Override
    public boolean isGone() {
        return life == Life.GONE;
    }

    /** True if it has been told to end, and has not noticed. */
    public boolean isTerminated() {
        return life == Life.TERMINATED;
    }

    /** False until it is resumed for the first time. */
    public boolean isStarted() {
        return started;
    }

    /** {@code user_stop_count}: how often it is suspended, its task's count left out. */
    public int suspends() {
        return suspends;
    }

    /** True while its own suspend count or its task's is above zero. */
    public boolean isHeld() {
        return suspends > 0 || task.suspends() > 0;
    }

    /** True if it may execute instructions. */
    public boolean mayRun() {
        return isActive() && started && !isHeld();
    }

    /** Somebody lets it go from its wait. */
    void letGo() {
        if (waitsOn) {
            letGo = true;
        }
    }

    /** True if it takes the step that it has to take: false if it was let go where it waited, and is held there. */
    @Refines("StaysWhereItWaits")
    boolean goesOn() {
        if (letGo && staysWhereItWaits()) {
            kept = true;
            return false;
        }
        if (letGo) {
            letGo = false;
            kept = false;
        }
        return true;
    }

    private boolean staysWhereItWaits() {
        return waitsOn && isActive() && isHeld() && !aborted;
    }

    /** True if it was let go where it waited, and is held there. */
    boolean isKept() {
        return kept && staysWhereItWaits();
    }

    /** Answers true, once, if it was held where it waited and is not any more. */
    synchronized boolean isFreed() {
        boolean freed = kept && !staysWhereItWaits();
        kept &= !freed;
        return freed;
    }

    /** True if every wait of its breaks until it is back at its instructions. */
    public boolean isAborted() {
        return aborted;
    }

    /** It is a new thread, suspended once, that has not begun. Conditions: nobody knows it yet. */
    void isNew() {
        started = false;
        suspends = 1;
    }

    /** Answers false if it has been told to end. */
    synchronized boolean suspend() {
        suspends += isActive() ? 1 : 0;
        return isActive();
    }

    /** Answers false if it is not suspended. A thread that has not begun begins with the last. */
    synchronized boolean resume() {
        if (suspends == 0) {
            return false;
        }
        suspends--;
        started |= suspends == 0;
        return true;
    }

    synchronized void setAborted(boolean isAborted) {
        aborted = isAborted;
    }

    /** It is told to end, and waits no more; answers false if it was before. */
    synchronized boolean terminate() {
        if (!isActive()) {
            return false;
        }
        life = Life.TERMINATED;
        aborted = true;
        return true;
    }

    /** It goes, with its exception ports and with the port that it was known by. */
    synchronized void goes(DoomedRights doomed) {
        life = Life.GONE;
        suspends = 0;
        aborted = false;
        due = null;
        exceptions.release(!task.kernel().exceptionRules().portsAreMasked(), doomed);
        special.release(doomed);
        self.destroy(doomed);
    }

    /** The exception that the kernel raises before the thread's next instruction; null for none. */
    public MachException due() {
        return due;
    }

    /** It is raised now. */
    void clearDue() {
        due = null;
    }

    /* {@code thread_guard_violation}: the first one counts. */
    @Override
    public void violated(int flavor, int name, long guard) {
        if (due == null || due.type() != ExceptionType.EXC_GUARD) {
            due = GuardException.of(flavor, name, guard);
        }
    }

    /** The thread has used more than it may; what is due already is more urgent. */
    void exceeded(MachException limit) {
        if (due == null) {
            due = limit;
        }
    }

    /** The thread that this is of. */
    MachThread thread() {
        return task.kernel().thread(index);
    }

    /** The request to the kernel that the thread performs; null for none. */
    KernelRequest request() {
        return request;
    }

    void serve(KernelRequest next) {
        request = next;
    }

    /** {@code machine_thread_get_state}: the registers of a flavor; null if there is no such flavor. */
    public List<Integer> getState(int flavor) {
        ThreadStateFlavor known = ThreadStateFlavor.of(flavor);
        return known == null ? null : registers.subList(0, known.words());
    }

    /**
     * {@code machine_thread_set_state}: the registers of a flavor.
     *
     * @return false, and nothing is changed, if there is no such flavor, or that cannot be in its registers
     */
    public synchronized boolean setState(int flavor, List<Integer> state) {
        if (!isState(flavor, state)) {
            return false;
        }
        ThreadStateFlavor known = ThreadStateFlavor.of(flavor);
        Integer[] changed = registers.toArray(Integer[]::new);
        for (int i = 0; i < known.words(); i++) {
            changed[i] = state.get(i);
        }
        registers = List.of(changed);
        return true;
    }

    /** True if there is such a flavor, and that can be in its registers. */
    static boolean isState(int flavor, List<Integer> state) {
        ThreadStateFlavor known = ThreadStateFlavor.of(flavor);
        return known != null && state.size() >= known.words() && state.get(0) % ALIGNMENT == 0;
    }
}
