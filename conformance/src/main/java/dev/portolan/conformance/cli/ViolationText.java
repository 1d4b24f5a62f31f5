package dev.portolan.conformance.cli;

import dev.portolan.conformance.report.Terminal;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.tlc.ViolationReport;

/** A model that is not what the manifest says of it. */
final class ViolationText {

    private ViolationText() {}

    static void print(Terminal terminal, ModelResult result, boolean raw) {
        terminal.line("");
        terminal.line(terminal.bad(result.name()));
        result.differences().forEach(difference -> terminal.wrapped("  ", "    ", difference));
        (raw ? result.raw() : ViolationReport.lines(result)).forEach(terminal::line);
    }
}
