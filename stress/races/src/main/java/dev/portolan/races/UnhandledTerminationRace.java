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

/** A thread faults, and nobody handles it, while its task is told to end: it ends once. */
@JCStressTest
@Outcome(
        id = "done, KERN_SUCCESS, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The other was before.")
@Outcome(
        id = "done, KERN_FAILURE, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The fault was before.")
@Outcome(
        id = "done, KERN_INVALID_ARGUMENT, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The fault was before, and the task is gone.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both end it, or neither.")
@State
public class UnhandledTerminationRace extends KernelWithHandler {

    private final Contender faulter;
    private final Contender ender;

    public UnhandledTerminationRace() {
        this(PARALLEL);
    }

    public UnhandledTerminationRace(Machine machine) {
        super(machine);
        faulter = unseen(a1, faulting());
        ender = calls(b1, new TaskCall.TaskTerminate(a));
        sees(a1);
    }

    @Actor
    public void faulters(LLL_Result result) {
        result.r1 = run(faulter);
    }

    @Actor
    public void enders(LLL_Result result) {
        result.r2 = run(ender);
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
        public void faulter(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void ender(II_Result result) {
            result.r2 = take();
        }
    }
}
