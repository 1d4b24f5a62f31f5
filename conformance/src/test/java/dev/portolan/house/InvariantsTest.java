package dev.portolan.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All numbered invariants are of the specification and, where the page says so, audited; where not it is found. */
@DisplayName("house: invariants")
class InvariantsTest {

    private static final String MODULE = "spec/ipc/Sound.tla";
    private static final String AUDIT = Invariants.AUDITS + "KernelAudit.java";

    @Test
    void allTwentyTwoAreThere() {
        assertFound(Invariants.check(SourceTree.ofRepository()));
    }

    @Test
    void aSoundPagePasses() {
        assertFound(Invariants.check(SourceTree.of(sound())));
    }

    @Test
    void anOperatorThatIsNotThereIsFound() {
        assertBroken(MODULE, "Holds7 == TRUE", "Held7 == TRUE", "docs/invariants.md:7: there is no operator Holds7");
    }

    @Test
    void anAuditThatIsNotThereIsFound() {
        assertBroken(
                AUDIT, "void holds7()", "void seven()", "docs/invariants.md:7: there is no audit KernelAudit.holds7");
    }

    @Test
    void anInvariantOfNoSpecificationIsFound() {
        assertBroken(Invariants.PAGE, "`Holds7`", "", "docs/invariants.md:7: I7 is in no specification");
    }

    @Test
    void anInvariantThatIsLeftOutIsFound() {
        assertBroken(Invariants.PAGE, row(22), "", "docs/invariants.md: ends with I21 of I22");
        assertBroken(Invariants.PAGE, row(7), "", "docs/invariants.md:7: I8 stands where I7 should");
    }

    private static Map<String, String> sound() {
        return Map.of(
                Invariants.PAGE,
                of22("| I%1$d | true | `Holds%1$d` | `KernelAudit.holds%1$d` |\n"),
                MODULE,
                "---- MODULE Sound ----\n" + of22("Holds%1$d == TRUE\n") + "====\n",
                AUDIT,
                "class KernelAudit {\n" + of22("    void holds%1$d() {}\n") + "}\n");
    }

    private static String row(int number) {
        return String.format("| I%1$d | true | `Holds%1$d` | `KernelAudit.holds%1$d` |\n", number);
    }

    private static String of22(String format) {
        return IntStream.rangeClosed(1, 22)
                .mapToObj(n -> String.format(format, n))
                .collect(Collectors.joining());
    }

    private static void assertBroken(String file, String text, String replacement, String expected) {
        Map<String, String> broken = new TreeMap<>(sound());
        broken.computeIfPresent(file, (path, whole) -> whole.replace(text, replacement));
        assertFound(Invariants.check(SourceTree.of(broken)), expected);
    }

    private static void assertFound(List<Finding> findings, String... expected) {
        assertEquals(
                String.join("\n", expected),
                findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
}
