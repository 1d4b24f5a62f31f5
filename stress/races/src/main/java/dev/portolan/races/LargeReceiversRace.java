package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachMsgTrap;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two receivers ask for one message with {@code MACH_RCV_LARGE}; for one of them it is too large. */
@JCStressTest
@Outcome(
        id = "MACH_RCV_TOO_LARGE, MACH_MSG_SUCCESS, 0",
        expect = ACCEPTABLE,
        desc = "It was still there when the first looked.")
@Outcome(id = "MACH_RCV_TIMED_OUT, MACH_MSG_SUCCESS, 0", expect = ACCEPTABLE, desc = "The other had taken it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Taken by the one for whom it is too large, or lost.")
@State
public class LargeReceiversRace extends KernelWithPort {

    private final Contender small;
    private final Contender ample;

    public LargeReceiversRace() {
        this(PARALLEL);
    }

    public LargeReceiversRace(Machine machine) {
        super(machine);
        made(b1, sending(MachMsgTimeout.POLL));
        small = calls(a1, MachMsgTrap.receive(new MachMsgReceive(port, 20, true, 0, MachMsgTimeout.POLL)));
        ample = calls(a2, MachMsgTrap.receive(new MachMsgReceive(port, 100, true, 0, MachMsgTimeout.POLL)));
    }

    @Actor
    public void smalls(LLL_Result result) {
        result.r1 = run(small);
    }

    @Actor
    public void amples(LLL_Result result) {
        result.r2 = run(ample);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return Integer.toString(messages());
    }

    /** The message is taken, and put back if it is too large. */
    @JCStressTest
    @Outcome(
            id = {"-1, 7", "0, 7"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"-1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Not there, though nobody had taken it for good.")
    @State
    public static class TakesAndPutsBack {

        private final AtomicInteger queued = new AtomicInteger(7);

        @Actor
        public void small(II_Result result) {
            int message = queued.getAndSet(0);
            if (message != 0) {
                queued.set(message);
                result.r1 = -1;
            }
        }

        @Actor
        public void ample(II_Result result) {
            result.r2 = queued.getAndSet(0);
        }
    }
}
