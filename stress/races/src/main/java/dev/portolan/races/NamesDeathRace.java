package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.machine.Answer;
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

/** A space's names are told while two ports die, one after the other. */
@JCStressTest
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS KERN_SUCCESS, alive alive", expect = ACCEPTABLE, desc = "Told before.")
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS KERN_SUCCESS, dead alive", expect = ACCEPTABLE, desc = "Told between.")
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS KERN_SUCCESS, dead dead", expect = ACCEPTABLE, desc = "Told after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The second is dead and the first alive: so it never was.")
@State
public class NamesDeathRace extends KernelRace {

    private final Contender asker;
    private final Contender owner;

    public NamesDeathRace() {
        this(PARALLEL);
    }

    public NamesDeathRace(Machine machine) {
        super(machine);
        MachPortName first = port();
        MachPortName second = port();
        inB(first, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        inB(second, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        asker = calls(b1, MachPortTraps.machPortNames(b));
        owner = calls(a1, MachPortTraps.machPortDestroy(a, first), MachPortTraps.machPortDestroy(a, second));
    }

    @Actor
    public void askers(LLL_Result result) {
        result.r1 = run(asker);
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
        OutValue.Names told =
                (OutValue.Names) ((Answer.Returned) asker.answer()).result().out();
        return word(told.names().get(0)) + " " + word(told.names().get(1));
    }

    private static String word(OutValue.NamedType told) {
        return told.type() == MachPortRight.MACH_PORT_RIGHT_DEAD_NAME.typeBit() ? "dead" : "alive";
    }

    /** Each port is looked at when its name is reached. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0", "1, 1"},
            expect = ACCEPTABLE)
    @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "The second is dead and the first alive.")
    @State
    public static class LooksWhenReached {

        private volatile int first;
        private volatile int second;

        @Actor
        public void asker(II_Result result) {
            result.r1 = first;
            result.r2 = second;
        }

        @Actor
        public void owner() {
            first = 1;
            second = 1;
        }
    }
}
