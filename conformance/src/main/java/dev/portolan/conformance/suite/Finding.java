package dev.portolan.conformance.suite;

import dev.portolan.conformance.abstraction.Words;
import dev.portolan.conformance.graph.WorldGraph;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.Evidence;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * The first divergence of its kind on a walk.
 *
 * @param kind of the edge that diverges
 * @param edges from reset, the diverging one last
 * @param evidence what should have become of the last call, and what did
 */
public record Finding(WorldGraph graph, EdgeKind kind, int[] edges, Evidence evidence) {

    /** For people, without the command that shows it again. */
    public Divergence divergence(Citations citations) {
        List<String> path = new ArrayList<>();
        for (int edge : edges) {
            path.add(Words.of(graph.call(edge)));
        }
        return evidence.tell(citations, graph.model(), null, path);
    }

    /** What a kernel that conforms does on the same path, as a trace that a kernel can be replayed against. */
    public Trace trace(String name) {
        Setting setting = graph.setting();
        Trace.Header header = new Trace.Header(
                Trace.FORMAT, name, "graph", setting.dialect(), setting.limits(), setting.tasks(), null, null, null);
        List<Trace.Event> events = new ArrayList<>();
        for (int edge : edges) {
            events.add(new Trace.Event(
                    events.size() + 1, graph.call(edge), graph.outcome(edge), graph.state(graph.target(edge))));
        }
        return new Trace(header, events);
    }
}
