package dev.portolan.conformance.cli;

import dev.portolan.conformance.report.Terminal;
import dev.portolan.spec.tlc.ModelResult;

/** A model that is not what the manifest says of it. */
final class ViolationText {

    private ViolationText() {}

    static void print(Terminal terminal, ModelResult result, boolean raw) {
        terminal.line("");
        terminal.line(terminal.bad(result.name()));
        result.differences().forEach(difference -> terminal.wrapped("  ", "    ", difference));
        if (raw) {
            result.raw().forEach(terminal::line);
        }
    }
}
