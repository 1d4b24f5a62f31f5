package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.machine.Machine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two receive rights are sent each to the port of the other: one of the two goes nowhere, and both die. */
@JCStressTest
@Outcome(
        id = "MACH_MSG_SUCCESS, MACH_MSG_SUCCESS, 0 live",
        expect = ACCEPTABLE,
        desc = "The second dies at once, and with it what is in its queue.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Two ports that hold each other, and nobody them.")
@State
public class CrossMoveRace extends KernelRace {

    private final Contender one;
    private final Contender other;

    public CrossMoveRace() {
        this(PARALLEL);
    }

    public CrossMoveRace(Machine machine) {
        super(machine);
        MachPortName first = port();
        MachPortName second = portInB();
        MachPortName toFirst = inB(first, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        MachPortName toSecond = inA(second, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        one = calls(a1, carrying(toSecond, first));
        other = calls(b1, carrying(toFirst, second));
    }

    @Actor
    public void ones(LLL_Result result) {
        result.r1 = run(one);
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
        return live() + " live";
    }

    /** Each looks whether the other is on its way, and then goes. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Each holds the other.")
    @State
    public static class LooksAndGoes {

        private volatile boolean one;
        private volatile boolean other;

        @Actor
        public void one(II_Result result) {
            if (!other) {
                one = true;
                result.r1 = 1;
            }
        }

        @Actor
        public void other(II_Result result) {
            if (!one) {
                other = true;
                result.r2 = 1;
            }
        }
    }
}
