package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.machine.Machine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Word of room in a full queue is asked for, of a port of which nobody ever asked anything, while its message is taken:
 * whoever was first, word comes once. The receiver looks without a lock whether anything was asked.
 */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, MACH_MSG_SUCCESS, told 66",
        expect = ACCEPTABLE,
        desc = "By the receiver, or at once, for there was room already.")
@Outcome(expect = Expect.FORBIDDEN, desc = "There is room, and the sender waits for word of it; or it comes twice.")
@State
public class FirstRequestRace extends KernelWithPort {

    private final MachPortName notify;
    private final Contender sender;
    private final Contender receiver;

    public FirstRequestRace() {
        this(PARALLEL);
    }

    public FirstRequestRace(Machine machine) {
        super(machine);
        notify = portInB();
        made(b1, sending(MachMsgTimeout.POLL));
        sender = calls(b1, requesting(b, right, MachNotification.MACH_NOTIFY_SEND_POSSIBLE, 1, notify));
        receiver = calls(a1, receiving(port, MachMsgTimeout.POLL));
    }

    @Actor
    public void senders(LLL_Result result) {
        result.r1 = run(sender);
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
        StringBuilder told = new StringBuilder("told");
        notices(b2, notify).forEach(notice -> told.append(' ').append(notice.id()));
        return told.toString();
    }

    /** The receiver looks whether anybody asked, and makes room then. */
    @JCStressTest
    @Outcome(id = "told", expect = ACCEPTABLE)
    @Outcome(id = "waits", expect = ACCEPTABLE_INTERESTING, desc = "There is room, and the sender is not told.")
    @State
    public static class LooksAndMakesRoom extends LooksAndComes {

        @Actor
        public void sender() {
            comeToWait();
        }

        @Actor
        public void receiver() {
            comeWithWhatIsWaitedFor();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = isGiven() ? "told" : "waits";
        }
    }
}
