package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.machine.Machine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two end a task: one of them does, and the other is told that it was too late. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, KERN_FAILURE, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The first was before.")
@Outcome(
        id = "KERN_FAILURE, KERN_SUCCESS, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The second was before.")
@Outcome(
        id = "KERN_SUCCESS, KERN_INVALID_ARGUMENT, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The first was before, and the task is gone.")
@Outcome(
        id = "KERN_INVALID_ARGUMENT, KERN_SUCCESS, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The second was before, and the task is gone.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both end it, or neither.")
@State
public class TerminateTwiceRace extends KernelWithHandler {

    private final Contender ender;
    private final Contender otherEnder;

    public TerminateTwiceRace() {
        this(PARALLEL);
    }

    public TerminateTwiceRace(Machine machine) {
        super(machine);
        ender = calls(b1, new TaskCall.TaskTerminate(a));
        otherEnder = calls(b2, new TaskCall.TaskTerminate(a));
        sees(a1);
    }

    @Actor
    public void enders(LLL_Result result) {
        result.r1 = run(ender);
    }

    @Actor
    public void otherEnders(LLL_Result result) {
        result.r2 = run(otherEnder);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    /** Both see that it lives, and both end it. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Both take its space apart.")
    @State
    public static class LooksAndEnds extends TakenOnce {

        @Actor
        public void ender(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void otherEnder(II_Result result) {
            result.r2 = take();
        }
    }
}
