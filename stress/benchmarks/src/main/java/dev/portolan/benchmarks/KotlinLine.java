package dev.portolan.benchmarks;

import java.util.concurrent.locks.LockSupport;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.channels.Channel;

/** A channel without coroutines: what would suspend one parks the thread, with as little in between as there can be. */
final class KotlinLine implements Line {

    private final Channel<Integer> channel;

    KotlinLine(Channel<Integer> channel) {
        this.channel = channel;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void send(Integer message) {
        Suspended suspended = new Suspended();
        suspended.await(channel.send(message, (Continuation<Object>) (Continuation<?>) suspended));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Integer receive() {
        Suspended suspended = new Suspended();
        return (Integer) suspended.await(channel.receive((Continuation<Integer>) (Continuation<?>) suspended));
    }

    private static final class Suspended implements Continuation<Object> {

        private final Thread thread = Thread.currentThread();
        private volatile Object result;

        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object resumed) {
            result = resumed;
            LockSupport.unpark(thread);
        }

        private Object await(Object returned) {
            if (returned != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                return returned;
            }
            for (int looks = 0; result == null && looks < 1000; looks++) {
                Thread.onSpinWait();
            }
            while (result == null) {
                LockSupport.park(this);
            }
            return result;
        }
    }
}
