package dev.portolan.stress;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INTERRUPTED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_PORT_CHANGED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INTERRUPTED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_DEST;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgTimeout.FOREVER;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static dev.portolan.stress.ParallelKernel.awaitBlocked;
import static dev.portolan.stress.ParallelKernel.ended;
import static dev.portolan.stress.ParallelKernel.endsSoon;
import static dev.portolan.stress.ParallelKernel.message;
import static dev.portolan.stress.ParallelKernel.port;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Machine;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Threads that really run in parallel; after each run, at rest, the audit. */
class MessageStressTest {

    private static final int MESSAGES = 20_000;
    private static final int CALLS = 3_000;
    private static final int DEATHS = 300;
    private static final int QUEUE_LIMIT = 5;

    private static MachMsgSend copySend(MachPortName to, int id, MachMsgTimeout timeout) {
        return MachMsgSend.of(MachMsgHeader.to(to, MACH_MSG_TYPE_COPY_SEND, id), timeout);
    }

    private static MachMsgReceive from(MachPortName port, MachMsgTimeout timeout) {
        return MachMsgReceive.of(port, 100, timeout);
    }

    private static Future<Integer> receiveInOrder(ParallelKernel k, MachPortName port, int count) {
        return k.start(() -> {
            for (int i = 0; i < count; i++) {
                MachMsgBuffer received = message(k.a1.receive(from(port, FOREVER)));
                assertEquals(i, received.id());
                assertEquals(i, received.seqno());
            }
            return count;
        });
    }

    private static Future<Integer> sendInOrder(ParallelKernel k, MachPortName right, int count) {
        return k.start(() -> {
            for (int i = 0; i < count; i++) {
                assertSame(
                        MACH_MSG_SUCCESS, k.b1.send(copySend(right, i, FOREVER)).code());
            }
            return count;
        });
    }

    @Test
    void messagesArriveInOrder() throws Exception {
        try (ParallelKernel k = new ParallelKernel()) {
            MachPortName port = port(k.a1);
            MachPortName right = k.sendRightInB(port);
            Future<Integer> receiver = receiveInOrder(k, port, MESSAGES);
            awaitBlocked(k.a1);
            Future<Integer> sender = sendInOrder(k, right, MESSAGES);
            assertEquals(MESSAGES, ended(receiver));
            assertEquals(MESSAGES, ended(sender));
            k.audit();
        }
    }

    @Test
    void aSenderWaitsAtAFullQueue() throws Exception {
        try (ParallelKernel k = new ParallelKernel()) {
            MachPortName port = port(k.a1);
            MachPortName right = k.sendRightInB(port);
            Future<Integer> sender = sendInOrder(k, right, QUEUE_LIMIT + 1);
            awaitBlocked(k.b1);
            k.audit();
            assertEquals(QUEUE_LIMIT + 1, ended(receiveInOrder(k, port, QUEUE_LIMIT + 1)));
            assertEquals(QUEUE_LIMIT + 1, ended(sender));
            k.audit();
        }
    }

    /** Loses the first wake-up, until told to deliver it. */
    private static final class Forgetful {
        private final AtomicReference<Activation<?>> lost = new AtomicReference<>();

        Machine spoil(Machine machine) {
            return new Machine() {
                @Override
                public void unblock(Activation<?> thread) {
                    if (!lost.compareAndSet(null, thread)) {
                        machine.unblock(thread);
                    }
                }

                @Override
                public boolean isParallel() {
                    return machine.isParallel();
                }
            };
        }
    }

    @Test
    void aLostWakeupIsNoticed() throws Exception {
        Forgetful forgetful = new Forgetful();
        AtomicReference<Machine> sound = new AtomicReference<>();
        try (ParallelKernel k = new ParallelKernel(machine -> {
            sound.set(machine);
            return forgetful.spoil(machine);
        })) {
            MachPortName port = port(k.a1);
            MachPortName right = k.sendRightInB(port);
            Future<Integer> receiver = receiveInOrder(k, port, 1);
            awaitBlocked(k.a1);
            assertEquals(1, ended(sendInOrder(k, right, 1)));
            assertFalse(endsSoon(receiver), "the receiver's wake-up was lost and nobody noticed");
            sound.get().unblock(forgetful.lost.get());
            assertEquals(1, ended(receiver));
        }
    }

    @Test
    void requestsAreAnsweredAndNoRightIsLeft() throws Exception {
        try (ParallelKernel k = new ParallelKernel()) {
            MachPortName service = port(k.a1);
            MachPortName right = k.sendRightInB(service);
            MachPortName reply = port(k.b1);
            Future<Integer> server = k.start(() -> {
                for (int i = 0; i < CALLS; i++) {
                    MachMsgBuffer request = message(k.a1.receive(from(service, FOREVER)));
                    MachMsgHeader answer =
                            MachMsgHeader.to(request.remote(), MACH_MSG_TYPE_MOVE_SEND_ONCE, request.id() + 100);
                    assertSame(
                            MACH_MSG_SUCCESS,
                            k.a1.send(MachMsgSend.of(answer, FOREVER)).code());
                }
                return CALLS;
            });
            Future<Integer> client = k.start(() -> {
                for (int i = 0; i < CALLS; i++) {
                    MachMsgHeader request = MachMsgHeader.to(right, MACH_MSG_TYPE_COPY_SEND, i)
                            .withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE);
                    CallResult answer = k.b1.sendReceive(MachMsgSend.of(request, FOREVER), from(reply, FOREVER));
                    assertEquals(i + 100, message(answer).id());
                }
                return CALLS;
            });
            assertEquals(CALLS, ended(client));
            assertEquals(CALLS, ended(server));
            assertEquals(1, k.a.space().names().size());
            assertEquals(2, k.b.space().names().size());
            k.audit();
        }
    }

    @Test
    void deathLetsWaitersGo() throws Exception {
        try (ParallelKernel k = new ParallelKernel()) {
            for (int i = 0; i < DEATHS; i++) {
                MachPortName port = port(k.a1);
                Future<ReturnCode> receiver =
                        k.start(() -> k.a2.receive(from(port, FOREVER)).code());
                awaitBlocked(k.a2);
                k.a1.machPortDestroy(port);
                assertSame(MACH_RCV_PORT_CHANGED, ended(receiver));
            }
            k.audit();
        }
    }

    @Test
    void deathAmidSendsLosesNothing() throws Exception {
        try (ParallelKernel k = new ParallelKernel()) {
            for (int i = 0; i < DEATHS; i++) {
                MachPortName port = port(k.a1);
                MachPortName right = k.sendRightInB(port);
                Future<ReturnCode> sender = k.start(() -> {
                    ReturnCode code = MACH_MSG_SUCCESS;
                    while (code == MACH_MSG_SUCCESS) {
                        code = k.b1.send(copySend(right, 1, FOREVER)).code();
                    }
                    return code;
                });
                message(k.a1.receive(from(port, FOREVER)));
                k.a1.machPortDestroy(port);
                assertSame(MACH_SEND_INVALID_DEST, ended(sender));
                k.b1.machPortDestroy(right);
                k.audit();
            }
            assertEquals(0, k.kernel.objects().size());
        }
    }

    @Test
    void abortEndsWaits() throws Exception {
        try (ParallelKernel k = new ParallelKernel()) {
            MachPortName port = port(k.a1);
            MachPortName right = k.sendRightInB(port);
            Future<ReturnCode> receiver =
                    k.start(() -> k.a2.receive(from(port, FOREVER)).code());
            awaitBlocked(k.a2);
            k.a2.threadAbort();
            assertSame(MACH_RCV_INTERRUPTED, ended(receiver));

            ended(sendInOrder(k, right, QUEUE_LIMIT));
            Future<ReturnCode> sender =
                    k.start(() -> k.b1.send(copySend(right, 9, FOREVER)).code());
            awaitBlocked(k.b1);
            k.b1.threadAbort();
            assertSame(MACH_SEND_INTERRUPTED, ended(sender));
            k.audit();
        }
    }

    @Test
    void waitsEndWithTheirTime() throws Exception {
        try (ParallelKernel k = new ParallelKernel()) {
            MachPortName port = port(k.a1);
            MachPortName right = k.sendRightInB(port);
            long begun = System.nanoTime();
            assertSame(
                    MACH_RCV_TIMED_OUT,
                    k.a1.receive(from(port, MachMsgTimeout.timed(20))).code());
            assertTrue(System.nanoTime() - begun >= TimeUnit.MILLISECONDS.toNanos(20), "it came back too soon");
            ended(sendInOrder(k, right, QUEUE_LIMIT));
            assertSame(
                    MACH_SEND_TIMED_OUT,
                    k.b1.send(copySend(right, 9, MachMsgTimeout.timed(20))).code());
            k.audit();
        }
    }

    @Test
    void timeoutsAndGrantsNeitherLoseNorDoubleASlot() throws Exception {
        try (ParallelKernel k = new ParallelKernel()) {
            MachPortName port = port(k.a1);
            MachPortName right = k.sendRightInB(port);
            Future<Integer> sender = k.start(() -> {
                int sent = 0;
                for (int i = 0; i < CALLS; i++) {
                    ReturnCode code = k.b1.send(copySend(right, i, MachMsgTimeout.timed(1)))
                            .code();
                    sent += code == MACH_MSG_SUCCESS ? 1 : 0;
                    k.b1.machPortModRefs(right, MACH_PORT_RIGHT_SEND, code == MACH_MSG_SUCCESS ? 0 : -1);
                }
                return sent;
            });
            Future<Integer> receiver = k.start(() -> {
                int received = 0;
                boolean more = true;
                while (more) {
                    ReturnCode code =
                            k.a1.receive(from(port, MachMsgTimeout.timed(200))).code();
                    received += code == MACH_MSG_SUCCESS ? 1 : 0;
                    more = code == MACH_MSG_SUCCESS || !sender.isDone();
                }
                return received;
            });
            assertEquals(ended(sender), ended(receiver));
            k.audit();
        }
    }
}
