package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Trace;
import java.util.Optional;

/** One recorded run as its lines come in, up to its border. */
interface ImportedRun {

    String name();

    /** The next line of the run. */
    void line(JsonNode line);

    /** No more lines come. */
    void finish();

    /** The trace, or nothing if not one operation could be taken. */
    Optional<Trace> trace();

    ImportSummary summary();
}
