package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A message whose reply port is the one that it was sent to arrives while that port dies: both of its names are dead, or neither. */
@JCStressTest
@Outcome(id = "MACH_MSG_SUCCESS, KERN_SUCCESS, named named", expect = ACCEPTABLE, desc = "It arrived before.")
@Outcome(id = "MACH_MSG_SUCCESS, KERN_SUCCESS, dead dead", expect = ACCEPTABLE, desc = "It was on its way.")
@Outcome(
        id = "MACH_RCV_PORT_CHANGED, KERN_SUCCESS, none none",
        expect = ACCEPTABLE,
        desc = "The port died when the name was looked up.")
@Outcome(id = "MACH_RCV_INVALID_NAME, KERN_SUCCESS, none none", expect = ACCEPTABLE, desc = "The name was gone.")
@Outcome(expect = Expect.FORBIDDEN, desc = "One name is dead, and the other is not.")
@State
public class SameReplyDeathRace extends KernelWithPort {

    private final Contender receiver;
    private final Contender owner;

    public SameReplyDeathRace() {
        this(PARALLEL);
    }

    public SameReplyDeathRace(Machine machine) {
        super(machine);
        MachMsgHeader header = MachMsgHeader.to(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 7)
                .withReply(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);
        made(b1, MachMsgTrap.send(MachMsgSend.of(header, MachMsgTimeout.POLL)));
        receiver = calls(a1, receiving(port, MachMsgTimeout.POLL));
        owner = calls(a2, MachPortTraps.machPortDestroy(a, port));
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
        return remoteOf(receiver) + " " + localOf(receiver);
    }

    /** The port is looked at once for each name. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "One name is dead, and the other is not.")
    @State
    public static class LooksTwice {

        private volatile boolean dead;

        @Actor
        public void receiver(II_Result result) {
            result.r1 = dead ? 0 : 1;
            result.r2 = dead ? 0 : 1;
        }

        @Actor
        public void owner() {
            dead = true;
        }
    }
}
