package dev.portolan.conformance.behaviour;

import dev.portolan.conformance.graph.EdgeReader;
import dev.portolan.conformance.graph.RandomSteps;
import dev.portolan.conformance.graph.ShortestPaths;
import dev.portolan.conformance.graph.WorldConstants;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.GraphExplorer;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.traces.Call;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

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

    private Behaviours(SpecFiles files, BehaviourRequest request, Model model, LoadedModel loaded) {
        this.request = request;
        this.model = model;
        this.loaded = loaded;
        constants = new WorldConstants(files, model, loaded.labels());
        oracle = new SpecOracle(loaded);
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
            return switch (request.kind()) {
                case REACH -> behaviours.reach(progress);
                case WALK -> behaviours.walk(progress);
                case VIOLATE -> behaviours.violate(progress);
            };
        }
    }

    private BehaviourReport reach(LongConsumer progress) throws IOException {
        GraphExplorer explorer = new GraphExplorer(loaded, 1);
        GoalSearch search = new GoalSearch(request.goals(), explorer::stop);
        ModelResult result = explorer.explore(search, at -> progress.accept(at.generated()));
        int events = 0;
        try (TraceWriter writer = TraceWriter.create(request.out())) {
            for (int goal : search.reached()) {
                List<Trace.Event> path = events(search.behaviour(goal, oracle));
                events += path.size();
                String name = name(request.goals().get(goal).toString());
                writer.write(new Trace(header(name, "graph", null), path));
            }
            writer.commit();
        }
        return report(search.reached(), events, search, result, false);
    }

    private BehaviourReport violate(LongConsumer progress) throws IOException {
        LastEdge last = new LastEdge();
        ModelResult result = new GraphExplorer(loaded, 1).explore(last, at -> progress.accept(at.generated()));
        List<Trace.Event> events = List.of();
        boolean hidden = false;
        if (result.result() == Result.SAFETY_VIOLATION || result.result() == Result.PROPERTY_VIOLATION) {
            List<ShortestPaths.Taken> behaviour = last.behaviour(oracle);
            events = events(behaviour);
            hidden = !behaviour.isEmpty()
                    && HiddenParts.isAnyIn(behaviour.get(behaviour.size() - 1).to());
            int steps = result.trace() == null ? 0 : result.trace().steps().size() - 1;
            if (steps != events.size()) {
                throw new IllegalStateException(
                        "TLC's behaviour has " + steps + " steps, and the one to the last edge " + events.size());
            }
            try (TraceWriter writer = TraceWriter.create(request.out())) {
                String name = name("violates-" + result.violated());
                writer.write(new Trace(header(name, "graph", null), events));
                writer.commit();
            }
        }
        return report(List.of(), events.size(), last, result, hidden);
    }

    private static BehaviourReport report(
            List<Integer> reached, int events, ShortestPaths paths, ModelResult result, boolean hidden) {
        return new BehaviourReport(
                reached, events, paths.edges(), paths.states(), result.result().toString(), result.violated(), hidden);
    }

    private List<Trace.Event> events(List<ShortestPaths.Taken> behaviour) {
        boolean stepwise = constants.isStepwise() || behaviour.stream().anyMatch(Behaviours::isUnderWay);
        CallFinder finder = new CallFinder(loaded, constants, stepwise);
        List<Trace.Event> events = new ArrayList<>();
        for (ShortestPaths.Taken step : behaviour) {
            events.add(new Trace.Event(
                    events.size() + 1, finder.call(step), finder.outcome(step.to()), finder.state(step.to())));
        }
        return events;
    }

    /* A call that goes on after the step: such are only in worlds of steps. */
    private static boolean isUnderWay(ShortestPaths.Taken step) {
        return step.to().value(EdgeReader.OUTCOME).toString().contains("\"CONTINUE\"");
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
                String name = name("seed-" + request.seed() + (++traces == 1 ? "" : "-part-" + traces));
                writer.write(new Trace(header(name, "walk", request.seed()), events));
            }
            writer.commit();
        }
        return new BehaviourReport(List.of(), done, done, 0, null, null, false);
    }

    private List<Trace.Event> walk(RandomSteps random, int most, int before, LongConsumer progress) {
        CallFinder finder = new CallFinder(loaded, constants, constants.isStepwise());
        List<Trace.Event> events = new ArrayList<>();
        ModelState at = oracle.initialStates().get(0);
        RandomSteps.Step step = random.next(at);
        while (step != null && events.size() < most) {
            Call call = finder.call(new ShortestPaths.Taken(step.label(), at, step.to()));
            events.add(new Trace.Event(events.size() + 1, call, finder.outcome(step.to()), finder.state(step.to())));
            if ((before + events.size()) % TELL_EVERY == 0) {
                progress.accept(before + events.size());
            }
            at = step.to();
            step = random.next(at);
        }
        return events;
    }

    /* One word, as it stands in the command that replays the trace. */
    private String name(String what) {
        return (model.name() + "-" + what).replaceAll("[^\\w.=-]", "-");
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
