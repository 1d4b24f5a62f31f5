package dev.portolan.conformance.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.spec.tlc.ModelResult;

/**
 * One line that a child prints which tells a graph.
 *
 * @param head the world's constants, told first; or null
 * @param graph more of its graph, or null
 * @param result how the exploration ended: {@link ModelResult#told}; or null
 * @param error what is wrong with the input, or null
 * @param failure why it could not run, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GraphMessage(WorldHead head, GraphChunk graph, String result, String error, String failure) {

    static GraphMessage head(WorldHead head) {
        return new GraphMessage(head, null, null, null, null);
    }

    static GraphMessage graph(GraphChunk graph) {
        return new GraphMessage(null, graph, null, null, null);
    }

    static GraphMessage end(String result) {
        return new GraphMessage(null, null, result, null, null);
    }

    static GraphMessage badInput(String error) {
        return new GraphMessage(null, null, null, error, null);
    }

    static GraphMessage couldNotRun(String failure) {
        return new GraphMessage(null, null, null, null, failure);
    }
}
