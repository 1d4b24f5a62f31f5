package dev.portolan.conformance.record;

import dev.portolan.traces.Trace;
import java.io.IOException;

/** Takes the events of a run as they happen, in order. */
public interface EventSink {

    /**
     * Takes the next event.
     *
     * @throws IOException if it cannot be kept
     */
    void event(Trace.Event event) throws IOException;
}
