package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

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

/** A send right is deallocated while its port dies: that works whatever it has become. */
@JCStressTest
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS, gone", expect = ACCEPTABLE, desc = "Dead or alive.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Refused, or a name is left.")
@State
public class DeallocateDeathRace extends KernelWithPort {

    private final Contender dropper;
    private final Contender owner;

    public DeallocateDeathRace() {
        this(PARALLEL);
    }

    public DeallocateDeathRace(Machine machine) {
        super(machine);
        dropper = calls(b1, MachPortTraps.machPortDeallocate(b, right));
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

    /** It is deallocated as what it was seen to be. */
    @JCStressTest
    @Outcome(
            id = {"1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Refused: it is no send right any more.")
    @State
    public static class DeallocatesWhatItWas {

        private volatile boolean dead;

        @Actor
        public void dropper(I_Result result) {
            boolean wasDead = dead;
            result.r1 = wasDead == dead ? 1 : 0;
        }

        @Actor
        public void owner() {
            dead = true;
        }
    }
}
