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
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A receiver makes room for a sender that waits, while the port dies. */
@JCStressTest
@Outcome(
        id = "MACH_MSG_SUCCESS, KERN_SUCCESS, MACH_MSG_SUCCESS",
        expect = ACCEPTABLE,
        desc = "The receiver was first; the sender had its slot, or died with the port.")
@Outcome(id = "MACH_RCV_INVALID_NAME, KERN_SUCCESS, MACH_MSG_SUCCESS", expect = ACCEPTABLE, desc = "The name was gone.")
@Outcome(
        id = "MACH_RCV_PORT_CHANGED, KERN_SUCCESS, MACH_MSG_SUCCESS",
        expect = ACCEPTABLE,
        desc = "The port died when the name was looked up.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The sender waits on, or a right is left over.")
@State
public class GrantDeathRace extends KernelWithPort {

    private final Contender receiver;
    private final Contender owner;

    public GrantDeathRace() {
        this(PARALLEL);
    }

    public GrantDeathRace(Machine machine) {
        super(machine);
        made(b2, sending(MachMsgTimeout.POLL));
        waits(b1, sending(MachMsgTimeout.FOREVER));
        receiver = calls(a1, receiving(port, MachMsgTimeout.POLL));
        owner = calls(a2, MachPortTraps.machPortDestroy(a, port));
    }

    @Actor
    public void receivers(LLL_Result result) {
        result.r1 = run(receiver);
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
        return rest(b1);
    }

    /** The slot is granted to one who was let go since it was seen to wait. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Granted by a port that was dead.")
    @State
    public static class GrantsToTheDead extends UsedUntilEnded {

        @Actor
        public void receiver(II_Result result) {
            result.r1 = use();
        }

        @Actor
        public void owner(II_Result result) {
            result.r2 = end();
        }
    }
}
