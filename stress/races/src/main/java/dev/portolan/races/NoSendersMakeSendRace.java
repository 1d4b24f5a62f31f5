package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
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

/** The last send right is given up while another is made: word of it tells how many had been made by then, or is not. */
@JCStressTest
@Outcome(
        id = "KERN_SUCCESS, KERN_SUCCESS, told of 1 of 2",
        expect = ACCEPTABLE,
        desc = "The count says that one was made since.")
@Outcome(id = "KERN_SUCCESS, KERN_SUCCESS, told nothing", expect = ACCEPTABLE, desc = "It was not the last.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Told of no more senders though the count says that all are gone.")
@State
public class NoSendersMakeSendRace extends KernelWithPort {

    private final MachPortName notify;
    private final Contender client;
    private final Contender server;

    public NoSendersMakeSendRace() {
        this(PARALLEL);
    }

    public NoSendersMakeSendRace(Machine machine) {
        super(machine);
        notify = port();
        made(a1, requesting(a, port, MachNotification.MACH_NOTIFY_NO_SENDERS, 0, notify));
        client = calls(b1, MachPortTraps.machPortDeallocate(b, right));
        server = calls(a1, MachPortTraps.machPortInsertRight(a, port, port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND));
    }

    @Actor
    public void clients(LLL_Result result) {
        result.r1 = run(client);
    }

    @Actor
    public void servers(LLL_Result result) {
        result.r2 = run(server);
    }

    @Arbiter
    public void after(LLL_Result result) {
        result.r3 = end();
    }

    @Override
    protected String after() {
        OutValue told = made(a2, receiving(notify, MachMsgTimeout.POLL)).out();
        return told instanceof OutValue.Message message
                ? "told of " + message.buffer().notified().count() + " of "
                        + portOf(a, port).makeSendCount()
                : "told nothing";
    }

    /** Rights are counted in two steps. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(
            id = {"0", "2"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "One has been miscounted.")
    @State
    public static class CountsInTwoSteps extends CountedInTwoSteps {

        public CountsInTwoSteps() {
            super(1);
        }

        @Actor
        public void client() {
            add(-1);
        }

        @Actor
        public void server() {
            add(1);
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = count();
        }
    }
}
