package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.machine.Machine;
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

/**
 * A receive right is given up that another task has asked for, and that task ends: the right dies with the notification
 * that carries it, or is given up after all.
 */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, KERN_SUCCESS, 0 live",
        expect = ACCEPTABLE,
        desc = "Sent and lost with the space that it came to, or not sent at all.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The port lives on, and nobody can receive from it.")
@State
public class TerminationNoticeRace extends KernelRace {

    private final Contender owner;
    private final Contender ender;

    public TerminationNoticeRace() {
        this(PARALLEL);
    }

    public TerminationNoticeRace(Machine machine) {
        super(machine);
        MachPortName port = port();
        MachPortName notify = inA(portInB(), MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE);
        made(
                a1,
                requesting(
                        a,
                        port,
                        MachNotification.MACH_NOTIFY_PORT_DESTROYED,
                        0,
                        notify,
                        MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE));
        owner = calls(a1, MachPortTraps.machPortModRefs(a, port, MachPortRight.MACH_PORT_RIGHT_RECEIVE, -1));
        ender = calls(a2, MachPortTraps.taskTerminate(b, List.of()));
    }

    @Actor
    public void owners(LLL_Result result) {
        result.r1 = run(owner);
    }

    @Actor
    public void enders(LLL_Result result) {
        result.r2 = run(ender);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return live() + " live";
    }

    /** Who sends the right looks whether the port that it goes to lives, and puts it into its queue then. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Left in a queue that had been emptied before.")
    @State
    public static class LooksAndSends extends UsedUntilEnded {

        @Actor
        public void owner(II_Result result) {
            result.r1 = use();
        }

        @Actor
        public void ender(II_Result result) {
            result.r2 = end();
        }
    }
}
