package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
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

/** The time of a timer comes again while its message is received: it is sent again only if it is free. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, MACH_MSG_SUCCESS, messages 0",
        expect = ACCEPTABLE,
        desc = "Not free when the time came: that firing is lost.")
@Outcome(
        id = "KERN_SUCCESS, MACH_MSG_SUCCESS, messages 1",
        expect = ACCEPTABLE,
        desc = "Free when the time came: sent again.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Two messages of one timer, or one that is never free.")
@State
public class ExpireReceiveRace extends KernelWithTimer {

    private final Contender clock;
    private final Contender receiver;

    public ExpireReceiveRace() {
        this(PARALLEL);
    }

    public ExpireReceiveRace(Machine machine) {
        super(machine);
        made(a1, MkTimerTraps.mkTimerArm(timer, 0));
        made(a1, MkTimerTraps.mkTimerArm(timer, 1));
        clock = calls(a2, MkTimerTraps.mkTimerExpire(timer));
        receiver = calls(a1, receiving(timer, MachMsgTimeout.POLL));
    }

    @Actor
    public void clocks(LLL_Result result) {
        result.r1 = run(clock);
    }

    @Actor
    public void receivers(LLL_Result result) {
        result.r2 = run(receiver);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return "messages " + messages();
    }

    /** Who receives sets the message free, and takes all that is queued then. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "1, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"2, 0", "1, 2"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Sent again while it is queued.")
    @State
    public static class FreesWhatIsQueued {

        private volatile int queued = 1;
        private volatile boolean free;

        @Actor
        public void receiver(II_Result result) {
            free = true;
            result.r1 = queued;
            queued = 0;
        }

        @Actor
        public void clock() {
            if (free) {
                queued = queued + 1;
            }
        }

        @Arbiter
        public void after(II_Result result) {
            result.r2 = queued;
        }
    }
}
