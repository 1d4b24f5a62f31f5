package dev.portolan.spec.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.spec.Toys;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void progressToldAfterTheTotalsIsLate() {
        List<Progress> told = new ArrayList<>();
        Findings findings = new Findings(Toys.files(), Toys.model("MCRights", "MCRights"), told::add);

        message(findings, TlcChild.PROGRESS, "40 20 5 40");
        message(findings, 2199, "100 states generated, 50 distinct states found, 0 states left on queue.");
        message(findings, TlcChild.PROGRESS, "90 45 1 50");

        ModelResult result = findings.result(true, 1);
        assertEquals(100, result.generated());
        assertEquals(50, result.distinct());
        assertEquals(List.of(new Progress(40, 20, 5, 40)), told);
    }

    /** Who counts on what TLC said must not take a part of it for all. */
    @Test
    void whatIsNotKeptIsNotTakenForAll() {
        assertEquals(20_000, findingsOf(20_000).result(true, 1).whole().size());
        ModelResult cut = findingsOf(20_001).result(true, 1);
        assertThrows(TlcFailure.class, cut::whole);
    }

    private static Findings findingsOf(int lines) {
        Findings findings = new Findings(Toys.files(), Toys.model("MCRights", "MCRights"), told -> {});
        for (int i = 0; i < lines; i++) {
            findings.line("came to " + i);
        }
        return findings;
    }

    private static void message(Findings findings, int code, String text) {
        new TlcMessage(code, 0, text).framed().lines().forEach(findings::line);
    }
}
