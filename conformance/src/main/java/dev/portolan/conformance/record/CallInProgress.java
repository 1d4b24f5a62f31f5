package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Outcome.Completion;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of a run in parallel while it is made, and what is known of it afterwards.
 *
 * <p>Its caller writes it; the one field that others write is guarded by this object's lock.
 */
final class CallInProgress {

    private final Call call;
    private final long start;
    private Outcome outcome;
    private long end;
    private boolean blocked;
    private Completion completion;

    /* Who let the thread go last and when, whether that call had waited itself before, and when it was first let go. */
    private CallInProgress wakener;
    private boolean wakenerHadWaited;
    private long wokenFirst = Long.MAX_VALUE;
    private long wokenLast = Long.MAX_VALUE;

    /* The calls that ended because of this one, in that order; written once all is over. */
    private final List<Completion> woke = new ArrayList<>();

    CallInProgress(Call call, long start) {
        this.call = call;
        this.start = start;
    }

    /** The call waits for the first time, or once more. */
    void blocked(long now) {
        if (!blocked) {
            blocked = true;
            end = now;
        }
    }

    /** Another call, or an event, lets this one go on; called by the Java thread of that call. */
    synchronized void letGo(CallInProgress by, long now) {
        wakener = by;
        wakenerHadWaited = by.blocked;
        wokenFirst = Math.min(wokenFirst, now);
        wokenLast = now;
    }

    /** The call has ended. */
    void ended(long now, String ret, Outcome.Out out) {
        if (blocked) {
            completion = new Completion(call.thread(), ret, null, out);
            // The thread may have been let go before it could look at the clock.
            end = Math.max(start, Math.min(end, wokenFirst()));
            outcome = new Outcome(Outcome.BLOCKED, null, null, woke);
        } else {
            end = now;
            outcome = new Outcome(ret, null, out, woke);
        }
    }

    private synchronized long wokenFirst() {
        return wokenFirst;
    }

    /** When it was let go last; far in the future if it never was. */
    synchronized long wokenLast() {
        return wokenLast;
    }

    /** The call that let it go last, if that was the first thing to become of that call; else null. */
    synchronized CallInProgress wakener() {
        return wakenerHadWaited ? null : wakener;
    }

    boolean hasWaited() {
        return completion != null;
    }

    /** Tells how another call ended because of this one. */
    void tell(CallInProgress ended) {
        woke.add(ended.completion);
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    String thread() {
        return call.thread();
    }

    Trace.Event event(int seq) {
        return new Trace.Event(seq, call, outcome, null, start, end);
    }
}
