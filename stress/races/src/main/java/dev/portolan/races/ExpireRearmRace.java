package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

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

/** A timer is armed anew just when its time comes: it fires once, for one of its deadlines. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, KERN_SUCCESS, messages 1, armed for 2",
        expect = ACCEPTABLE,
        desc = "Fired before, and armed again.")
@Outcome(
        id = "KERN_SUCCESS, KERN_SUCCESS, messages 1, armed for 0",
        expect = ACCEPTABLE,
        desc = "Armed before: it is the new deadline that has come.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The time came and nothing fired, or it fires again.")
@State
public class ExpireRearmRace extends KernelWithTimer {

    private final Contender clock;
    private final Contender owner;

    public ExpireRearmRace() {
        this(PARALLEL);
    }

    public ExpireRearmRace(Machine machine) {
        super(machine);
        made(a1, MkTimerTraps.mkTimerArm(timer, 1));
        clock = calls(a2, MkTimerTraps.mkTimerExpire(timer));
        owner = calls(a1, MkTimerTraps.mkTimerArm(timer, 2));
    }

    @Actor
    public void clocks(LLL_Result result) {
        result.r1 = run(clock);
    }

    @Actor
    public void owners(LLL_Result result) {
        result.r2 = run(owner);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return "messages " + messages() + ", armed for " + deadline();
    }

    /** Who arms it anew disarms it, and arms it then. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "1, 2"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"0, 2"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Its time has come, and it does not fire.")
    @State
    public static class DisarmsAndArms {

        private volatile int deadline = 1;
        private volatile int messages;

        @Actor
        public void clock() {
            if (deadline != 0) {
                deadline = 0;
                messages = 1;
            }
        }

        @Actor
        public void owner() {
            deadline = 0;
            deadline = 2;
        }

        @Arbiter
        public void after(II_Result result) {
            result.r1 = messages;
            result.r2 = deadline;
        }
    }
}
