package dev.portolan.conformance.execute;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One line that a world's process prints: how far it is, what came of it, or why it could not run.
 *
 * @param edges edges so far, or null
 * @param report the end, or null
 * @param error what is wrong with the input, or null
 * @param failure why it could not run, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorldMessage(Long edges, WorldReport report, String error, String failure) {

    static WorldMessage progress(long edges) {
        return new WorldMessage(edges, null, null, null);
    }

    static WorldMessage end(WorldReport report) {
        return new WorldMessage(null, report, null, null);
    }

    static WorldMessage badInput(String error) {
        return new WorldMessage(null, null, error, null);
    }

    static WorldMessage couldNotRun(String failure) {
        return new WorldMessage(null, null, null, failure);
    }
}
