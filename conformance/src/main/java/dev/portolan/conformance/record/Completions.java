package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Puts the end of each call that waited into the event that brought it about.
 *
 * <p>That is the call that let it go. A call that has waited itself goes on after its event is over, and what it does
 * then is told by the next event to end. In any case the end comes after the event in which the call blocked, and the
 * ends of a thread's calls in the order of these.
 */
final class Completions {

    private final List<CallInProgress> events;
    private final LongSupplier clock;
    private final Map<CallInProgress, Integer> places = new HashMap<>();
    private final Map<String, Integer> last = new HashMap<>();

    /**
     * @param events in the order of the trace; one that does nothing is added if the last of them blocks
     * @param clock the run's, for that one
     */
    Completions(List<CallInProgress> events, LongSupplier clock) {
        this.events = events;
        this.clock = clock;
        for (int i = 0; i < events.size(); i++) {
            places.put(events.get(i), i);
        }
    }

    void tell() {
        List<CallInProgress> waits = new ArrayList<>();
        for (CallInProgress event : events) {
            if (event.hasWaited()) {
                waits.add(event);
            }
        }
        waits.sort(Comparator.comparingLong(CallInProgress::wokenLast));
        for (CallInProgress wait : waits) {
            CallInProgress direct = wait.wakener();
            int place = direct == null ? firstAfter(wait) : places.get(direct);
            place = Math.max(place, Math.max(places.get(wait) + 1, last.getOrDefault(wait.thread(), 0)));
            if (place == events.size()) {
                addEnd(wait.thread());
            }
            last.put(wait.thread(), place);
            events.get(place).tell(wait);
        }
    }

    /* The first event that was not over when the call was let go, and is no call of its thread. */
    private int firstAfter(CallInProgress wait) {
        for (int i = places.get(wait) + 1; i < events.size(); i++) {
            CallInProgress event = events.get(i);
            if (event.end() >= wait.wokenLast() && !event.thread().equals(wait.thread())) {
                return i;
            }
        }
        return events.size();
    }

    /* An abort that comes too late: something that others' ends can be told with. */
    private void addEnd(String thread) {
        CallInProgress late = new CallInProgress(new Call.ThreadAbort(thread), clock.getAsLong());
        late.ended(clock.getAsLong(), "KERN_SUCCESS", null);
        events.add(late);
    }
}
