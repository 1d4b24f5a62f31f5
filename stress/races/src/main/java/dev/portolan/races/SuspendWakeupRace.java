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

/** A thread is suspended while it comes back from a wait: it parks at the border, once, and the suspender is told. */
@JCStressTest
@Outcome(
        id = "done, done, A1 parked, B2 runs faulting, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "Parked before it came there, or when it noticed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "It runs on, or the suspender waits for good.")
@State
public class SuspendWakeupRace extends KernelWithHandler {

    private final Contender sleeper;
    private final Contender suspender;

    public SuspendWakeupRace() {
        this(PARALLEL);
    }

    public SuspendWakeupRace(Machine machine) {
        super(machine);
        Continuation reply = repairing(asked());
        made(b1, reply);
        sleeper = goesOn(a1);
        suspender = unseen(b2, new ThreadCall.ThreadSuspend(a1));
        sees(a1, b2);
    }

    @Actor
    public void sleepers(LLL_Result result) {
        result.r1 = run(sleeper);
    }

    @Actor
    public void suspenders(LLL_Result result) {
        result.r2 = run(suspender);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    /** Who comes to the border looks whether it is held, and is seen on the processor then. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"0, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "It runs, and who holds it does not wait for it.")
    @State
    public static class LooksAndHolds extends HeldOrThere {

        @Actor
        public void sleeper(II_Result result) {
            result.r1 = come();
        }

        @Actor
        public void suspender(II_Result result) {
            result.r2 = hold();
        }
    }
}
