package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.machine.Machine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A task is suspended while its thread is resumed for the first time: the thread has begun, and is held. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, KERN_SUCCESS, C1 new, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "Held by its task.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The thread executes instructions.")
@State
public class SuspendResumeRace extends KernelWithHandler {

    private final Contender suspender;
    private final Contender resumer;

    public SuspendResumeRace() {
        this(PARALLEL);
    }

    public SuspendResumeRace(Machine machine) {
        super(machine);
        made(b1, new TaskCall.TaskCreate(a, "C"));
        made(b1, new ThreadCall.ThreadCreate(task("C"), "C1"));
        suspender = calls(b1, new TaskCall.TaskSuspend(task("C")));
        resumer = calls(b2, new ThreadCall.ThreadResume(thread("C1")));
        sees(thread("C1"));
    }

    @Actor
    public void suspenders(LLL_Result result) {
        result.r1 = run(suspender);
    }

    @Actor
    public void resumers(LLL_Result result) {
        result.r2 = run(resumer);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    /** Task and thread have one count between them. */
    @JCStressTest
    @Outcome(
            id = {"1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"2", "0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "One of the two is lost.")
    @State
    public static class CountsInOnePlace extends CountedInTwoSteps {

        public CountsInOnePlace() {
            super(1);
        }

        @Actor
        public void suspender() {
            add(1);
        }

        @Actor
        public void resumer() {
            add(-1);
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = count();
        }
    }
}
