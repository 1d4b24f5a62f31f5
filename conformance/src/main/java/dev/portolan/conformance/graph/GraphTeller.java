package dev.portolan.conformance.graph;

import dev.portolan.conformance.tlc.CallDecoder;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.StateDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphExplorer;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.value.Label;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tlc2.value.impl.Value;

/**
 * Tells a world's graph while one of TLC's threads explores it, so that another JVM can walk it.
 *
 * <p>With one thread TLC's order is always the same, and so is what is told.
 */
final class GraphTeller implements GraphListener, EdgeListener {

    private static final int EDGES_A_CHUNK = 2_000;

    private final SpecFiles files;
    private final Model model;
    private final Consumer<GraphMessage> out;

    private final TlcText text = new TlcText();
    private final OutcomeDecoder outcomeDecoder = new OutcomeDecoder(text);
    private final StateDecoder stateDecoder = new StateDecoder(text, outcomeDecoder);
    private final SpanningTree tree = new SpanningTree();
    private final Map<SpaceState, Integer> spaces = new HashMap<>();
    private final Map<PortState, Integer> ports = new HashMap<>();
    private final Map<ThreadState, Integer> threads = new HashMap<>();
    private final Map<Outcome, Integer> outcomes = new HashMap<>();
    private int[] calls = new int[0];
    private int callsTold;

    private final int[] edges = new int[GraphChunk.EDGE * EDGES_A_CHUNK];
    private int edgesUsed;
    private GraphChunk chunk = GraphChunk.empty(edges);
    private int source;
    private StateDecoder.Decoded sourceState;

    GraphTeller(SpecFiles files, String model, Consumer<GraphMessage> out) {
        this.files = files;
        this.model = Manifest.of(files).model(model);
        this.out = out;
    }

    /** Explores and tells; answers {@code success}, or what is not as the manifest says. */
    String run() {
        try (LoadedModel loaded = LoadedModel.load(files, model)) {
            WorldConstants constants = new WorldConstants(files, model, loaded.labels());
            out.accept(GraphMessage.head(new WorldHead(model.name(), constants.setting(), constants.slots())));
            calls = new int[loaded.labels().size()];
            Arrays.fill(calls, -1);
            ModelResult result = new GraphExplorer(loaded, 1).explore(this, at -> {});
            flush();
            return result.told();
        }
    }

    @Override
    public void initial(ModelState state) {
        if (tree.size() > 0) {
            throw new IllegalStateException(model.name() + " has several initial states");
        }
        tree.addRoot(state.fingerprint());
        tellState(stateDecoder.decode((Value) state.value(EdgeReader.KERNEL), null));
    }

    @Override
    public EdgeListener worker(int worker) {
        return this;
    }

    @Override
    public void source(ModelState state) {
        source = tree.indexOf(state.fingerprint());
        sourceState = stateDecoder.decode((Value) state.value(EdgeReader.KERNEL), sourceState);
    }

    @Override
    public void edge(ModelState target, boolean isNew, Label label) {
        if (isNew) {
            tree.add(target.fingerprint(), source, label.id());
            tellState(stateDecoder.decode((Value) target.value(EdgeReader.KERNEL), sourceState));
        }
        edges[edgesUsed++] = source;
        edges[edgesUsed++] = call(label);
        edges[edgesUsed++] =
                number(outcomes, chunk.outcomes(), outcomeDecoder.outcome((Value) target.value(EdgeReader.OUTCOME)));
        edges[edgesUsed++] = tree.indexOf(target.fingerprint());
        if (edgesUsed == edges.length) {
            flush();
        }
    }

    private int call(Label label) {
        if (calls[label.id()] < 0) {
            calls[label.id()] = callsTold++;
            chunk.calls().add(CallDecoder.decode(label.name(), label.parameters()));
        }
        return calls[label.id()];
    }

    private void tellState(StateDecoder.Decoded decoded) {
        chunk.states().add(new int[][] {
            numbers(spaces, chunk.spaces(), decoded.state().spaces()),
            numbers(ports, chunk.ports(), decoded.state().ports()),
            numbers(threads, chunk.threads(), decoded.state().threads())
        });
    }

    private static <T> int[] numbers(Map<T, Integer> known, List<T> told, List<T> parts) {
        return parts.stream().mapToInt(part -> number(known, told, part)).toArray();
    }

    private static <T> int number(Map<T, Integer> known, List<T> told, T part) {
        Integer number = known.get(part);
        if (number == null) {
            number = known.size();
            known.put(part, number);
            told.add(part);
        }
        return number;
    }

    private void flush() {
        GraphChunk full = chunk;
        out.accept(GraphMessage.graph(new GraphChunk(
                full.calls(),
                full.outcomes(),
                full.spaces(),
                full.ports(),
                full.threads(),
                full.states(),
                Arrays.copyOf(edges, edgesUsed))));
        edgesUsed = 0;
        chunk = GraphChunk.empty(edges);
    }
}
