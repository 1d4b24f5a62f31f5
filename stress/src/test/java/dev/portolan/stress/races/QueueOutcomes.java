package dev.portolan.stress.races;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.Label;
import dev.portolan.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a race of the queue may come to: every path of {@code BoundedDelivery}'s graph whose edges are the actors' calls,
 * and the grants that nobody makes in particular.
 *
 * <p>TLC tells from each state where an action leads, and that it leads nowhere. One at a time in a JVM.
 */
final class QueueOutcomes implements AutoCloseable {

    /** Three messages, two requests, and a limit of one or two. */
    private static final String CONFIGURATION = """
            SPECIFICATION Spec
            CONSTANTS
                Messages = {m1, m2, m3}
                Requests = {r1, r2}
                Limits = {1, 2}
                m1 = m1
                r1 = r1
                Accepts <- All
                Port = Port
                Pending = Pending
                Accepted = Accepted
                Drained = Drained
                Declined = Declined
                Cancelled = Cancelled
                Dismissed = Dismissed
                Shut = Shut
            """;

    private static final String MODULE = """
            ---- MODULE Races ----
            EXTENDS MCBoundedDelivery
            All(r, m) == TRUE
            ====
            """;

    private final LoadedModel model;
    private final SpecOracle spec;
    private final Map<String, Label> labels = new HashMap<>();

    QueueOutcomes() {
        SpecFiles files = SpecFiles.packaged();
        Model like = Manifest.of(files).model("MCBoundedDelivery");
        Model races = new Model(
                "Races",
                "Races.tla",
                "Races.cfg",
                like.kind(),
                like.dialect(),
                like.tier(),
                like.expected(),
                null,
                null,
                null,
                null,
                0,
                false);
        model = LoadedModel.load(files.with(Map.of("Races.tla", MODULE, "Races.cfg", CONFIGURATION)), races);
        spec = new SpecOracle(model);
        for (Label label : spec.labels()) {
            StringBuilder name = new StringBuilder(label.name());
            new TreeMap<>(label.parameters())
                    .values()
                    .forEach(value -> name.append(' ').append(value));
            labels.put(name.toString(), label);
        }
    }

    /** Where an actor's call leads from a state, and what it answers. */
    record Answered(ModelState state, String answer) {}

    /** A call: one edge, or none where it is refused. Null if something else has to happen first. */
    interface Operation extends Function<ModelState, Answered> {}

    /** A point of a path: the state, how many calls of each actor are made, and what the last one answered. */
    private record Point(ModelState state, int[] made, String[] answers) {}

    /** What is seen at the end, of the answers and what became of everybody. */
    interface Seen {
        String of(String[] answers, Map<String, String> fates);
    }

    /** The state in which a queue with this limit begins, after these calls. */
    ModelState beginning(int limit, Operation... calls) {
        ModelState state = spec.initialStates().stream()
                .filter(one -> one.values().get("limit").equals(new TlaValue.Int(limit)))
                .filter(one -> one.values().get("forced").equals(new TlaValue.SetOf(List.of())))
                .findFirst()
                .orElseThrow();
        for (Operation call : calls) {
            state = call.apply(state).state();
        }
        return state;
    }

    /** What there may be to be seen at the end, when all calls are made and no grant is due. */
    Set<String> of(ModelState beginning, List<List<Operation>> actors, Seen seen) {
        Set<String> outcomes = new TreeSet<>();
        explore(new Point(beginning, new int[actors.size()], new String[actors.size()]), actors, seen, outcomes);
        return outcomes;
    }

    private void explore(Point point, List<List<Operation>> actors, Seen seen, Set<String> outcomes) {
        List<Point> next = new ArrayList<>();
        ModelState granted = after(point.state(), "Grant");
        if (granted != null) {
            next.add(new Point(granted, point.made(), point.answers()));
        }
        boolean isOver = true;
        for (int actor = 0; actor < actors.size(); actor++) {
            if (point.made()[actor] < actors.get(actor).size()) {
                isOver = false;
                Answered answered = actors.get(actor).get(point.made()[actor]).apply(point.state());
                if (answered != null) {
                    int[] made = point.made().clone();
                    String[] answers = point.answers().clone();
                    made[actor]++;
                    answers[actor] = answered.answer();
                    next.add(new Point(answered.state(), made, answers));
                }
            }
        }
        if (next.isEmpty()) {
            if (!isOver) {
                throw new AssertionError("nothing is possible, and not all is over, in " + point.state());
            }
            outcomes.add(seen.of(point.answers(), fates(point.state())));
        }
        next.forEach(one -> explore(one, actors, seen, outcomes));
    }

    private static Map<String, String> fates(ModelState state) {
        Map<String, String> fates = new HashMap<>();
        ((TlaValue.Fun) state.values().get("fate"))
                .entries()
                .forEach(
                        one -> fates.put(one.getKey().toString(), one.getValue().toString()));
        return fates;
    }

    private ModelState after(ModelState state, String action) {
        Label label = labels.get(action);
        if (label == null) {
            throw new IllegalArgumentException("no action " + action + " among " + labels.keySet());
        }
        List<ModelState> successors = spec.successors(state, label);
        return successors.isEmpty() ? null : successors.get(0);
    }

    /** The first of the actions that is possible, or nothing, with what is then answered. */
    private Answered first(ModelState state, String refused, String... actions) {
        for (String action : actions) {
            ModelState next = after(state, action);
            if (next != null) {
                return new Answered(next, action.substring(0, (action + " ").indexOf(' ')));
            }
        }
        return new Answered(state, refused);
    }

    Operation trySend(String message) {
        return state -> first(state, "FULL", "Accept " + message, "Refuse " + message);
    }

    /* It gets in line only if there is no room. */
    Operation send(String message) {
        return state -> first(state, null, "Accept " + message, "Refuse " + message, "Wait " + message);
    }

    /* A queue with room and a sender in line is not empty: the sender comes in first. */
    Operation tryReceive(String request) {
        return state -> {
            Answered taken = first(state, "EMPTY", "Take " + request);
            return taken.answer().equals("EMPTY") && after(state, "Grant") != null ? null : taken;
        };
    }

    Operation cancel(String waiter) {
        return state -> first(state, "LATE", "GiveUp " + waiter);
    }

    Operation setLimit(int limit) {
        return state -> first(state, "CLOSED", "SetLimit " + limit);
    }

    Operation closes() {
        return state -> first(state, "CLOSED", "Close");
    }

    /** Takes what is inside, having closed the queue; answers whether there was anything. */
    Operation drain() {
        return state -> first(state, "EMPTY", "Drain");
    }

    @Override
    public void close() {
        model.close();
    }
}
