package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.Machine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A receiver comes to a set while a message comes to its member: it takes the message, or is handed it. */
@JCStressTest
@Outcome(
        id = "MACH_MSG_SUCCESS, MACH_MSG_SUCCESS, MACH_MSG_SUCCESS 0",
        expect = ACCEPTABLE,
        desc = "The set knew of the message when it came.")
@Outcome(
        id = "BLOCKED, MACH_MSG_SUCCESS, MACH_MSG_SUCCESS 0",
        expect = ACCEPTABLE,
        desc = "It waited, and was handed the message.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The message lies there, and the receiver waits.")
@State
public class SetReceivePostRace extends KernelWithSet {

    private final Contender receiver;
    private final Contender sender;

    public SetReceivePostRace() {
        this(PARALLEL);
    }

    public SetReceivePostRace(Machine machine) {
        super(machine);
        joins();
        receiver = calls(a2, receiving(set, MachMsgTimeout.FOREVER));
        sender = calls(b1, sending(MachMsgTimeout.POLL));
    }

    @Actor
    public void receivers(LLL_Result result) {
        result.r1 = run(receiver);
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
        String received = receiver.answer() == Answer.Going.BLOCKED ? rest(a2) : receiver.result();
        return received + " " + messages();
    }

    /** The sender looks who waits, and then tells the set; the receiver asks the set, and then waits. */
    @JCStressTest
    @Outcome(id = "given", expect = ACCEPTABLE)
    @Outcome(id = "lies", expect = ACCEPTABLE_INTERESTING, desc = "The receiver waits beside a message.")
    @State
    public static class PollsAndPreposts extends LooksAndComes {

        @Actor
        public void receiver() {
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
