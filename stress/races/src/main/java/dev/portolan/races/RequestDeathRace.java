package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
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

/** Word of a port's death is asked for while it dies: it comes, or the call says that it is too late. */
@JCStressTest
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS, 72, 2 references", expect = ACCEPTABLE, desc = "Asked in time, and told.")
@Outcome(
        id = "KERN_INVALID_ARGUMENT, KERN_SUCCESS, 71, 1 references",
        expect = ACCEPTABLE,
        desc = "Too late: the right to be told by comes back.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Asked in time and not told, or told twice.")
@State
public class RequestDeathRace extends KernelWithPort {

    private final MachPortName notify;
    private final Contender asker;
    private final Contender owner;

    public RequestDeathRace() {
        this(PARALLEL);
    }

    public RequestDeathRace(Machine machine) {
        super(machine);
        notify = portInB();
        asker = calls(b1, requesting(b, right, MachNotification.MACH_NOTIFY_DEAD_NAME, 0, notify));
        owner = calls(a1, MachPortTraps.machPortDestroy(a, port));
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
        OutValue told = made(b2, receiving(notify, MachMsgTimeout.POLL)).out();
        int references = b.space().names().stream()
                .filter(held -> !held.name().equals(notify))
                .findFirst()
                .orElseThrow()
                .userRefs();
        return (told instanceof OutValue.Message message ? message.buffer().id() : "nothing") + ", " + references
                + " references";
    }

    /** Who asks looks whether the port lives, and then writes his request down. */
    @JCStressTest
    @Outcome(
            id = {"1", "2"},
            expect = ACCEPTABLE)
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "Asked in time, and not told.")
    @State
    public static class LooksAndAsks {

        private volatile boolean dead;
        private volatile boolean requested;
        private volatile boolean tooLate;
        private volatile boolean told;

        @Actor
        public void asker() {
            if (dead) {
                tooLate = true;
            } else {
                requested = true;
            }
        }

        @Actor
        public void owner() {
            dead = true;
            told = requested;
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = told ? 1 : tooLate ? 2 : 0;
        }
    }
}
