package dev.portolan.conformance.report;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.SpecCitation;
import java.util.List;

/** A divergence as a person reads it. */
public final class DivergenceText {

    private static final int CALLS_SHOWN = 30;
    private static final int CHECKS_SHOWN = 3;
    private static final String INDENT = " ".repeat(12);

    private DivergenceText() {}

    /** Prints the divergence, a screen or so. */
    public static void print(Terminal terminal, Divergence divergence) {
        String place = divergence.line() == null ? divergence.file() : divergence.file() + ":" + divergence.line();
        terminal.line(terminal.bad(place));
        field(terminal, "call", divergence.call());
        field(terminal, "expected", divergence.expected());
        field(terminal, "actual", divergence.actual());
        for (Difference difference : divergence.differences()) {
            field(terminal, "differs", difference.toString());
        }
        allowed(terminal, divergence.allowed());
        field(terminal, "clause", clause(divergence));
        field(terminal, "action", divergence.action());
        checks(terminal, divergence.checks());
        applied(terminal, divergence.applied());
        if (divergence.methods() != null && !divergence.methods().isEmpty()) {
            field(terminal, "kernel", String.join(", ", divergence.methods()));
        }
        if (divergence.path() != null) {
            path(terminal, divergence);
        }
        // Commands are copied, so they are not broken.
        command(terminal, "again", divergence.again());
        command(terminal, "explain", divergence.explain());
    }

    private static void command(Terminal terminal, String name, String command) {
        if (command != null) {
            terminal.line(String.format("  %-10s%s", name, command));
        }
    }

    /** The model's whole answer; its first line is the answer that {@code expected} tells. */
    private static void allowed(Terminal terminal, List<String> allowed) {
        if (allowed != null) {
            for (int i = 1; i < allowed.size(); i++) {
                field(terminal, i == 1 ? "allowed" : "", allowed.get(i));
            }
        }
    }

    private static void checks(Terminal terminal, List<SpecCitation> checks) {
        if (checks == null) {
            return;
        }
        SpecCitation first = checks.get(0);
        field(terminal, "decided", first.place() + " in " + first.operator());
        for (int i = 0; i < first.text().size(); i++) {
            int line = first.firstLine() + i;
            excerpt(terminal, line == first.line() ? "> " : "  ", first.text().get(i));
        }
        for (int i = 1; i < Math.min(checks.size(), CHECKS_SHOWN); i++) {
            field(terminal, "or", checks.get(i).place() + " in " + checks.get(i).operator());
        }
        if (checks.size() > CHECKS_SHOWN) {
            field(terminal, "", "or one of " + (checks.size() - CHECKS_SHOWN) + " other places");
        }
    }

    /** A line of TLA+ keeps its indent, which tells what belongs together. */
    private static void excerpt(Terminal terminal, String mark, String line) {
        String body = line.stripLeading();
        String indent = " ".repeat(line.length() - body.length());
        terminal.wrapped(INDENT + mark + indent, INDENT + "    " + indent, body);
    }

    private static void applied(Terminal terminal, List<Divergence.Check> applied) {
        if (applied == null) {
            return;
        }
        for (int i = 0; i < Math.min(applied.size(), CHECKS_SHOWN); i++) {
            Divergence.Check check = applied.get(i);
            String place = check.place() == null ? "" : " (" + check.place() + ")";
            field(terminal, i == 0 ? "applied" : "or", check.clause() + place + "  " + check.sentence());
        }
        if (applied.size() > CHECKS_SHOWN) {
            field(terminal, "", "or one of " + (applied.size() - CHECKS_SHOWN) + " others with that code");
        }
    }

    private static void path(Terminal terminal, Divergence divergence) {
        List<String> calls = divergence.path();
        int first = Math.max(0, calls.size() - CALLS_SHOWN);
        if (divergence.shrunkFrom() != null) {
            field(terminal, "shrunk", "from " + divergence.shrunkFrom() + " calls to " + calls.size());
        }
        if (first > 0) {
            field(terminal, "path", first + " calls, which the saved trace has, then");
        }
        for (int i = first; i < calls.size(); i++) {
            field(terminal, i == 0 ? "path" : "", i + 1 + ". " + calls.get(i));
        }
    }

    private static String clause(Divergence divergence) {
        if (divergence.clause() == null) {
            return null;
        }
        return divergence.sentence() == null ? divergence.clause() : divergence.clause() + "  " + divergence.sentence();
    }

    private static void field(Terminal terminal, String name, String text) {
        if (text != null) {
            terminal.wrapped(String.format("  %-10s", name), INDENT, text);
        }
    }
}
