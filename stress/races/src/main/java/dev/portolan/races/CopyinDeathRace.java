package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A reply right is copied in while its port dies: the message arrives all the same, with a dead reply right. */
@JCStressTest
@Outcome(
        id = "MACH_MSG_SUCCESS, KERN_SUCCESS, MACH_PORT_DEAD",
        expect = ACCEPTABLE,
        desc = "Copied alive or dead, it is dead when it arrives.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A right to a port that is not there, or a count is wrong.")
@State
public class CopyinDeathRace extends KernelWithPort {

    private final Contender sender;
    private final Contender owner;

    public CopyinDeathRace() {
        this(PARALLEL);
    }

    public CopyinDeathRace(Machine machine) {
        super(machine);
        MachPortName reply = port();
        MachPortName replyInB = inB(reply, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        MachMsgHeader header = MachMsgHeader.to(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 7)
                .withReply(replyInB, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);
        sender = calls(b1, MachMsgTrap.send(MachMsgSend.of(header, MachMsgTimeout.POLL)));
        owner = calls(a1, MachPortTraps.machPortDestroy(a, reply));
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
        return arrived();
    }

    private String arrived() {
        OutValue.Message message = (OutValue.Message)
                made(a2, receiving(port, MachMsgTimeout.POLL)).out();
        return message.buffer().remote().equals(MachPortName.MACH_PORT_DEAD) ? "MACH_PORT_DEAD" : "alive";
    }

    /** The port is seen alive, and counted up afterwards. */
    @JCStressTest
    @Outcome(
            id = {"0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "A right to a dead port is counted for good.")
    @State
    public static class CopiesWhatItSawAlive {

        private volatile boolean dead;
        private volatile int sendRights;

        @Actor
        public void sender() {
            if (!dead) {
                sendRights = 1;
            }
        }

        @Actor
        public void owner() {
            dead = true;
            sendRights = 0;
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = sendRights;
        }
    }
}
