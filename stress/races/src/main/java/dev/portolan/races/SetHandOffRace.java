package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.machine.Machine;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A message comes for one who waits at a set while another looks at the port itself: it is not taken away before. */
@JCStressTest
@Outcome(
        id = "MACH_MSG_SUCCESS, MACH_RCV_TIMED_OUT, MACH_MSG_SUCCESS 0",
        expect = ACCEPTABLE,
        desc = "Handed to the one who waited; the port was empty before, and is again.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Who came later has it, and who waited waits on.")
@State
public class SetHandOffRace extends KernelWithSet {

    private final Contender sender;
    private final Contender receiver;

    public SetHandOffRace() {
        this(PARALLEL);
    }

    public SetHandOffRace(Machine machine) {
        super(machine);
        joins();
        waits(a2, receiving(set, MachMsgTimeout.FOREVER));
        sender = calls(b1, sending(MachMsgTimeout.POLL));
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
        return rest(a2) + " " + messages();
    }

    /** The message lies in the queue before it is handed over. */
    @JCStressTest
    @Outcome(id = "7, 0", expect = ACCEPTABLE)
    @Outcome(id = "0, 7", expect = ACCEPTABLE_INTERESTING, desc = "Taken away from the one who waited.")
    @State
    public static class QueuesAndHands {

        private final AtomicInteger queued = new AtomicInteger();

        @Actor
        public void sender(II_Result result) {
            queued.set(7);
            result.r1 = queued.getAndSet(0);
        }

        @Actor
        public void receiver(II_Result result) {
            result.r2 = queued.getAndSet(0);
        }
    }
}
