package dev.portolan.conformance.cli;

import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events on their way to be replayed, of which the first ones are kept. */
final class KeptEvents implements TraceReplayer.Events {

    private final TraceReplayer.Events events;
    private final int most;
    private final List<Trace.Event> kept = new ArrayList<>();

    /** @param most how many to keep */
    KeptEvents(TraceReplayer.Events events, int most) {
        this.events = events;
        this.most = most;
    }

    @Override
    public Optional<Trace.Event> next() throws IOException {
        Optional<Trace.Event> event = events.next();
        if (event.isPresent() && kept.size() < most) {
            kept.add(event.get());
        }
        return event;
    }

    /** The events up to the one of this number; nothing if not all of them were kept. */
    Optional<List<Trace.Event>> upTo(int seq) {
        return seq <= kept.size() ? Optional.of(kept.subList(0, seq)) : Optional.empty();
    }
}
