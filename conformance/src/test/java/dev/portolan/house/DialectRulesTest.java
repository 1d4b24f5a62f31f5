package dev.portolan.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The dialects are the same in specification, kernel and document, and where they are not it is found. */
@DisplayName("house: dialects")
class DialectRulesTest {

    @Test
    void oneTableInThreeLanguages() {
        assertFound(DialectRules.check(SourceTree.ofRepository()));
    }

    @Test
    void differencesAreFound() {
        SourceTree tree = SourceTree.of(Map.of(
                DialectRules.TLA,
                "XnuRules == [\n    full |-> \"grantsSlot\",\n    order |-> \"heap\"]\n\n"
                        + "ClassicRules == [full |-> \"retest\",\n    order |-> \"newestFirst\"]\n",
                DialectRules.EXCEPTIONS,
                "XnuExceptions == [ports |-> \"masked\"]\nClassicExceptions == [ports |-> \"single\"]\n",
                DialectRules.RULES,
                "record KernelRules(Full full, Order order, Extra extra) {}\n",
                DialectRules.JAVA,
                "final class Dialects {\n"
                        + "    static final KernelRules XNU = new KernelRules(Full.GRANTS_SLOT, Order.HEAP, Extra.ON);\n"
                        + "    static final KernelRules CLASSIC =\n"
                        + "            new KernelRules(Full.GRANTS_SLOT, Order.NEWEST_FIRST, Extra.OFF);\n}\n",
                DialectRules.JAVA_OF_EXCEPTIONS,
                "record ExceptionRules(Ports ports) {\n"
                        + "    static final ExceptionRules XNU = new ExceptionRules(Ports.MASKED);\n"
                        + "    static final ExceptionRules CLASSIC = new ExceptionRules(Ports.MASKED);\n}\n",
                DialectRules.PAGE,
                "| rule | `xnu` | `classic` |\n| --- | --- | --- |\n| `full` (of a queue) | `grantsSlot` | `retest` |\n"
                        + "| `ports` | `masked` | `none` |\n"));

        assertFound(
                DialectRules.check(tree),
                DialectRules.JAVA + ": xnu has extra = on, spec/ipc/Rules.tla null",
                DialectRules.PAGE + ": xnu has order = null, spec/ipc/Rules.tla heap",
                DialectRules.JAVA + ": classic has extra = off, spec/ipc/Rules.tla null",
                DialectRules.JAVA + ": classic has full = grantsSlot, spec/ipc/Rules.tla retest",
                DialectRules.JAVA_OF_EXCEPTIONS + ": classic has ports = masked, spec/exc/ExceptionRules.tla single",
                DialectRules.PAGE + ": classic has order = null, spec/ipc/Rules.tla newestFirst",
                DialectRules.PAGE + ": classic has ports = none, spec/exc/ExceptionRules.tla single");
    }

    private static void assertFound(List<Finding> findings, String... expected) {
        assertEquals(
                String.join("\n", expected),
                findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
}
