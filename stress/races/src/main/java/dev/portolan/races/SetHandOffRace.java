package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.concurrent.atomic.AtomicInteger;
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
public class SetHandOffRace extends KernelRace {

    private final Actor sender;
    private final Actor receiver;
    private final MachPortName port;

    public SetHandOffRace() {
        this(PARALLEL);
    }

    public SetHandOffRace(Machine machine) {
        super(machine);
        port = port();
        MachPortName right = inB(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        MachPortName set = setInA();
        made(a1, MachPortTraps.machPortInsertMember(a, port, set));
        waits(a2, receiving(set, MachMsgTimeout.FOREVER));
        sender = calls(b1, sending(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, MachMsgTimeout.POLL));
        receiver = calls(a1, receiving(port, MachMsgTimeout.POLL));
    }

    @org.openjdk.jcstress.annotations.Actor
    public void senders(LLL_Result result) {
        result.r1 = run(sender);
    }

    @org.openjdk.jcstress.annotations.Actor
    public void receivers(LLL_Result result) {
        result.r2 = run(receiver);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return rest(a2) + " " + portOf(a, port).messageCount();
    }

    /** The message lies in the queue before it is handed over. */
    @JCStressTest
    @Outcome(id = "7, 0", expect = ACCEPTABLE)
    @Outcome(id = "0, 7", expect = ACCEPTABLE_INTERESTING, desc = "Taken away from the one who waited.")
    @State
    public static class QueuesAndHands {

        private final AtomicInteger queued = new AtomicInteger();

        @org.openjdk.jcstress.annotations.Actor
        public void sender(II_Result result) {
            queued.set(7);
            result.r1 = queued.getAndSet(0);
        }

        @org.openjdk.jcstress.annotations.Actor
        public void receiver(II_Result result) {
            result.r2 = queued.getAndSet(0);
        }
    }
}
