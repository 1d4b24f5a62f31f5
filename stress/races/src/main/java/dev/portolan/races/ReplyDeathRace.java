package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
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

/** A reply is sent to a send-once right while the one who asked dies with its port. */
@JCStressTest
@Outcome(id = "MACH_MSG_SUCCESS, KERN_SUCCESS, used up", expect = ACCEPTABLE, desc = "It arrived, or was swallowed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Refused, or the right is left.")
@State
public class ReplyDeathRace extends KernelRace {

    private final Contender server;
    private final Contender client;

    public ReplyDeathRace() {
        this(PARALLEL);
    }

    public ReplyDeathRace(Machine machine) {
        super(machine);
        MachPortName reply = port();
        MachPortName right = inB(reply, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE);
        server = calls(b1, sending(right, MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE, MachMsgTimeout.POLL));
        client = calls(a1, MachPortTraps.machPortDestroy(a, reply));
    }

    @Actor
    public void servers(LLL_Result result) {
        result.r1 = run(server);
    }

    @Actor
    public void clients(LLL_Result result) {
        result.r2 = run(client);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return b.space().names().isEmpty() ? "used up" : "left";
    }

    /** Sending the reply and dying both use the right up, each having looked whether it is there. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Used up twice.")
    @State
    public static class UsesUpTwice extends TakenOnce {

        @Actor
        public void server(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void client(II_Result result) {
            result.r2 = take();
        }
    }
}
