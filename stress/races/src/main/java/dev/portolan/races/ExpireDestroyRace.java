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
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A timer is destroyed just when its time comes: whether it fires or not, nothing is left of it. */
@JCStressTest
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS, live 0", expect = ACCEPTABLE, desc = "Fired or not, it is gone.")
@Outcome(expect = Expect.FORBIDDEN, desc = "It fires into a port that is not there, or a right is left.")
@State
public class ExpireDestroyRace extends KernelWithTimer {

    private final Contender clock;
    private final Contender owner;

    public ExpireDestroyRace() {
        this(PARALLEL);
    }

    public ExpireDestroyRace(Machine machine) {
        super(machine);
        made(a1, MkTimerTraps.mkTimerArm(timer, 1));
        clock = calls(a2, MkTimerTraps.mkTimerExpire(timer));
        owner = calls(a1, MkTimerTraps.mkTimerDestroy(timer));
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
        return "live " + live();
    }

    /** Whose time comes sees the port alive, and sends to it then. */
    @JCStressTest
    @Outcome(
            id = {"0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "A message to a port that is dead is left for good.")
    @State
    public static class SendsToWhatItSawAlive {

        private volatile boolean dead;
        private volatile int messages;

        @Actor
        public void clock() {
            if (!dead) {
                messages = 1;
            }
        }

        @Actor
        public void owner() {
            dead = true;
            messages = 0;
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = messages;
        }
    }
}
