package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachPortTraps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A message is sent by a name whose last reference another thread of the task drops. */
@JCStressTest
@Outcome(id = "MACH_MSG_SUCCESS, KERN_SUCCESS, 1", expect = ACCEPTABLE, desc = "The right was copied before.")
@Outcome(id = "MACH_SEND_INVALID_DEST, KERN_SUCCESS, 0", expect = ACCEPTABLE, desc = "There was no name any more.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Another answer, or sent by no right, or a count is wrong.")
@State
public class SendDeallocateRace extends KernelWithPort {

    private final Contender sender;
    private final Contender dropper;

    public SendDeallocateRace() {
        this(PARALLEL);
    }

    public SendDeallocateRace(Machine machine) {
        super(machine);
        sender = calls(b1, sending(MachMsgTimeout.POLL));
        dropper = calls(b2, MachPortTraps.machPortDeallocate(b, right));
    }

    @Actor
    public void senders(LLL_Result result) {
        result.r1 = run(sender);
    }

    @Actor
    public void droppers(LLL_Result result) {
        result.r2 = run(dropper);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return Integer.toString(messages());
    }

    /** The count of send rights is read and written back. */
    @JCStressTest
    @Outcome(
            id = {"1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"0", "2"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "A right is lost, or one too many.")
    @State
    public static class CountsInTwoSteps extends CountedInTwoSteps {

        public CountsInTwoSteps() {
            super(1);
        }

        @Actor
        public void sender() {
            add(1);
        }

        @Actor
        public void dropper() {
            add(-1);
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = count();
        }
    }
}
