package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
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

/** Two threads send by one send-once right. */
@JCStressTest
@Outcome(id = "MACH_MSG_SUCCESS, MACH_SEND_INVALID_DEST, 1", expect = ACCEPTABLE, desc = "The first had it.")
@Outcome(id = "MACH_SEND_INVALID_DEST, MACH_MSG_SUCCESS, 1", expect = ACCEPTABLE, desc = "The second had it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Used twice, or by nobody.")
@State
public class SendOnceTwiceRace extends KernelRace {

    private final Contender one;
    private final Contender other;
    private final MachPortName port;

    public SendOnceTwiceRace() {
        this(PARALLEL);
    }

    public SendOnceTwiceRace(Machine machine) {
        super(machine);
        port = port();
        MachPortName right = inB(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE);
        one = calls(b1, sending(right, MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE, MachMsgTimeout.POLL));
        other = calls(b2, sending(right, MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE, MachMsgTimeout.POLL));
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
        return Integer.toString(portOf(a, port).messageCount());
    }

    /** The right is found, and then taken away. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Used twice.")
    @State
    public static class LooksAndMoves extends TakenOnce {

        @Actor
        public void one(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void other(II_Result result) {
            result.r2 = take();
        }
    }
}
