package dev.portolan.spec.tlc;

import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A violation in Mach's words: what is violated, and the behaviour as calls with what each changed.
 *
 * <p>Only changes are shown, and no line is longer than 80 columns unless one word is.
 */
public final class ViolationReport {

    private static final int COLUMNS = 80;
    private static final String CHANGES = "       ";
    private static final String CONTINUED = "         ";

    private ViolationReport() {}

    /**
     * The report, line by line.
     *
     * @param result of any kind; a success gives one line
     */
    public static List<String> lines(ModelResult result) {
        List<String> lines = new ArrayList<>();
        wrap(lines, "", "  ", headline(result));
        if (result.trace() != null) {
            Map<String, TlaValue> before = null;
            for (TraceStep step : result.trace().steps()) {
                step(lines, step, before);
                before = step.state();
            }
            if (result.trace().backTo() > 0) {
                lines.add("  and on from step " + result.trace().backTo() + " for ever");
            }
        }
        return lines;
    }

    private static String headline(ModelResult result) {
        Model model = result.model();
        String what = switch (result.result()) {
            case SUCCESS -> "no violation";
            case SAFETY_VIOLATION -> "invariant " + result.violated() + " is violated";
            case PROPERTY_VIOLATION ->
                result.violated() == null
                        ? "one of its properties is violated"
                        : "property " + result.violated() + " is violated";
            case DEADLOCK -> "a state has no successor";
            case ASSUMPTION_VIOLATION, EVALUATION_ERROR -> flat(result.message());
            case STOPPED -> "stopped before the end";
        };
        int steps = result.trace() == null ? 0 : result.trace().steps().size() - 1;
        String after = steps > 0 ? " after " + steps + (steps == 1 ? " step" : " steps") : "";
        return model.name() + " (" + model.dialect() + "): " + what + after;
    }

    private static String flat(String message) {
        return message == null ? "TLC has no answer" : message.replaceAll("\\s+", " ");
    }

    private static void step(List<String> lines, TraceStep step, Map<String, TlaValue> before) {
        String head = String.format("%4d  ", step.number());
        if (before == null) {
            lines.add(head + "initially");
            if (step.number() == 1) {
                return;
            }
        } else {
            wrap(lines, head, CONTINUED, call(step));
        }
        if (before != null) {
            for (String change : StateChanges.between(before, step.state())) {
                wrap(lines, CHANGES, CONTINUED, change);
            }
        }
    }

    private static String call(TraceStep step) {
        if (step.parameters() == null) {
            return step.action();
        }
        List<String> arguments = new ArrayList<>();
        step.parameters().forEach((name, value) -> arguments.add(name + " = " + StateChanges.word(value)));
        return step.action() + "(" + String.join(", ", arguments) + ")";
    }

    /** Breaks at blanks; a word longer than the line is left whole. */
    private static void wrap(List<String> lines, String first, String next, String text) {
        StringBuilder line = new StringBuilder(first);
        boolean fresh = true;
        for (String word : text.split(" ")) {
            if (!fresh && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(next);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        lines.add(line.toString());
    }
}
