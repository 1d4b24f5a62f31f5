package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_CAPABILITY;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_DEST;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_DEAD_NAME;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_NO_SENDERS;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_PORT_DESTROYED;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_SEND_POSSIBLE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static dev.portolan.kernel.abi.MigReturn.MIG_BAD_ARGUMENTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of notifications, in both dialects; the values are the reference's. Port n is told of what becomes of p. */
class NotificationCornersTest {

    private static final int SEND_ONCE = MACH_MSG_TYPE_MAKE_SEND_ONCE.code();

    private final Simulation xnu = Simulation.xnu();
    private final Simulation classic = Simulation.classic();
    private final Simulation[] both = {xnu, classic};

    private static CallResult request(
            Simulation s, MachPortName name, MachNotification what, int sync, MachPortName by) {
        return s.call(
                s.a1, MachPortTraps.machPortRequestNotification(s.a, name, what.id(), sync, by, SEND_ONCE, Entry.RPC));
    }

    private static MachPortName previous(CallResult result) {
        assertSame(KERN_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Name.class, result.out()).name();
    }

    /* Asks, where nobody had asked before. */
    private static void ask(Simulation s, MachPortName name, MachNotification what, int sync, MachPortName by) {
        assertEquals(MACH_PORT_NULL, previous(request(s, name, what, sync, by)));
    }

    private static MachMsgBuffer next(Simulation s, MachPortName name) {
        CallResult result = receive(s, name);
        return assertInstanceOf(
                        OutValue.Message.class, result.out(), result.code().name())
                .buffer();
    }

    private static CallResult receive(Simulation s, MachPortName name) {
        return s.call(s.a1, MachMsgTrap.receive(new MachMsgReceive(name, 100, false, 0, MachMsgTimeout.POLL)));
    }

    private static void nothing(Simulation s, MachPortName name) {
        assertSame(MACH_RCV_TIMED_OUT, receive(s, name).code());
    }

    private static void told(Simulation s, MachPortName by, int id, MachNotifyBody what) {
        MachMsgBuffer message = next(s, by);
        assertEquals(id, message.id());
        assertEquals(what, message.notified());
        assertEquals(by, message.local());
        assertEquals(MACH_PORT_NULL, message.remote());
        assertEquals(what == null ? 24 : s.kernel.rules().grantsSlot() ? 36 : 32, message.size());
    }

    private static MachNotifyBody named(Simulation s, MachPortName name) {
        return MachNotifyBody.of(s.a.space().index(), name);
    }

    private static MachPortName sender(Simulation s) {
        MachPortName p = s.allocate(s.a1);
        assertSame(KERN_SUCCESS, s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND));
        return p;
    }

    private static ReturnCode send(Simulation s, MachPortName to, MachMsgTypeName disposition) {
        MachMsgHeader header = new MachMsgHeader(to, disposition.code(), MACH_PORT_NULL, 0, MACH_PORT_NULL, 0, 1);
        return s.code(s.a1, MachMsgTrap.send(new MachMsgSend(header, 24, List.of(), MachMsgTimeout.POLL)));
    }

    @Test
    @Clause({"ipc.request_notification.12", "ipc.notify.2"})
    void corner3TheLastSenderOfTwoReferencesIsToldWithTwoMade() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.a1);
            MachPortName p = sender(s);
            s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
            ask(s, p, MACH_NOTIFY_NO_SENDERS, 0, n);
            s.deallocate(s.a1, p);
            nothing(s, n);
            s.deallocate(s.a1, p);
            assertEquals(0, s.port(s.a, p).sendRights());
            told(s, n, 70, MachNotifyBody.of(2));
        }
    }

    @Test
    @Clause({"ipc.request_notification.11", "ipc.request_notification.12"})
    void corner4WhoKnowsOfNoMoreThanWereMadeIsToldAtOnce() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.a1);
            MachPortName p = s.allocate(s.a1);
            ask(s, p, MACH_NOTIFY_NO_SENDERS, 0, n);
            told(s, n, 70, MachNotifyBody.of(0));
            ask(s, p, MACH_NOTIFY_NO_SENDERS, 1, n);
            nothing(s, n);
            s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
            s.deallocate(s.a1, p);
            told(s, n, 70, MachNotifyBody.of(1));
        }
    }

    @Test
    @Clause("ipc.request_notification.20")
    void corner5ASecondRequestReturnsTheRightOfTheFirst() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.a1);
            MachPortName p = sender(s);
            ask(s, p, MACH_NOTIFY_NO_SENDERS, 0, n);
            MachPortName first = previous(request(s, p, MACH_NOTIFY_NO_SENDERS, 0, n));
            assertNotEquals(MACH_PORT_NULL, first);
            nothing(s, n);
            assertSame(KERN_SUCCESS, s.deallocate(s.a1, first));
            told(s, n, 71, null);
        }
    }

    @Test
    @Clause({"ipc.notify.2", "ipc.notify.3", "ipc.mod_refs.10"})
    void corner6DestroyTellsOfTheSenderAndModRefsOfTheDeath() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.a1);
            MachPortName p = sender(s);
            ask(s, p, MACH_NOTIFY_NO_SENDERS, 0, n);
            assertSame(KERN_SUCCESS, s.destroy(s.a1, p));
            told(s, n, 70, MachNotifyBody.of(1));
            nothing(s, n);

            MachPortName q = sender(s);
            ask(s, q, MACH_NOTIFY_NO_SENDERS, 0, n);
            assertSame(KERN_SUCCESS, s.modRefs(s.a1, q, MACH_PORT_RIGHT_RECEIVE, -1));
            told(s, n, 71, null);
            assertEquals(1, s.refs(s.a1, q, MACH_PORT_RIGHT_DEAD_NAME));
        }
    }

    @Test
    @Clause({"ipc.request_notification.16", "ipc.notify.3"})
    void corner7ADeadNameHasAReferenceMore() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.a1);
            MachPortName p = sender(s);
            s.insert(s.a1, p, p, MACH_MSG_TYPE_MAKE_SEND);
            ask(s, p, MACH_NOTIFY_DEAD_NAME, 0, n);
            assertEquals(0x80030000, s.type(s.a1, p), "the request shows");
            assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_RECEIVE, -1));
            told(s, n, 72, named(s, p));
            assertEquals(3, s.refs(s.a1, p, MACH_PORT_RIGHT_DEAD_NAME));
            assertEquals(0x100000, s.type(s.a1, p));
        }
    }

    @Test
    @Clause("ipc.notify.1")
    void corner8ANameThatGoesWhileItsPortLivesIsToldAsDeleted() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.b1);
            MachPortName p = s.allocate(s.a1);
            MachPortName theirs = new MachPortName(0x5503);
            for (int i = 0; i < 2; i++) {
                s.code(
                        s.a1,
                        MachPortTraps.machPortInsertRight(s.b, theirs, p, MACH_MSG_TYPE_MAKE_SEND.code(), Entry.RPC));
            }
            assertSame(
                    KERN_SUCCESS,
                    s.code(
                            s.b1,
                            MachPortTraps.machPortRequestNotification(
                                    s.b, theirs, MACH_NOTIFY_DEAD_NAME.id(), 0, n, SEND_ONCE, Entry.RPC)));
            s.deallocate(s.b1, theirs);
            assertEquals(0, s.port(s.b, n).messageCount());
            s.deallocate(s.b1, theirs);
            MachMsgBuffer message = assertInstanceOf(
                            OutValue.Message.class,
                            s.call(s.b1, MachMsgTrap.receive(new MachMsgReceive(n, 100, false, 0, MachMsgTimeout.POLL)))
                                    .out())
                    .buffer();
            assertEquals(65, message.id());
            assertEquals(MachNotifyBody.of(s.b.space().index(), theirs), message.notified());
        }
    }

    @Test
    @Clause({"ipc.request_notification.17", "ipc.request_notification.19"})
    void corner9ADeadNameIsToldAtOnceOrRefused() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.a1);
            MachPortName dead = s.allocate(s.a1, MACH_PORT_RIGHT_DEAD_NAME);
            assertSame(
                    KERN_INVALID_ARGUMENT,
                    request(s, dead, MACH_NOTIFY_DEAD_NAME, 0, n).code());
            told(s, n, 71, null);
            ask(s, dead, MACH_NOTIFY_DEAD_NAME, 1, n);
            told(s, n, 72, named(s, dead));
            assertEquals(2, s.refs(s.a1, dead, MACH_PORT_RIGHT_DEAD_NAME));
        }
        MachPortName n = xnu.allocate(xnu.a1);
        MachPortName dead = xnu.allocate(xnu.a1, MACH_PORT_RIGHT_DEAD_NAME);
        ask(xnu, dead, MACH_NOTIFY_SEND_POSSIBLE, 0, n);
        told(xnu, n, 72, named(xnu, dead));
        assertEquals(2, xnu.refs(xnu.a1, dead, MACH_PORT_RIGHT_DEAD_NAME));
    }

    @Test
    @Clause({"ipc.notify.1", "ipc.send.17"})
    void corner11AMoveThatIsTimedOutHasToldOfItsName() {
        for (Simulation s : new Simulation[] {Simulation.xnu(1), Simulation.classic(1)}) {
            MachPortName n = s.allocate(s.a1);
            MachPortName p = s.allocate(s.b1);
            MachPortName held = new MachPortName(0x5503);
            assertSame(
                    KERN_SUCCESS,
                    s.code(
                            s.b1,
                            MachPortTraps.machPortInsertRight(
                                    s.a, held, p, MACH_MSG_TYPE_MAKE_SEND.code(), Entry.RPC)));
            assertEquals(
                    "MACH_MSG_SUCCESS", send(s, held, MACH_MSG_TYPE_COPY_SEND).name());
            ask(s, held, MACH_NOTIFY_DEAD_NAME, 0, n);
            MachMsgHeader header =
                    new MachMsgHeader(held, MACH_MSG_TYPE_MOVE_SEND.code(), MACH_PORT_NULL, 0, MACH_PORT_NULL, 0, 1);
            CallResult result =
                    s.call(s.a1, MachMsgTrap.send(new MachMsgSend(header, 24, List.of(), MachMsgTimeout.POLL)));
            assertSame(MACH_SEND_TIMED_OUT, result.code());
            MachPortName back = assertInstanceOf(OutValue.Message.class, result.out())
                    .buffer()
                    .remote();
            told(s, n, 65, named(s, held));
            assertEquals(1, s.refs(s.a1, back, MACH_PORT_RIGHT_SEND));
            assertEquals(0x10000, s.type(s.a1, back), "nothing is asked about the new name");
        }
    }

    @Test
    @Clause({
        "ipc.request_notification.1",
        "ipc.request_notification.2",
        "ipc.request_notification.5",
        "ipc.request_notification.6",
        "ipc.request_notification.8"
    })
    void whatCannotBeAskedFor() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.a1);
            assertSame(
                    KERN_INVALID_CAPABILITY,
                    request(s, n, MACH_NOTIFY_NO_SENDERS, 0, MACH_PORT_DEAD).code());
            assertSame(
                    KERN_INVALID_VALUE,
                    s.code(s.a1, MachPortTraps.machPortRequestNotification(s.a, n, 71, 0, n, SEND_ONCE, Entry.RPC)));
            told(s, n, 71, null);
            assertSame(
                    MIG_BAD_ARGUMENTS,
                    s.code(
                            s.a1,
                            MachPortTraps.machPortRequestNotification(
                                    s.a, n, 70, 0, n, MACH_MSG_TYPE_MAKE_SEND.code(), Entry.RPC)));
            assertEquals(s == xnu ? 0 : 1, s.port(s.a, n).makeSendCount(), "judged before or after copy-in");
            assertSame(
                    MACH_SEND_INVALID_DEST,
                    s.code(
                            s.a1,
                            MachPortTraps.machPortRequestNotification(
                                    s.a, n, 70, 0, MACH_PORT_NULL, SEND_ONCE, Entry.TRAP)));
        }
        MachPortName n = xnu.allocate(xnu.a1);
        assertSame(
                KERN_INVALID_RIGHT,
                request(xnu, MACH_PORT_DEAD, MACH_NOTIFY_NO_SENDERS, 0, n).code());
        assertSame(
                KERN_INVALID_ARGUMENT,
                request(xnu, MACH_PORT_DEAD, MACH_NOTIFY_DEAD_NAME, 0, n).code());
        MachPortName there = classic.allocate(classic.a1);
        assertSame(
                KERN_INVALID_NAME,
                request(classic, MACH_PORT_DEAD, MACH_NOTIFY_NO_SENDERS, 0, there)
                        .code());
        assertSame(
                KERN_INVALID_VALUE,
                request(classic, there, MACH_NOTIFY_SEND_POSSIBLE, 1, there).code());
    }

    @Test
    @Clause({"ipc.request_notification.15", "ipc.request_notification.16", "ipc.notify.4"})
    void wordOfRoomComesWithTheNextMessageReceived() {
        Simulation s = Simulation.xnu(1);
        MachPortName n = s.allocate(s.a1);
        MachPortName p = sender(s);
        ask(s, p, MACH_NOTIFY_SEND_POSSIBLE, 1, n);
        told(s, n, 66, named(s, p));

        assertEquals("MACH_MSG_SUCCESS", send(s, p, MACH_MSG_TYPE_COPY_SEND).name());
        ask(s, p, MACH_NOTIFY_SEND_POSSIBLE, 1, n);
        nothing(s, n);
        assertEquals(1, next(s, p).id());
        told(s, n, 66, named(s, p));
        assertEquals(0x30000, s.type(s.a1, p), "a request that has fired does not show");
        assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_RECEIVE, -1));
        assertEquals(2, s.refs(s.a1, p, MACH_PORT_RIGHT_DEAD_NAME), "but counts once more when the port dies");
        nothing(s, n);
    }

    @Test
    @Clause("ipc.notify.3")
    void deadNamesAreToldInTheOrderOfTheirPlaces() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.a1);
            MachPortName p = s.allocate(s.a1);
            MachPortName[] once = new MachPortName[4];
            for (int i = 0; i < once.length; i++) {
                once[i] = new MachPortName(0x5503 + (i << 8));
                assertSame(KERN_SUCCESS, s.insert(s.a1, once[i], p, MACH_MSG_TYPE_MAKE_SEND_ONCE));
                ask(s, once[i], MACH_NOTIFY_DEAD_NAME, 0, n);
            }
            assertSame(KERN_SUCCESS, s.destroy(s.a1, p));
            // The table had one place, then 3 and 2, then 7 to 4.
            for (int i : new int[] {0, 2, 1, 3}) {
                told(s, n, 72, named(s, once[i]));
            }
        }
    }

    @Test
    @Clause({"ipc.request_notification.9", "ipc.request_notification.10", "ipc.notify.5"})
    void corner28TheReceiveRightGoesToWhoAskedForIt() {
        for (Simulation s : both) {
            MachPortName n = s.allocate(s.a1);
            MachPortName p = sender(s);
            ask(s, p, MACH_NOTIFY_PORT_DESTROYED, 0, n);
            CallResult second = request(s, p, MACH_NOTIFY_PORT_DESTROYED, 0, n);
            if (s == xnu) {
                assertSame(KERN_FAILURE, second.code());
                told(s, n, 71, null);
            } else {
                assertEquals(0x40000, s.type(s.a1, previous(second)), "the right of the first came back");
            }
            assertEquals("MACH_MSG_SUCCESS", send(s, p, MACH_MSG_TYPE_COPY_SEND).name());
            assertSame(KERN_SUCCESS, s.modRefs(s.a1, p, MACH_PORT_RIGHT_RECEIVE, -1));
            assertEquals(s == xnu ? 0x10000 : 0x100000, s.type(s.a1, p), "the send right beside it");
            MachMsgBuffer message = next(s, n);
            assertEquals(69, message.id());
            MachPortName back = s == xnu ? p : received(s, n);
            assertEquals(1, s.port(s.a, back).messageCount(), "the port lives, with its queue");
        }
    }

    /* The name of a receive right that is not n's. */
    private static MachPortName received(Simulation s, MachPortName n) {
        return s.a.space().names().stream()
                .filter(name -> name.type().holdsReceive() && !name.name().equals(n))
                .findFirst()
                .orElseThrow()
                .name();
    }

    @Test
    @Clause("ipc.notify.5")
    void aPortThatIsToTellItselfDies() {
        for (Simulation s : both) {
            MachPortName p = s.allocate(s.a1);
            ask(s, p, MACH_NOTIFY_PORT_DESTROYED, 0, p);
            assertSame(KERN_SUCCESS, s.destroy(s.a1, p));
            assertEquals(List.of(), s.kernel.objects());
        }
    }
}
