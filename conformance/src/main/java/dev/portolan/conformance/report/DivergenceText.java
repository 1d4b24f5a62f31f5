package dev.portolan.conformance.report;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.replay.Divergence;
import java.util.List;

/** A divergence as a person reads it. */
public final class DivergenceText {

    private static final int CALLS_SHOWN = 30;
    private static final String INDENT = " ".repeat(12);

    private DivergenceText() {}

    /** Prints the divergence, ten lines or so. */
    public static void print(Terminal terminal, Divergence divergence) {
        String place = divergence.line() == null ? divergence.file() : divergence.file() + ":" + divergence.line();
        terminal.line(terminal.bad(place));
        field(terminal, "call", divergence.call());
        field(terminal, "expected", divergence.expected());
        field(terminal, "actual", divergence.actual());
        for (Difference difference : divergence.differences()) {
            field(terminal, "differs", difference.toString());
        }
        field(terminal, "clause", clause(divergence));
        field(terminal, "action", divergence.action());
        if (divergence.methods() != null && !divergence.methods().isEmpty()) {
            field(terminal, "kernel", String.join(", ", divergence.methods()));
        }
        if (divergence.path() != null) {
            path(terminal, divergence.path());
        }
        if (divergence.again() != null) {
            // A command is copied, so it is not broken.
            terminal.line("  again     " + divergence.again());
        }
    }

    private static void path(Terminal terminal, List<String> calls) {
        int first = Math.max(0, calls.size() - CALLS_SHOWN);
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
