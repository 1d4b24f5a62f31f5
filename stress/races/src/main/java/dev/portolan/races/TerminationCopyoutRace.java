package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A task ends while its thread receives a message that has a reply right of another task. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, MACH_MSG_SUCCESS, 1 0",
        expect = ACCEPTABLE,
        desc = "The reply right had its name, and went with it.")
@Outcome(
        id = "KERN_SUCCESS, MACH_RCV_HEADER_ERROR, 1 0",
        expect = ACCEPTABLE,
        desc = "The space was dead when the message was copied out.")
@Outcome(
        id = "KERN_SUCCESS, MACH_RCV_PORT_CHANGED, 1 0",
        expect = ACCEPTABLE,
        desc = "The port had died when the message was to be taken.")
@Outcome(
        id = "KERN_SUCCESS, MACH_RCV_INVALID_NAME, 1 0",
        expect = ACCEPTABLE,
        desc = "The space was dead when the name was looked up.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The reply right is lost, or used twice, or left in the dead space.")
@State
public class TerminationCopyoutRace extends KernelRace {

    private final Contender ender;
    private final Contender receiver;
    private final MachPortName reply;

    public TerminationCopyoutRace() {
        this(PARALLEL);
    }

    public TerminationCopyoutRace(Machine machine) {
        super(machine);
        reply = port();
        MachPortName port = portInB();
        MachPortName right = inA(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        MachMsgHeader header = new MachMsgHeader(
                right,
                MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND.code(),
                reply,
                MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE.code(),
                MachPortName.MACH_PORT_NULL,
                0,
                7);
        made(a1, MachMsgTrap.send(MachMsgSend.of(header, MachMsgTimeout.POLL)));
        ender = calls(a1, MachPortTraps.taskTerminate(b, List.of()));
        receiver = calls(b1, receiving(port, MachMsgTimeout.POLL));
    }

    @Actor
    public void enders(LLL_Result result) {
        result.r1 = run(ender);
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
        return portOf(a, reply).messageCount() + " " + b.space().names().size();
    }

    /** Whoever copies out looks whether the space lives, and then puts a name into it. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "A name in a space that was torn down before.")
    @State
    public static class LooksAndNames extends UsedUntilEnded {

        @Actor
        public void receiver(II_Result result) {
            result.r1 = use();
        }

        @Actor
        public void ender(II_Result result) {
            result.r2 = end();
        }
    }
}
