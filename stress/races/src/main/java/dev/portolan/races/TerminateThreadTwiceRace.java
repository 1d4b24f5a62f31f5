package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.machine.Machine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two end a thread: one of them does, and the other is told that it was too late. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, KERN_TERMINATED, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The first was before.")
@Outcome(
        id = "KERN_TERMINATED, KERN_SUCCESS, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The second was before.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both end it, or neither.")
@State
public class TerminateThreadTwiceRace extends KernelWithHandler {

    private final Contender ender;
    private final Contender otherEnder;

    public TerminateThreadTwiceRace() {
        this(PARALLEL);
    }

    public TerminateThreadTwiceRace(Machine machine) {
        super(machine);
        ender = calls(b1, new ThreadCall.ThreadTerminate(a1));
        otherEnder = calls(b2, new ThreadCall.ThreadTerminate(a1));
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
            desc = "Both are told that they did.")
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
