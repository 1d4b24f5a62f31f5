package dev.portolan.conformance.junit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.report.DivergenceText;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.conformance.suite.EdgeKind;
import dev.portolan.conformance.suite.Finding;
import dev.portolan.conformance.suite.WalkReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/** The test of one call and clause in one world, which was walked already. */
final class ClauseTest {

    private final WalkReport report;
    private final WalkReport.Kind kind;
    private final Citations citations;

    ClauseTest(WalkReport report, WalkReport.Kind kind, Citations citations) {
        this.report = report;
        this.kind = kind;
        this.citations = citations;
    }

    DynamicTest test() {
        if (kind.divergences() > 0) {
            return dynamicTest(name(), this::fail);
        }
        String reason = missing();
        return reason == null ? dynamicTest(name(), () -> {}) : WorldTests.aborted(name(), reason);
    }

    /** The clause, its answer, and what it says. */
    private String name() {
        EdgeKind of = kind.kind();
        String sentence = citations.sentence(of.clause());
        return of.clause() + " " + of.ret() + (sentence == null ? "" : ": " + sentence);
    }

    private void fail() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(text, true, StandardCharsets.UTF_8), false);
        terminal.line(kind.kind().clause() + " in " + report.name() + ": " + kind.divergences() + " of "
                + kind.executed() + " edges diverge");
        for (Finding finding : report.findings()) {
            if (finding.kind().equals(kind.kind())) {
                DivergenceText.print(terminal, finding.divergence(citations));
            }
        }
        throw new AssertionFailedError(text.toString(StandardCharsets.UTF_8));
    }

    /** Why there is no verdict; null if there is one. */
    private String missing() {
        if (kind.expectedFailures() > 0) {
            return "fails as expected, after " + kind.expectedFailures() + " of " + kind.executed() + " edges: "
                    + kind.reason();
        }
        if (kind.executed() > 0) {
            return null;
        }
        if (kind.unsupported() + kind.skipped() == 0) {
            return "not reached: " + (report.ended() == null ? "only behind what was not executed" : report.ended());
        }
        return (kind.unsupported() > 0 ? "unsupported: " : "skipped: ") + kind.reason();
    }
}
