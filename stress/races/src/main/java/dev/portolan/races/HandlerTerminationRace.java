package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.machine.Machine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A handler's task ends while it takes a request: the thread that waits for an answer is told that none comes. */
@JCStressTest
@Outcome(
        id = "done, KERN_SUCCESS, A1 gone, queued dead and dead",
        expect = ACCEPTABLE,
        desc = "Nobody has handled it, and its task ends, whether the request was taken or not.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The thread waits for an answer that nobody can give.")
@State
public class HandlerTerminationRace extends KernelWithHandler {

    private final Contender handler;
    private final Contender ender;

    public HandlerTerminationRace() {
        this(PARALLEL);
    }

    public HandlerTerminationRace(Machine machine) {
        super(machine);
        made(b1, registering(a1.act(), first));
        waits(a1, faulting());
        handler = unseen(b1, receivingRequest(first));
        ender = calls(a2, new TaskCall.TaskTerminate(b));
        sees(a1);
    }

    @Actor
    public void handlers(LLL_Result result) {
        result.r1 = run(handler);
    }

    @Actor
    public void enders(LLL_Result result) {
        result.r2 = run(ender);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    /** Who receives looks whether its task lives, and takes the request into its space then. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Kept in a space that had been emptied before.")
    @State
    public static class TakesAndLoses extends UsedUntilEnded {

        @Actor
        public void handler(II_Result result) {
            result.r1 = use();
        }

        @Actor
        public void ender(II_Result result) {
            result.r2 = end();
        }
    }
}
