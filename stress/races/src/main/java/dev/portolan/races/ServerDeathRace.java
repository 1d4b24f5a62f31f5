package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A server dies with a request in its queue, while the client begins to wait for the reply: the client is told. */
@JCStressTest
@Outcome(id = "KERN_SUCCESS, BLOCKED, message 71", expect = ACCEPTABLE, desc = "It waited, and was told.")
@Outcome(id = "KERN_SUCCESS, MACH_MSG_SUCCESS, message 71", expect = ACCEPTABLE, desc = "The server was dead before.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The client waits for good.")
@State
public class ServerDeathRace extends KernelWithPort {

    private final Contender server;
    private final Contender client;

    public ServerDeathRace() {
        this(PARALLEL);
    }

    public ServerDeathRace(Machine machine) {
        super(machine);
        MachPortName replies = portInB();
        MachMsgHeader request = MachMsgHeader.to(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 7)
                .withReply(replies, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE);
        made(b1, MachMsgTrap.send(MachMsgSend.of(request, MachMsgTimeout.POLL)));
        server = calls(a1, MachPortTraps.machPortDestroy(a, port));
        client = calls(b2, receiving(replies, MachMsgTimeout.FOREVER));
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
        return "message " + idOf(client.result().equals("BLOCKED") ? restOf(b2) : client.answer());
    }

    /** Who waits looks for a message first and gets in line then; who sends looks for one in line. */
    @JCStressTest
    @Outcome(id = "told", expect = ACCEPTABLE)
    @Outcome(id = "waits", expect = ACCEPTABLE_INTERESTING, desc = "It waits for good.")
    @State
    public static class LooksAndWaits extends LooksAndComes {

        @Actor
        public void server() {
            comeWithWhatIsWaitedFor();
        }

        @Actor
        public void client() {
            comeToWait();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = isGiven() ? "told" : "waits";
        }
    }
}
