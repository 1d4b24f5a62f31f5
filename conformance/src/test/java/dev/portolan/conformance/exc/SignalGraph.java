package dev.portolan.conformance.exc;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphExplorer;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.value.Label;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The graph of one world of signals. It is a forest: each state is reached in one way. */
final class SignalGraph implements GraphListener {

    private static final Pattern STACK_SIZE = Pattern.compile("StackSizeMax\\s*=\\s*(\\d+)");

    private final Map<Long, TlaValue> states = new HashMap<>();
    private final Map<Long, Long> parents = new HashMap<>();
    private final Set<Long> inner = new HashSet<>();
    private final long stackSizeMax;
    private ModelResult result;
    private long edges;

    private SignalGraph(long stackSizeMax) {
        this.stackSizeMax = stackSizeMax;
    }

    static SignalGraph explore(String name) {
        SpecFiles files = SpecFiles.packaged();
        var model = Manifest.of(files).model(name);
        Matcher size = STACK_SIZE.matcher(files.text(model.configFile()));
        SignalGraph graph = new SignalGraph(size.find() ? Long.parseLong(size.group(1)) : 0);
        try (LoadedModel loaded = LoadedModel.load(files, model)) {
            graph.result = new GraphExplorer(loaded, 1).explore(graph, progress -> {});
        }
        return graph;
    }

    private static TlaValue value(ModelState state) {
        return new Rec(new TreeMap<>(state.values()));
    }

    @Override
    public void initial(ModelState state) {
        states.put(state.fingerprint(), value(state));
    }

    @Override
    public EdgeListener worker(int worker) {
        return new EdgeListener() {
            private long source;

            @Override
            public void source(ModelState state) {
                source = state.fingerprint();
            }

            @Override
            public void edge(ModelState target, boolean isNew, Label label) {
                edges++;
                inner.add(source);
                states.put(target.fingerprint(), value(target));
                parents.put(target.fingerprint(), source);
            }
        };
    }

    ModelResult result() {
        return result;
    }

    long edges() {
        return edges;
    }

    long stackSizeMax() {
        return stackSizeMax;
    }

    /** The paths from an initial state to each that nothing follows on: every edge is on one. */
    List<List<TlaValue>> paths() {
        List<List<TlaValue>> paths = new ArrayList<>();
        for (Long end : states.keySet()) {
            if (!inner.contains(end)) {
                LinkedList<TlaValue> path = new LinkedList<>();
                for (Long at = end; at != null; at = parents.get(at)) {
                    path.addFirst(states.get(at));
                }
                paths.add(path);
            }
        }
        return paths;
    }
}
