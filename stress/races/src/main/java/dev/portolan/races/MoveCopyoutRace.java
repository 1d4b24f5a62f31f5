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
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A message has been taken for its receiver, and the receive right moves before it arrives: it comes to no name. */
@JCStressTest
@Outcome(id = "MACH_MSG_SUCCESS, KERN_SUCCESS, named", expect = ACCEPTABLE, desc = "It arrived before the right moved.")
@Outcome(id = "MACH_MSG_SUCCESS, KERN_SUCCESS, null", expect = ACCEPTABLE, desc = "The right had left.")
@Outcome(
        id = "MACH_RCV_INVALID_NAME, KERN_SUCCESS, none",
        expect = ACCEPTABLE,
        desc = "The right had left before the name was looked up.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A name under which there is no receive right.")
@State
public class MoveCopyoutRace extends KernelWithPort {

    private final Contender receiver;
    private final Contender owner;

    public MoveCopyoutRace() {
        this(PARALLEL);
    }

    public MoveCopyoutRace(Machine machine) {
        super(machine);
        made(b2, sending(MachMsgTimeout.POLL));
        receiver = calls(a1, receiving(port, MachMsgTimeout.POLL));
        owner = calls(
                a2,
                MachPortTraps.machPortInsertRight(
                        b, right, port, MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE.code(), PortCall.Entry.RPC));
    }

    @Actor
    public void receivers(LLL_Result result) {
        result.r1 = run(receiver);
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
        return localOf(receiver);
    }

    /** The receiver of a port is read in two halves, its space and its name there. */
    @JCStressTest
    @Outcome(
            id = {"1, 5", "2, 9"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 9", "2, 5"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "A name of another space.")
    @State
    public static class ReadsInTwo {

        private volatile int space = 1;
        private volatile int name = 5;

        @Actor
        public void receiver(II_Result result) {
            result.r1 = space;
            result.r2 = name;
        }

        @Actor
        public void owner() {
            space = 2;
            name = 9;
        }
    }
}
