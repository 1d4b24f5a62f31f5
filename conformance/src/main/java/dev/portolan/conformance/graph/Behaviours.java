package dev.portolan.conformance.graph;

import dev.portolan.conformance.tlc.CallDecoder;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.StateDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.GraphExplorer;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.Label;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import tlc2.value.impl.Value;

/**
 * Writes behaviours of one model as traces.
 *
 * <p>TLC's static fields allow one model in a JVM; {@link BehaviourProcess} forks one for each.
 */
final class Behaviours {

    /** How often the one who waits is told how far a walk is. */
    private static final int TELL_EVERY = 1_000;

    private final BehaviourRequest request;
    private final Model model;
    private final LoadedModel loaded;
    private final WorldConstants constants;
    private final SpecOracle oracle;
    private final OutcomeDecoder outcomes;
    private final StateDecoder states;

    private Behaviours(SpecFiles files, BehaviourRequest request, Model model, LoadedModel loaded) {
        this.request = request;
        this.model = model;
        this.loaded = loaded;
        constants = new WorldConstants(files, model, loaded.labels());
        oracle = new SpecOracle(loaded);
        TlcText text = new TlcText();
        outcomes = new OutcomeDecoder(text);
        states = new StateDecoder(text, outcomes);
    }

    /**
     * Does what is asked for.
     *
     * @param progress is told how many edges were explored or steps walked
     */
    static BehaviourReport write(SpecFiles files, BehaviourRequest request, LongConsumer progress) throws IOException {
        Model model = Manifest.of(files).model(request.model());
        try (LoadedModel loaded = LoadedModel.load(files, model)) {
            Behaviours behaviours = new Behaviours(files, request, model, loaded);
            return request.goals().isEmpty() ? behaviours.walk(progress) : behaviours.reach(progress);
        }
    }

    private BehaviourReport reach(LongConsumer progress) throws IOException {
        GraphExplorer explorer = new GraphExplorer(loaded, 1);
        GoalSearch search = new GoalSearch(request.goals(), explorer::stop);
        String result = explorer.explore(search, at -> progress.accept(search.edges()))
                .result()
                .toString();
        int events = 0;
        try (TraceWriter writer = TraceWriter.create(request.out())) {
            for (int goal : search.reached()) {
                List<Trace.Event> path = path(search.path(goal));
                events += path.size();
                String name = model.name() + " " + request.goals().get(goal);
                writer.write(new Trace(header(name, "graph", null), path));
            }
            writer.commit();
        }
        return new BehaviourReport(search.reached(), events, search.edges(), search.states(), result);
    }

    private List<Trace.Event> path(int[] labels) {
        List<Trace.Event> events = new ArrayList<>();
        ModelState at = oracle.initialStates().get(0);
        for (int id : labels) {
            Label label = loaded.labels().get(id);
            at = oracle.successors(at, label).get(0);
            at.state().deepNormalize();
            events.add(event(events.size() + 1, label, at));
        }
        return events;
    }

    /* Where nobody can move any more, the walk goes on from the initial state as another trace. */
    private BehaviourReport walk(LongConsumer progress) throws IOException {
        RandomSteps random = new RandomSteps(oracle, request.seed());
        int done = 0;
        int traces = 0;
        try (TraceWriter writer = TraceWriter.create(request.out())) {
            while (done < request.steps()) {
                List<Trace.Event> events = walk(random, request.steps() - done, done, progress);
                if (events.isEmpty()) {
                    break;
                }
                done += events.size();
                String name = model.name() + " seed " + request.seed() + (++traces == 1 ? "" : " part " + traces);
                writer.write(new Trace(header(name, "walk", request.seed()), events));
            }
            writer.commit();
        }
        return new BehaviourReport(List.of(), done, done, 0, null);
    }

    private List<Trace.Event> walk(RandomSteps random, int most, int before, LongConsumer progress) {
        List<Trace.Event> events = new ArrayList<>();
        ModelState at = oracle.initialStates().get(0);
        RandomSteps.Step step = random.next(at);
        while (step != null && events.size() < most) {
            events.add(event(events.size() + 1, step.label(), step.to()));
            if ((before + events.size()) % TELL_EVERY == 0) {
                progress.accept(before + events.size());
            }
            at = step.to();
            step = random.next(at);
        }
        return events;
    }

    private Trace.Event event(int seq, Label label, ModelState to) {
        Outcome outcome = outcomes.outcome((Value) to.value(WorldWorker.OUTCOME));
        KernelState state =
                states.decode((Value) to.value(WorldWorker.KERNEL), null).state();
        return new Trace.Event(seq, CallDecoder.decode(label.name(), label.parameters()), outcome, state);
    }

    private Trace.Header header(String name, String kind, Long seed) {
        return new Trace.Header(
                Trace.FORMAT,
                name,
                kind,
                constants.dialect(),
                constants.limits(),
                constants.tasks(),
                seed,
                new Trace.Source(model.name(), null, null),
                null);
    }
}
