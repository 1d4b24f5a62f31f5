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

/** A message is sent to a port that dies: before copy-in it is refused, after it swallowed or destroyed with the queue. */
@JCStressTest
@Outcome(
        id = "MACH_MSG_SUCCESS, KERN_SUCCESS, sound",
        expect = ACCEPTABLE,
        desc = "It was on its way, and died with the port.")
@Outcome(id = "MACH_SEND_INVALID_DEST, KERN_SUCCESS, sound", expect = ACCEPTABLE, desc = "The port was dead before.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Another answer, or a right is left over.")
@State
public class SendDeathRace extends KernelWithPort {

    private final Contender sender;
    private final Contender owner;

    public SendDeathRace() {
        this(PARALLEL);
    }

    public SendDeathRace(Machine machine) {
        super(machine);
        sender = calls(b1, sending(MachMsgTimeout.POLL));
        owner = calls(a1, MachPortTraps.machPortDestroy(a, port));
    }

    @Actor
    public void senders(LLL_Result result) {
        result.r1 = run(sender);
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

    /** Who sends looks whether the port lives, and then counts itself in: two steps. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Stranded: accepted by a port that had been emptied.")
    @State
    public static class LooksAtTheFlag extends UsedUntilEnded {

        @Actor
        public void sender(II_Result result) {
            result.r1 = use();
        }

        @Actor
        public void owner(II_Result result) {
            result.r2 = end();
        }
    }
}
