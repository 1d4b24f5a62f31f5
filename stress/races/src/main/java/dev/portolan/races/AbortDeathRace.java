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
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A sender that waits is aborted while its port dies. */
@JCStressTest
@Outcome(id = "done, KERN_SUCCESS, MACH_SEND_INTERRUPTED", expect = ACCEPTABLE, desc = "Aborted first.")
@Outcome(
        id = "done, KERN_SUCCESS, MACH_MSG_SUCCESS",
        expect = ACCEPTABLE,
        desc = "The port died first; the message with it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "It waits on, or both came true, or a right is left over.")
@State
public class AbortDeathRace extends KernelWithPort {

    private final Contender aborter;
    private final Contender owner;

    public AbortDeathRace() {
        this(PARALLEL);
    }

    public AbortDeathRace(Machine machine) {
        super(machine);
        made(b2, sending(MachMsgTimeout.POLL));
        waits(b1, sending(MachMsgTimeout.FOREVER));
        aborter = aborts(b1);
        owner = calls(a1, MachPortTraps.machPortDestroy(a, port));
    }

    @Actor
    public void aborters(LLL_Result result) {
        result.r1 = run(aborter);
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
        return rest(b1);
    }

    /** Whoever lets the sender go looks whether it was, and then answers. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Let go twice.")
    @State
    public static class AnswersTwice extends TakenOnce {

        @Actor
        public void aborter(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void owner(II_Result result) {
            result.r2 = take();
        }
    }
}
