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

/** A set is destroyed while a message comes to its member, and a receiver waits on the set. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, MACH_MSG_SUCCESS, MACH_MSG_SUCCESS 0",
        expect = ACCEPTABLE,
        desc = "Handed over before the set died.")
@Outcome(
        id = "KERN_SUCCESS, MACH_MSG_SUCCESS, MACH_RCV_PORT_CHANGED 1",
        expect = ACCEPTABLE,
        desc = "Let go; the message stays.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The message is lost, or given to one who was let go.")
@State
public class SetDestroyPostRace extends KernelWithSet {

    private final Contender owner;
    private final Contender sender;

    public SetDestroyPostRace() {
        this(PARALLEL);
    }

    public SetDestroyPostRace(Machine machine) {
        super(machine);
        joins();
        waits(a2, receiving(set, MachMsgTimeout.FOREVER));
        owner = calls(a1, MachPortTraps.machPortDestroy(a, set));
        sender = calls(b1, sending(MachMsgTimeout.POLL));
    }

    @Actor
    public void owners(LLL_Result result) {
        result.r1 = run(owner);
    }

    @Actor
    public void senders(LLL_Result result) {
        result.r2 = run(sender);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return rest(a2) + " " + messages();
    }

    /** The receiver is found waiting, and handed the message afterwards. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Let go, and given a message.")
    @State
    public static class LooksAndHands extends TakenOnce {

        @Actor
        public void owner(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void sender(II_Result result) {
            result.r2 = take();
        }
    }
}
