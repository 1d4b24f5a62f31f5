package dev.portolan.conformance.record;

import dev.portolan.conformance.behaviour.BehaviourProcess;
import dev.portolan.conformance.behaviour.BehaviourReport;
import dev.portolan.conformance.behaviour.BehaviourRequest;
import dev.portolan.conformance.behaviour.Goal;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.manifest.Model;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks for goals in one model after the other, the quickest first, until each goal is reached. */
public final class GoalSearches {

    private static final String MAX_HEAP = "2g";

    private final Path spec;

    /** Takes how many edges of a model were explored so far. */
    public interface Progress {
        void at(String model, long edges);
    }

    /**
     * What became of a goal.
     *
     * @param model the first model that reaches it, or null
     * @param events the length of the shortest behaviour there, or null
     * @param searched the models in which it was looked for, in order
     */
    public record Found(Goal goal, String model, Integer events, List<String> searched) {

        public boolean isReached() {
            return model != null;
        }
    }

    /** @param spec a folder with specifications in place of the packaged ones, or null */
    public GoalSearches(Path spec) {
        this.spec = spec;
    }

    /**
     * Looks for the goals, and writes a trace for each that is reached, in their order; no file if none is.
     *
     * @throws IOException if the traces cannot be written
     * @throws SpecError if a model breaks what it claims before all of its graph was seen
     */
    public List<Found> search(List<Model> models, List<Goal> goals, Path out, Progress progress)
            throws IOException, InterruptedException {
        Map<Integer, Trace> reached = new TreeMap<>();
        List<String> searched = new ArrayList<>();
        Found[] found = new Found[goals.size()];
        Path part = Files.createTempFile("portolan-goals-", ".ndjson");
        part.toFile().deleteOnExit();
        try {
            for (Model model : models.stream()
                    .sorted(Comparator.comparingDouble(Model::seconds))
                    .toList()) {
                List<Integer> open = new ArrayList<>();
                for (int goal = 0; goal < found.length; goal++) {
                    if (found[goal] == null) {
                        open.add(goal);
                    }
                }
                if (open.isEmpty()) {
                    break;
                }
                searched.add(model.name());
                List<Trace> traces = reach(model, open.stream().map(goals::get).toList(), part, progress);
                for (int i = 0; i < open.size(); i++) {
                    Trace trace = traces.get(i);
                    if (trace != null) {
                        int goal = open.get(i);
                        reached.put(goal, trace);
                        found[goal] = new Found(
                                goals.get(goal), model.name(), trace.events().size(), List.copyOf(searched));
                    }
                }
            }
        } finally {
            Files.deleteIfExists(part);
        }
        write(out, reached);
        for (int goal = 0; goal < found.length; goal++) {
            if (found[goal] == null) {
                found[goal] = new Found(goals.get(goal), null, null, List.copyOf(searched));
            }
        }
        return List.of(found);
    }

    /* The trace of each goal, null where the model does not reach it. */
    private List<Trace> reach(Model model, List<Goal> goals, Path part, Progress progress)
            throws IOException, InterruptedException {
        BehaviourRequest request =
                BehaviourRequest.reach(model.name(), goals, part).withSpec(spec);
        BehaviourReport report = new BehaviourProcess(MAX_HEAP).run(request, edges -> progress.at(model.name(), edges));
        if (report.foundViolation() && report.reached().size() < goals.size()) {
            throw new SpecError(model.name() + " breaks what it claims, " + report.violated()
                    + ", before its graph was seen whole");
        }
        Trace[] traces = new Trace[goals.size()];
        try (TraceReader reader = TraceReader.open(part)) {
            for (int goal : report.reached()) {
                Optional<Trace> trace = reader.next();
                traces[goal] = trace.orElseThrow();
            }
        }
        return java.util.Arrays.asList(traces);
    }

    private static void write(Path out, Map<Integer, Trace> reached) throws IOException {
        if (reached.isEmpty()) {
            return;
        }
        try (TraceWriter writer = TraceWriter.create(out)) {
            for (Trace trace : reached.values()) {
                writer.write(trace);
            }
            writer.commit();
        }
    }
}
