package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.kern.PortCall;
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

/** A message comes for a receiver that waits, while the receive right moves to another task. */
@JCStressTest
@Outcome(
        id = "MACH_MSG_SUCCESS, KERN_SUCCESS, MACH_MSG_SUCCESS 0",
        expect = ACCEPTABLE,
        desc = "Handed over before the right moved.")
@Outcome(
        id = "MACH_MSG_SUCCESS, KERN_SUCCESS, MACH_RCV_PORT_CHANGED 1",
        expect = ACCEPTABLE,
        desc = "Let go; the message is the new owner's.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or given to one who was let go.")
@State
public class MoveHandOffRace extends KernelWithPort {

    private final Contender sender;
    private final Contender owner;

    public MoveHandOffRace() {
        this(PARALLEL);
    }

    public MoveHandOffRace(Machine machine) {
        super(machine);
        waits(a1, receiving(port, MachMsgTimeout.FOREVER));
        sender = calls(b1, sending(MachMsgTimeout.POLL));
        owner = calls(
                a2,
                MachPortTraps.machPortInsertRight(
                        b, right, port, MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE.code(), PortCall.Entry.RPC));
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
        return rest(a1) + " " + messages();
    }

    /** The receiver is found waiting, and handed the message afterwards. */
    @JCStressTest
    @Outcome(
            id = {"7", "0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"7 too late"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Given to one who was let go.")
    @State
    public static class LooksAndHands {

        private volatile boolean waiting = true;
        private volatile boolean letGo;
        private volatile String given = "0";

        @Actor
        public void sender() {
            if (waiting) {
                given = letGo ? "7 too late" : "7";
            }
        }

        @Actor
        public void owner() {
            letGo = true;
            waiting = false;
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = given;
        }
    }
}
