package dev.portolan.conformance.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("who let whom go, and when")
class RecordingMachineTest {

    private static final long LIMIT_SECONDS = 60;

    /** A thread each of whose calls waits until it is let go. */
    private static final class Waiting implements Activation<CountDownLatch> {
        private volatile CountDownLatch waits;
        private volatile boolean blocked;
        private boolean answered;

        @Override
        public void begin(CountDownLatch first) {
            waits = first;
            answered = true;
        }

        @Override
        public Answer step() {
            answered = !answered;
            if (answered) {
                return (Answer.Returned) () -> CallResult.MACH_MSG_SUCCESS;
            }
            blocked = true;
            waits.countDown();
            return Answer.Going.BLOCKED;
        }

        @Override
        public boolean isBlocked() {
            return blocked;
        }

        @Override
        public long waitNanos() {
            // It notices by itself that it has been let go.
            return 1;
        }

        @Override
        public void threadAbort() {}

        @Override
        public void clockExpire() {}
    }

    private static CallInProgress call(RecordingMachine machine, String thread) {
        return new CallInProgress(new Call.MachPortAllocate(thread, "A", "RECEIVE", Call.Entry.TRAP), machine.now());
    }

    /**
     * A thread goes on, and waits again, before who let it go has come to telling the machine so. This is no end of the
     * second wait: that is told with an instant, before which it waits, and with who let it go.
     */
    @Test
    void aLateWordIsOfTheWaitThatItEnded() throws InterruptedException {
        RecordingMachine machine = new RecordingMachine();
        Waiting waiter = new Waiting();
        CountDownLatch firstWaits = new CountDownLatch(1);
        CountDownLatch secondWaits = new CountDownLatch(1);
        CallInProgress first = call(machine, "A1");
        CallInProgress second = call(machine, "A1");
        Thread java = new Thread(() -> {
            wait(machine, waiter, firstWaits, first);
            wait(machine, waiter, secondWaits, second);
        });
        java.start();
        CallInProgress early = call(machine, "A2");
        machine.event(early, () -> {
            await(firstWaits);
            machine.unblocking(waiter);
            waiter.blocked = false;
            await(secondWaits);
            machine.unblock(waiter);
        });
        CallInProgress late = call(machine, "A2");
        machine.event(late, () -> {
            machine.unblocking(waiter);
            waiter.blocked = false;
            machine.unblock(waiter);
        });
        java.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        assertEquals(early, first.wakener());
        assertEquals(late, second.wakener());
        Trace.Event told = second.event(1);
        assertEquals(Outcome.BLOCKED, told.outcome().ret());
        assertTrue(first.wokenLast() <= told.end(), () -> told + " ended before its wait began");
    }

    private static void wait(RecordingMachine machine, Waiting waiter, CountDownLatch waits, CallInProgress call) {
        machine.call(waiter, waits, call, expiry -> {});
        call.ended(machine.now(), "MACH_MSG_SUCCESS", null);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS), "a thread waits");
        } catch (InterruptedException gone) {
            throw new AssertionError(gone);
        }
    }
}
