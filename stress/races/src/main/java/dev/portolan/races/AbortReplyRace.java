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

/** A wait for a handler's answer is aborted while the answer comes: it ends in one of the two ways. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, done, A1 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "Aborted before: nobody has handled it, and its task ends.")
@Outcome(
        id = "KERN_SUCCESS, done, A1 runs repaired, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "Answered before; nothing is left to abort.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The thread waits on, or goes on twice.")
@State
public class AbortReplyRace extends KernelWithHandler {

    private final Contender aborter;
    private final Contender handler;

    public AbortReplyRace() {
        this(PARALLEL);
    }

    public AbortReplyRace(Machine machine) {
        super(machine);
        Continuation reply = repairing(asked());
        aborter = calls(b2, new ThreadCall.ThreadAbort(a1));
        handler = unseen(b1, reply);
        sees(a1);
    }

    @Actor
    public void aborters(LLL_Result result) {
        result.r1 = run(aborter);
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
        public void aborter(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void handler(II_Result result) {
            result.r2 = take();
        }
    }
}
