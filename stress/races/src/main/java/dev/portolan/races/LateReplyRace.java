package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.kern.Continuation;
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

/** A thread that waits for a handler's answer is told to end while the answer comes: it goes, whoever was first. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, done, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "Answered or not, it executes no instruction.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The thread waits on, or executes another instruction.")
@State
public class LateReplyRace extends KernelWithHandler {

    private final Contender ender;
    private final Contender handler;

    public LateReplyRace() {
        this(PARALLEL);
    }

    public LateReplyRace(Machine machine) {
        super(machine);
        Continuation reply = repairing(asked());
        ender = calls(b2, new ThreadCall.ThreadTerminate(a1));
        handler = unseen(b1, reply);
        sees(a1);
    }

    @Actor
    public void enders(LLL_Result result) {
        result.r1 = run(ender);
    }

    @Actor
    public void handlers(LLL_Result result) {
        result.r2 = run(handler);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    /** Both see that it waits, and both let it go. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "It goes on from one wait twice.")
    @State
    public static class LooksAndLetsGo extends TakenOnce {

        @Actor
        public void ender(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void handler(II_Result result) {
            result.r2 = take();
        }
    }
}
