package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.machine.Machine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A sender that waits is aborted while a receiver makes room for it: the slot is neither lost nor doubled. */
@JCStressTest
@Outcome(
        id = "done, MACH_MSG_SUCCESS, MACH_SEND_INTERRUPTED 0",
        expect = ACCEPTABLE,
        desc = "Aborted before; the room stays.")
@Outcome(
        id = "done, MACH_MSG_SUCCESS, MACH_MSG_SUCCESS 1",
        expect = ACCEPTABLE,
        desc = "Granted before; its message is queued.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The slot is lost, or doubled.")
@State
public class AbortGrantRace extends KernelWithPort {

    private final Contender aborter;
    private final Contender receiver;

    public AbortGrantRace() {
        this(PARALLEL);
    }

    public AbortGrantRace(Machine machine) {
        super(machine);
        made(b2, sending(MachMsgTimeout.POLL));
        waits(b1, sending(MachMsgTimeout.FOREVER));
        aborter = aborts(b1);
        receiver = calls(a1, receiving(port, MachMsgTimeout.POLL));
    }

    @Actor
    public void aborters(LLL_Result result) {
        result.r1 = run(aborter);
    }

    @Actor
    public void receivers(LLL_Result result) {
        result.r2 = run(receiver);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        return rest(b1) + " " + messages();
    }

    /** Both see that it waits, and both let it go. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "A slot for one who has gone.")
    @State
    public static class LooksAndLetsGo extends TakenOnce {

        @Actor
        public void aborter(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void receiver(II_Result result) {
            result.r2 = take();
        }
    }
}
