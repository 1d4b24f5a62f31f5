package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.machine.Machine;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A task is suspended while it gets a thread: that is held too, also when nobody holds it for itself. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, KERN_SUCCESS, C1 new, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "Held by its task.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The new thread executes instructions.")
@State
public class SuspendCreateRace extends KernelWithHandler {

    private final Contender suspender;
    private final Contender creator;

    public SuspendCreateRace() {
        this(PARALLEL);
    }

    public SuspendCreateRace(Machine machine) {
        super(machine);
        made(b1, new TaskCall.TaskCreate(a, "C"));
        suspender = calls(b1, new TaskCall.TaskSuspend(task("C")));
        creator = calls(b2, new ThreadCall.ThreadCreate(task("C"), "C1"));
    }

    @Override
    List<MachThread> seen() {
        MachThread created = thread("C1");
        made(b2, new ThreadCall.ThreadResume(created));
        return List.of(created);
    }

    @Actor
    public void suspenders(LLL_Result result) {
        result.r1 = run(suspender);
    }

    @Actor
    public void creators(LLL_Result result) {
        result.r2 = run(creator);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    /** Who creates a thread looks whether its task is held; who holds a task holds the threads that there are. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"0, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Neither holds it.")
    @State
    public static class LooksAndHolds extends HeldOrThere {

        @Actor
        public void suspender(II_Result result) {
            result.r1 = hold();
        }

        @Actor
        public void creator(II_Result result) {
            result.r2 = come();
        }
    }
}
