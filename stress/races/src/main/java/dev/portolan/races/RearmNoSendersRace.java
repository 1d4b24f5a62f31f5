package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachPortTraps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Word of no more senders is on its way and stale, for there is a sender again; it is asked for anew, with what had been
 * made by then, while that sender goes too: it comes, whoever was first.
 */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, KERN_SUCCESS, told of 1 2",
        expect = ACCEPTABLE,
        desc = "Asked for in time, or told at once that nobody is left.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Nobody is left, and the server waits for word of it; or it comes twice.")
@State
public class RearmNoSendersRace extends KernelWithPort {

    private final MachPortName notify;
    private final Contender server;
    private final Contender client;

    public RearmNoSendersRace() {
        this(PARALLEL);
    }

    public RearmNoSendersRace(Machine machine) {
        super(machine);
        notify = port();
        made(a1, requesting(a, port, MachNotification.MACH_NOTIFY_NO_SENDERS, 0, notify));
        made(b1, MachPortTraps.machPortDeallocate(b, right));
        MachPortName another = inB(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        server = calls(a1, requesting(a, port, MachNotification.MACH_NOTIFY_NO_SENDERS, 2, notify));
        client = calls(b1, MachPortTraps.machPortDeallocate(b, another));
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
        StringBuilder told = new StringBuilder("told of");
        notices(a2, notify)
                .forEach(notice -> told.append(' ').append(notice.notified().count()));
        return told.toString();
    }

    /** The server looks whether there are senders, and then writes its request down. */
    @JCStressTest
    @Outcome(id = "told", expect = ACCEPTABLE)
    @Outcome(id = "waits", expect = ACCEPTABLE_INTERESTING, desc = "Nobody is left, and it is not told.")
    @State
    public static class LooksAndAsks extends LooksAndComes {

        /* What is waited for is that nobody is left. */
        @Actor
        public void server() {
            comeToWait();
        }

        @Actor
        public void client() {
            comeWithWhatIsWaitedFor();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = isGiven() ? "told" : "waits";
        }
    }
}
