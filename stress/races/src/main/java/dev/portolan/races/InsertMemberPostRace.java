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
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A port joins a set on which a receiver waits while a message comes to it: the receiver gets it, whoever was first. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, MACH_MSG_SUCCESS, MACH_MSG_SUCCESS 0",
        expect = ACCEPTABLE,
        desc = "Handed over when it came, or when the port joined.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The message lies there, and the receiver waits.")
@State
public class InsertMemberPostRace extends KernelWithSet {

    private final Contender owner;
    private final Contender sender;

    public InsertMemberPostRace() {
        this(PARALLEL);
    }

    public InsertMemberPostRace(Machine machine) {
        super(machine);
        waits(a2, receiving(set, MachMsgTimeout.FOREVER));
        owner = calls(a1, MachPortTraps.machPortInsertMember(a, port, set));
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

    /** Who joins looks for a message and joins then; the sender looks for a set and leaves its message then. */
    @JCStressTest
    @Outcome(id = "given", expect = ACCEPTABLE)
    @Outcome(id = "lies", expect = ACCEPTABLE_INTERESTING, desc = "The receiver waits beside a message.")
    @State
    public static class LooksAndJoins extends LooksAndComes {

        @Actor
        public void owner() {
            comeToWait();
        }

        @Actor
        public void sender() {
            comeWithWhatIsWaitedFor();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = isGiven() ? "given" : "lies";
        }
    }
}
