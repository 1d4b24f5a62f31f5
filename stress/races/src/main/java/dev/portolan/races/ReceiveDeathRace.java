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

/** A receiver takes the one message of a port that another thread of its task destroys. */
@JCStressTest
@Outcome(id = "MACH_MSG_SUCCESS, KERN_SUCCESS, sound", expect = ACCEPTABLE, desc = "It had the message first.")
@Outcome(
        id = "MACH_RCV_PORT_CHANGED, KERN_SUCCESS, sound",
        expect = ACCEPTABLE,
        desc = "The port died when the name was looked up.")
@Outcome(id = "MACH_RCV_INVALID_NAME, KERN_SUCCESS, sound", expect = ACCEPTABLE, desc = "The name was gone.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Another answer, or a message was both received and destroyed.")
@State
public class ReceiveDeathRace extends KernelWithPort {

    private final Contender receiver;
    private final Contender owner;

    public ReceiveDeathRace() {
        this(PARALLEL);
    }

    public ReceiveDeathRace(Machine machine) {
        super(machine);
        made(b1, sending(MachMsgTimeout.POLL));
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
        return "sound";
    }

    /** Both look at the message, and then take it away. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Received, and destroyed.")
    @State
    public static class TakesAndDestroys extends TakenOnce {

        @Actor
        public void receiver(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void owner(II_Result result) {
            result.r2 = take();
        }
    }
}
