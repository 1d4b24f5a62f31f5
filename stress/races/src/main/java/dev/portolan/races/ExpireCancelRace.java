package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MkTimerTraps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A timer is cancelled just when its time comes: either it fires, or who cancels is told that it would have. */
@JCStressTest
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS, told of 0, messages 1", expect = ACCEPTABLE, desc = "Fired before.")
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS, told of 1, messages 0", expect = ACCEPTABLE, desc = "Cancelled before.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Cancelled and fired, or neither.")
@State
public class ExpireCancelRace extends KernelWithTimer {

    private final Contender clock;
    private final Contender canceller;

    public ExpireCancelRace() {
        this(PARALLEL);
    }

    public ExpireCancelRace(Machine machine) {
        super(machine);
        made(a1, MkTimerTraps.mkTimerArm(timer, 1));
        clock = calls(a2, MkTimerTraps.mkTimerExpire(timer));
        canceller = calls(a1, MkTimerTraps.mkTimerCancel(timer));
    }

    @Actor
    public void clocks(LLL_Result result) {
        result.r1 = run(clock);
    }

    @Actor
    public void cancellers(LLL_Result result) {
        result.r2 = run(canceller);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return "told of " + told() + ", messages " + messages();
    }

    private long told() {
        Answer.Returned answer = (Answer.Returned) canceller.answer();
        return ((OutValue.Time) answer.result().out()).time();
    }

    /** Whoever ends it looks whether it is armed, and then ends it. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Fired, and told that it had not.")
    @State
    public static class LooksAndEnds extends TakenOnce {

        @Actor
        public void clock(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void canceller(II_Result result) {
            result.r2 = take();
        }
    }
}
