package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.machine.Machine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A thread faults while who is to be asked about it changes: one port, its behaviour and its flavor, or the other's. */
@JCStressTest
@Outcome(id = "BLOCKED, KERN_SUCCESS, A1 waits, queued 2405/0 and nothing", expect = ACCEPTABLE, desc = "The old slot.")
@Outcome(id = "BLOCKED, KERN_SUCCESS, A1 waits, queued nothing and 2406/1", expect = ACCEPTABLE, desc = "The new one.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "Of the old slot the port, of the new one the behaviour, or the other way round.")
@State
public class SetPortsDeliveryRace extends KernelWithHandler {

    private final Contender faulter;
    private final Contender setter;

    public SetPortsDeliveryRace() {
        this(PARALLEL);
    }

    public SetPortsDeliveryRace(Machine machine) {
        super(machine);
        made(b1, registering(a, first));
        faulter = calls(a1, faulting());
        setter = calls(b1, registeringForState(a, second));
        sees(a1);
    }

    @Actor
    public void faulters(LLL_Result result) {
        result.r1 = run(faulter);
    }

    @Actor
    public void setters(LLL_Result result) {
        result.r2 = run(setter);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    /** The slot is read field by field, as it is changed field by field. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "The port of one slot, the behaviour of the other.")
    @State
    public static class ReadsAsItChanges extends ChangedInTwoSteps {

        @Actor
        public void faulter(II_Result result) {
            read(result);
        }

        @Actor
        public void setter() {
            change();
        }
    }
}
