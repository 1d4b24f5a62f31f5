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
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The limit of a port's full queue is raised by one: the sender that waits has the room, and not one that comes by. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, MACH_SEND_TIMED_OUT, MACH_MSG_SUCCESS, 2 messages",
        expect = ACCEPTABLE,
        desc = "The room is his who waited.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Somebody went before him, or nobody came in.")
@State
public class LimitSendersRace extends KernelWithPort {

    private final Contender owner;
    private final Contender sender;

    public LimitSendersRace() {
        this(PARALLEL);
    }

    public LimitSendersRace(Machine machine) {
        super(machine);
        made(b2, sending(MachMsgTimeout.POLL));
        waits(b1, sending(MachMsgTimeout.FOREVER));
        owner = calls(a1, MachPortTraps.machPortSetQueueLimit(a, port, 2));
        sender = calls(b2, sending(MachMsgTimeout.POLL));
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
        return rest(b1) + ", " + messages() + " messages";
    }

    /** The limit is raised first, and then who waits is let in. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "Another saw the room, and took it.")
    @State
    public static class RaisesThenLetsIn {

        private volatile int limit = 1;
        private volatile int count = 1;

        @Actor
        public void owner() {
            limit = 2;
            count = 2;
        }

        @Actor
        public void sender(I_Result result) {
            int seen = count;
            result.r1 = seen < limit ? 1 : 0;
        }
    }
}
