package dev.portolan.kernel;

import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import java.util.Random;

/**
 * A run drawn from a seed that goes where small worlds cannot: thousands of names, queues that are filled to their real
 * limits, user references up to the last.
 *
 * <p>Every so often the same call is made again and again. The kernel is audited the more seldom the larger it has
 * grown, so that most of the time goes to calls; if an audit fails, the same run is made once more and audited after
 * each call since the last audit, so that the call that broke the invariant is the one that is named.
 */
final class DeepRun {

    private static final int REPEATED_EVERY = 150;
    private static final int REPEATED_MAX = 1_500;

    /** Of one task; then half of them are destroyed. */
    private static final int NAMES_MAX = 3_000;

    /** Before the last one of so many parts of a run a task ends, whatever its threads and its names are at. */
    private static final int ENDS_IN_LAST = 10;

    private static final int AUDIT_LEAST = 200;
    private static final long AUDIT_COST = 1_500;

    private final KernelRules rules;
    private final boolean stepwise;
    private final long seed;
    private final Random random;
    private final Simulation s;
    private final DeepCalls calls;

    private long made;
    private long audited;
    private long auditEachFrom = Long.MAX_VALUE;
    private long nextAudit = AUDIT_LEAST;
    private int names;
    private int queued;
    private int references;

    /** @param stepwise whether the threads' critical sections interleave */
    DeepRun(KernelRules rules, boolean stepwise, long seed) {
        this.rules = rules;
        this.stepwise = stepwise;
        this.seed = seed;
        random = new Random(seed);
        s = new Simulation(rules, KernelLimits.DEFAULT);
        calls = new DeepCalls(random, s.kernel);
    }

    /**
     * Makes so many calls at least, and gives everything back.
     *
     * @throws AssertionError that names the seed and the call if an invariant breaks, or anything is left
     */
    void run(long count) {
        try {
            while (made < count) {
                MachThread thread =
                        s.kernel.thread(random.nextInt(s.kernel.threads().size()));
                if (made >= count - count / ENDS_IN_LAST && s.b.space().isActive() && isIdle(thread)) {
                    made++;
                    s.machine.begin(thread, MachPortTraps.taskTerminate(s.b, List.of()));
                } else if (thread.isBlocked()) {
                    endWait(thread);
                } else if (isIdle(thread)) {
                    make(thread);
                } else {
                    s.machine.step(thread);
                }
                auditIfDue();
            }
            Leaks.nothingIsLeftOf(s.kernel, s.machine);
        } catch (RuntimeException | AssertionError broken) {
            String where = "seed " + seed + ", " + rules + ", call " + made + " of " + count;
            if (auditEachFrom == Long.MAX_VALUE) {
                DeepRun again = new DeepRun(rules, stepwise, seed);
                again.auditEachFrom = audited;
                again.run(count);
            }
            throw new AssertionError(where + ": " + broken.getMessage(), broken);
        }
    }

    /** Calls made. */
    long made() {
        return made;
    }

    /** The most names that a task had when it was audited. */
    int names() {
        return names;
    }

    /** The longest queue that there was when it was audited. */
    int queued() {
        return queued;
    }

    /** The most user references that a name had when it was audited. */
    int references() {
        return references;
    }

    private static boolean isIdle(MachThread thread) {
        return thread.continuation() == Continuation.Idle.IDLE;
    }

    private void make(MachThread thread) {
        MachTask task = thread.task();
        if (calls.held(task).count() > NAMES_MAX) {
            halve(thread, task);
            return;
        }
        Continuation call = calls.next(thread);
        int times = random.nextInt(REPEATED_EVERY) == 0 ? random.nextInt(REPEATED_MAX) : 1;
        for (int i = 0; i < times && isIdle(thread); i++) {
            made++;
            if (stepwise && times == 1) {
                s.machine.begin(thread, call);
            } else {
                s.machine.runToRest(thread, call);
            }
            auditIfDue();
        }
    }

    private void halve(MachThread thread, MachTask task) {
        List<IpcSpace.Name> all = task.space().names();
        for (IpcSpace.Name name : all) {
            if (random.nextBoolean() && isIdle(thread)) {
                made++;
                s.machine.runToRest(thread, MachPortTraps.machPortDestroy(task, name.name()));
                auditIfDue();
            }
        }
    }

    private void endWait(MachThread thread) {
        int choice = random.nextInt(8);
        if (choice == 0) {
            s.machine.threadAbort(thread);
        } else if (choice == 1) {
            s.machine.clockExpire(thread);
        }
        if (choice < 2 && !stepwise) {
            s.machine.rest();
        }
    }

    /* It looks at every name for every port. */
    private void auditIfDue() {
        if (made >= auditEachFrom) {
            KernelAudit.audit(s.kernel);
        } else if (made >= nextAudit) {
            Kernel kernel = s.kernel;
            KernelAudit.audit(kernel);
            audited = made;
            long held = 0;
            for (MachTask task : kernel.tasks()) {
                List<IpcSpace.Name> all = task.space().names();
                held += all.size();
                names = Math.max(names, all.size());
                for (IpcSpace.Name name : all) {
                    references = Math.max(references, name.userRefs());
                    if (name.type() == EntryType.RECEIVE || name.type() == EntryType.SEND_RECEIVE) {
                        queued = Math.max(queued, ((IpcPort) name.object()).messageCount());
                    }
                }
            }
            nextAudit = made + AUDIT_LEAST + held * kernel.objects().size() / AUDIT_COST;
        }
    }
}
