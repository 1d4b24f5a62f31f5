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

/** A send right is given up by its count while its port dies: then it is no send right any more. */
@JCStressTest
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS, gone", expect = ACCEPTABLE, desc = "Given up before.")
@Outcome(id = "KERN_INVALID_RIGHT, KERN_SUCCESS, dead name", expect = ACCEPTABLE, desc = "It was a dead name.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Given up, and a dead name all the same; or neither.")
@State
public class ModRefsDeathRace extends KernelWithPort {

    private final Contender dropper;
    private final Contender owner;

    public ModRefsDeathRace() {
        this(PARALLEL);
    }

    public ModRefsDeathRace(Machine machine) {
        super(machine);
        dropper = calls(b1, MachPortTraps.machPortModRefs(b, right, MachPortRight.MACH_PORT_RIGHT_SEND, -1));
        owner = calls(a1, MachPortTraps.machPortDestroy(a, port));
    }

    @Actor
    public void droppers(LLL_Result result) {
        result.r1 = run(dropper);
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
        return b.space().names().isEmpty() ? "gone" : "dead name";
    }

    /** The right is seen alive and given up afterwards; who kills the port makes a dead name of it. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Given up, and a dead name.")
    @State
    public static class LooksAndGivesUp extends UsedUntilEnded {

        @Actor
        public void dropper(II_Result result) {
            result.r1 = use();
        }

        @Actor
        public void owner(II_Result result) {
            result.r2 = end();
        }
    }
}
