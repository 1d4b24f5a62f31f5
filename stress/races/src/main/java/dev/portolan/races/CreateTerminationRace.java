package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.machine.Machine;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A task gets a thread while it ends: the thread ends with it, or is not created. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, KERN_FAILURE, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The task had been told to end.")
@Outcome(
        id = "KERN_SUCCESS, KERN_INVALID_ARGUMENT, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "The task was gone.")
@Outcome(
        id = "KERN_SUCCESS, KERN_SUCCESS, A3 gone, queued nothing and nothing",
        expect = ACCEPTABLE,
        desc = "Created before, and ended with its task.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The thread outlives its task.")
@State
public class CreateTerminationRace extends KernelWithHandler {

    private final Contender ender;
    private final Contender creator;

    public CreateTerminationRace() {
        this(PARALLEL);
    }

    public CreateTerminationRace(Machine machine) {
        super(machine);
        ender = calls(b1, new TaskCall.TaskTerminate(a));
        creator = calls(b2, new ThreadCall.ThreadCreate(a, "A3"));
    }

    @Override
    List<MachThread> seen() {
        return kernel.threads().stream()
                .filter(thread -> thread.name().equals("A3"))
                .toList();
    }

    @Actor
    public void enders(LLL_Result result) {
        result.r1 = run(ender);
    }

    @Actor
    public void creators(LLL_Result result) {
        result.r2 = run(creator);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    /** Who creates a thread looks whether the task lives; who ends the task ends the threads that there are. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"0, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Created when all had been ended.")
    @State
    public static class LooksAndCreates extends UsedUntilEnded {

        @Actor
        public void ender(II_Result result) {
            result.r1 = end();
        }

        @Actor
        public void creator(II_Result result) {
            result.r2 = use();
        }
    }
}
