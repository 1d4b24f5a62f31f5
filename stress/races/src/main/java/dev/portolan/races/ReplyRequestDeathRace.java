package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.Set;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A server with {@code MACH_RCV_NOTIFY} receives a reply port while that dies with its client: it gets no name, or gets
 * one and word of the death.
 */
@JCStressTest
@Outcome(id = "MACH_MSG_SUCCESS, KERN_SUCCESS, named 72", expect = ACCEPTABLE, desc = "It was received before.")
@Outcome(id = "MACH_MSG_SUCCESS, KERN_SUCCESS, dead", expect = ACCEPTABLE, desc = "It was on its way.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The server has a name and is not told, or the other way round.")
@State
public class ReplyRequestDeathRace extends KernelRace {

    private final MachPortName notify;
    private final Contender server;
    private final Contender client;

    public ReplyRequestDeathRace() {
        this(PARALLEL);
    }

    public ReplyRequestDeathRace(Machine machine) {
        super(machine, KernelRules.CLASSIC, 1);
        MachPortName service = port();
        notify = port();
        MachPortName right = inB(service, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        MachPortName reply = portInB();
        MachMsgHeader header = MachMsgHeader.to(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 7)
                .withReply(reply, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE);
        made(b1, MachMsgTrap.send(MachMsgSend.of(header, MachMsgTimeout.POLL)));
        server = calls(a1, receivingNotified(service, notify));
        client = calls(b1, MachPortTraps.machPortDestroy(b, reply));
    }

    private static Continuation receivingNotified(MachPortName from, MachPortName notify) {
        return MachMsgTrap.receive(
                new MachMsgReceive(from, 100, false, 0, MachMsgTimeout.POLL, Set.of(), UserLayout.LP64, notify));
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
        StringBuilder seen = new StringBuilder(remoteOf(server));
        notices(a2, notify).forEach(notice -> seen.append(' ').append(notice.id()));
        return seen.toString();
    }

    /** The port gets its name in one section, and word of its death is asked for in the next. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(
            id = {"1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "The server has a name and is not told.")
    @State
    public static class NamesAndAsks {

        private boolean dead;
        private boolean asked;
        private boolean told;

        private synchronized boolean names() {
            return !dead;
        }

        private synchronized void asks() {
            asked = !dead;
        }

        @Actor
        public void server(II_Result result) {
            boolean named = names();
            if (named) {
                asks();
            }
            result.r1 = named ? 1 : 0;
        }

        @Actor
        public synchronized void client() {
            dead = true;
            told = asked;
        }

        @Arbiter
        public synchronized void after(II_Result result) {
            result.r2 = told ? 1 : 0;
        }
    }
}
