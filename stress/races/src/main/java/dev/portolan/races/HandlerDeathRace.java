package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachPortRight;
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

/** A thread faults while the port dies that is to be asked about it: whoever comes next is asked, and nobody waits at the dead one. */
@JCStressTest
@Outcome(
        id = "done, KERN_SUCCESS, A1 waits, queued dead and 2405/0",
        expect = ACCEPTABLE,
        desc = "The next is asked, whether the request came too late or died with its port.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody is asked, or the thread waits for an answer that nobody can give.")
@State
public class HandlerDeathRace extends KernelWithHandler {

    private final Contender faulter;
    private final Contender handler;

    public HandlerDeathRace() {
        this(PARALLEL);
    }

    public HandlerDeathRace(Machine machine) {
        super(machine);
        made(b1, registering(a1.act(), first));
        made(b1, registering(a, second));
        faulter = unseen(a1, faulting());
        handler = calls(b1, MachPortTraps.machPortModRefs(b, first, MachPortRight.MACH_PORT_RIGHT_RECEIVE, -1));
        sees(a1);
    }

    @Actor
    public void faulters(LLL_Result result) {
        result.r1 = run(faulter);
    }

    @Actor
    public void handlers(LLL_Result result) {
        result.r2 = run(handler);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    /** Who faults looks whether the port lives, and puts its request into the queue then. */
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
        public void faulter(II_Result result) {
            result.r1 = use();
        }

        @Actor
        public void handler(II_Result result) {
            result.r2 = end();
        }
    }
}
