package dev.portolan.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All numbered corners have a test that says so in its name, and where one has not it is found. */
@DisplayName("house: corners")
class CornersTest {

    private static final String FILE = "reference-impl/src/test/java/NameCornersTest.java";

    @Test
    void allThirtyThreeHaveTests() {
        assertFound(Corners.check(SourceTree.ofRepository()));
    }

    @Test
    void aSoundPagePasses() {
        assertFound(Corners.check(SourceTree.of(sound())));
    }

    @Test
    void aTestThatIsNotThereIsFound() {
        assertBroken(
                FILE,
                "void corner7Is()",
                "void sevenIs()",
                "docs/corners.md:7: there is no test NameCornersTest.corner7Is");
    }

    @Test
    void aTestThatCitesNoClauseIsNone() {
        assertBroken(
                FILE,
                "@Clause(\"ipc.type.1\") void corner7Is()",
                "void corner7Is()",
                "docs/corners.md:7: there is no test NameCornersTest.corner7Is");
    }

    @Test
    void aTestOfAnotherCornerIsFound() {
        assertBroken(
                Corners.PAGE,
                "`NameCornersTest.corner7Is`",
                "`NameCornersTest.corner17Is`",
                "docs/corners.md:7: not a test of corner 7: NameCornersTest.corner17Is",
                "docs/corners.md: does not tell of NameCornersTest.corner7Is");
    }

    @Test
    void aCornerWithoutTestIsFound() {
        assertBroken(
                Corners.PAGE,
                "`NameCornersTest.corner7Is`",
                "",
                "docs/corners.md:7: corner 7 has no test",
                "docs/corners.md: does not tell of NameCornersTest.corner7Is");
    }

    @Test
    void aCornerThatIsLeftOutIsFound() {
        assertBroken(
                Corners.PAGE,
                "| 33 | asked | `NameCornersTest.corner33Is` |\n",
                "",
                "docs/corners.md: ends with corner 32 of 33",
                "docs/corners.md: does not tell of NameCornersTest.corner33Is");
        assertBroken(
                Corners.PAGE,
                "| 7 | asked | `NameCornersTest.corner7Is` |\n",
                "",
                "docs/corners.md:7: corner 8 stands where 7 should",
                "docs/corners.md: does not tell of NameCornersTest.corner7Is");
    }

    private static Map<String, String> sound() {
        return Map.of(
                Corners.PAGE,
                of33("| %1$d | asked | `NameCornersTest.corner%1$dIs` |\n"),
                FILE,
                "class NameCornersTest {\n" + of33("    @Test @Clause(\"ipc.type.1\") void corner%1$dIs() {}\n")
                        + "}\n",
                "reference-impl/src/test/java/DueExceptionsTest.java",
                "class DueExceptionsTest {\n    @Clause(\"exceptions.pid.2\")\n    void corner17Only() {}\n}\n");
    }

    private static String of33(String format) {
        return IntStream.rangeClosed(1, 33)
                .mapToObj(n -> String.format(format, n))
                .collect(Collectors.joining());
    }

    private static void assertBroken(String file, String text, String replacement, String... expected) {
        Map<String, String> broken = new TreeMap<>(sound());
        broken.computeIfPresent(file, (path, whole) -> whole.replace(text, replacement));
        assertFound(Corners.check(SourceTree.of(broken)), expected);
    }

    private static void assertFound(List<Finding> findings, String... expected) {
        assertEquals(
                String.join("\n", expected),
                findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
}
