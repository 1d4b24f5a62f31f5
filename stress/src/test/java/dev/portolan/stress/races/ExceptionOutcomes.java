package dev.portolan.stress.races;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.Label;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Int;
import dev.portolan.spec.value.TlaValue.Rec;
import dev.portolan.spec.value.TlaValue.Str;
import dev.portolan.spec.value.TlaValue.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * What a race of exceptions, tasks and threads may come to: every path of {@code Exc}'s graph whose edges are the deeds of
 * its actors, and the steps that follow on each.
 *
 * <p>TLC tells from each state where a deed leads, and that it leads nowhere. One at a time in a JVM.
 */
final class ExceptionOutcomes implements AutoCloseable {

    private static final String NAME = "ExceptionRaces";
    private static final Set<String> GOING = Set.of("CONTINUE", "BLOCKED");

    /**
     * What is done, in words of the module; the first two letters of a deed that a thread does are its name.
     *
     * @param before by whom, and what, before the race begins
     * @param rest deeds and threads, which go as far as they come, when it is over; of threads it is seen where they are
     */
    record Script(List<Deed> before, List<Actor> actors, List<String> rest) {}

    /** A deed of a thread; null for one that goes on by itself. */
    record Deed(String thread, String deed) {}

    /** @param answers whether it is seen what its deed is answered */
    record Actor(Deed deed, boolean answers) {}

    /* Of an actor: whether its deed has begun, what it was answered, and whether it has come to rest. */
    private record Progress(boolean begun, String answer, boolean rests) {}

    private final LoadedModel model;
    private final SpecOracle spec;

    ExceptionOutcomes() {
        SpecFiles files = SpecFiles.packaged();
        Model like = Manifest.of(files).model("MCExcTasksHeld_xnu");
        Model races = new Model(
                NAME,
                NAME + ".tla",
                NAME + ".cfg",
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
        model = LoadedModel.load(
                files.with(Map.of(NAME + ".tla", text(NAME + ".tla"), NAME + ".cfg", text(NAME + ".cfg"))), races);
        spec = new SpecOracle(model);
    }

    private static String text(String resource) {
        try (InputStream in = ExceptionOutcomes.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What there may be to be seen at the end. */
    Set<String> of(Script script) {
        ModelState state = spec.initialStates().get(0);
        for (Deed deed : script.before()) {
            state = asFarAsItGoes(required(state, deed.deed()), deed.thread());
        }
        List<Progress> begun = script.actors().stream()
                .map(actor -> new Progress(false, null, false))
                .toList();
        Set<String> outcomes = new TreeSet<>();
        explore(script, state, begun, outcomes);
        return outcomes;
    }

    private void explore(Script script, ModelState state, List<Progress> progress, Set<String> outcomes) {
        boolean isEnd = true;
        for (int i = 0; i < progress.size(); i++) {
            if (progress.get(i).rests()) {
                continue;
            }
            isEnd = false;
            Deed deed = script.actors().get(i).deed();
            Progress before = progress.get(i);
            boolean begins = !before.begun() && deed.deed() != null;
            ModelState next = next(state, begins ? deed.deed() : deed.thread());
            List<Progress> after = new ArrayList<>(progress);
            if (next == null) {
                // What is not possible is refused, and the state left as it is.
                after.set(i, new Progress(true, before.answer() == null ? "refused" : before.answer(), true));
                explore(script, state, after, outcomes);
            } else {
                after.set(i, progress(before, next, deed.thread()));
                explore(script, next, after, outcomes);
            }
        }
        if (isEnd) {
            outcomes.add(outcome(script, state, progress));
        }
    }

    private static Progress progress(Progress before, ModelState now, String thread) {
        String ret = text(field(value(now, "outcome"), "ret"));
        String answer = before.answer() == null && !GOING.contains(ret) ? ret : before.answer();
        String at = at(now, thread);
        if (at.equals("User")) {
            return new Progress(true, answer == null ? "KERN_SUCCESS" : answer, true);
        }
        boolean waits = ret.equals("BLOCKED") || at.equals("Parked") || at.equals("NotStarted");
        return new Progress(true, waits ? "BLOCKED" : answer, waits);
    }

    private String outcome(Script script, ModelState end, List<Progress> progress) {
        StringJoiner seen = new StringJoiner(", ");
        for (int i = 0; i < progress.size(); i++) {
            seen.add(script.actors().get(i).answers() ? progress.get(i).answer() : "done");
        }
        ModelState state = end;
        for (String name : script.rest()) {
            if (name.contains(" ")) {
                state = required(state, name);
            } else if (!life(state, name).equals("NONE")) {
                state = asFarAsItGoes(state, name);
                seen.add(name + " " + where(state, name));
            }
        }
        return seen + ", queued " + queued(state, 0) + " and " + queued(state, 1);
    }

    private static String where(ModelState state, String thread) {
        if (life(state, thread).equals("GONE")) {
            return "gone";
        }
        return switch (at(state, thread)) {
            case "User" -> "runs " + text(field(thread(state, thread), "registers"));
            case "Parked" -> "parked";
            case "NotStarted" -> "new";
            default -> "waits";
        };
    }

    private static String queued(ModelState state, int number) {
        TlaValue port =
                ((Tuple) field(value(state, "kernel"), "ports")).elements().get(number);
        if (!text(field(port, "life")).equals("ALIVE")) {
            return "dead";
        }
        List<String> requests = new ArrayList<>();
        for (TlaValue request : ((Tuple) field(port, "queue")).elements()) {
            requests.add(((Int) field(request, "id")).value() + "/" + ((Int) field(request, "flavor")).value());
        }
        return requests.isEmpty() ? "nothing" : String.join(" ", requests);
    }

    private ModelState asFarAsItGoes(ModelState from, String thread) {
        ModelState state = from;
        for (ModelState next = next(state, thread); next != null; next = next(state, thread)) {
            state = next;
        }
        return state;
    }

    private ModelState required(ModelState state, String deed) {
        ModelState next = next(state, deed);
        if (next == null) {
            throw new AssertionError("the specification has no \"" + deed + "\" in " + state);
        }
        return next;
    }

    /* Where a deed leads; null if it is not possible. */
    private ModelState next(ModelState state, String deed) {
        ModelState next = null;
        for (Label label : spec.labels()) {
            for (ModelState found : spec.successors(state, label)) {
                if (text(value(found, "deed")).equals(deed)) {
                    if (next != null) {
                        throw new AssertionError("\"" + deed + "\" leads to two states");
                    }
                    next = found;
                }
            }
        }
        return next;
    }

    private static TlaValue value(ModelState state, String variable) {
        return state.values().get(variable);
    }

    private static TlaValue thread(ModelState state, String name) {
        return field(field(value(state, "kernel"), "threads"), name);
    }

    private static String life(ModelState state, String thread) {
        return text(field(thread(state, thread), "life"));
    }

    private static String at(ModelState state, String thread) {
        return text(field(field(thread(state, thread), "does"), "at"));
    }

    private static TlaValue field(TlaValue record, String name) {
        return ((Rec) record).fields().get(name);
    }

    private static String text(TlaValue value) {
        return ((Str) value).value();
    }

    @Override
    public void close() {
        model.close();
    }
}
