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
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Word of room is asked for again while room is made: the right of the first request is used, or comes back. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, MACH_MSG_SUCCESS, 66 and 3 names",
        expect = ACCEPTABLE,
        desc = "Asked again before: the first right came back, and word by the second.")
@Outcome(
        id = "KERN_SUCCESS, MACH_MSG_SUCCESS, 66 66 and 2 names",
        expect = ACCEPTABLE,
        desc = "Room was made before: word by the first, and at once by the second.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The first right came back and was used, or neither; or no word at all.")
@State
public class RearmSendPossibleRace extends KernelWithPort {

    private final MachPortName notify;
    private final Contender asker;
    private final Contender receiver;

    public RearmSendPossibleRace() {
        this(PARALLEL);
    }

    public RearmSendPossibleRace(Machine machine) {
        super(machine);
        notify = portInB();
        made(b1, sending(MachMsgTimeout.POLL));
        made(b1, requesting(b, right, MachNotification.MACH_NOTIFY_SEND_POSSIBLE, 1, notify));
        asker = calls(b1, requesting(b, right, MachNotification.MACH_NOTIFY_SEND_POSSIBLE, 1, notify));
        receiver = calls(a1, receiving(port, MachMsgTimeout.POLL));
    }

    @Actor
    public void askers(LLL_Result result) {
        result.r1 = run(asker);
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
        StringBuilder seen = new StringBuilder();
        notices(b2, notify).forEach(notice -> seen.append(notice.id()).append(' '));
        return seen + "and " + b.space().names().size() + " names";
    }

    /** Both look at the first request, and then take its right away. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "It came back, and was used.")
    @State
    public static class LooksAndTakes extends TakenOnce {

        @Actor
        public void asker(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void receiver(II_Result result) {
            result.r2 = take();
        }
    }
}
