package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
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

/** A port is destroyed and another allocated while somebody gives up the first by its name: the second is not meant. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS KERN_SUCCESS, KERN_INVALID_NAME, 1",
        expect = ACCEPTABLE,
        desc = "Destroyed first; the name was gone.")
@Outcome(id = "KERN_INVALID_NAME KERN_SUCCESS, KERN_SUCCESS, 1", expect = ACCEPTABLE, desc = "Given up first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The new port was taken for the old.")
@State
public class NameReuseRace extends KernelRace {

    private final Contender owner;
    private final Contender other;

    public NameReuseRace() {
        this(PARALLEL);
    }

    public NameReuseRace(Machine machine) {
        super(machine);
        MachPortName port = port();
        owner = calls(
                a1,
                MachPortTraps.machPortDestroy(a, port),
                MachPortTraps.machPortAllocate(a, MachPortRight.MACH_PORT_RIGHT_RECEIVE));
        other = calls(a2, MachPortTraps.machPortModRefs(a, port, MachPortRight.MACH_PORT_RIGHT_RECEIVE, -1));
    }

    @Actor
    public void owners(LLL_Result result) {
        result.r1 = run(owner);
    }

    @Actor
    public void others(LLL_Result result) {
        result.r2 = run(other);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return Integer.toString(a.space().names().size());
    }

    /** A name is the number of its place, and a place is used again. */
    @JCStressTest
    @Outcome(
            id = {"0", "1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"2"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "The new port was taken for the old.")
    @State
    public static class PlacesAreNames {

        private volatile int place = 1;

        @Actor
        public void owner() {
            place = 0;
            place = 2;
        }

        @Actor
        public void other(I_Result result) {
            result.r1 = place;
        }
    }
}
