package dev.portolan.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The repository keeps the house rules, and each rule can fail. */
@DisplayName("house: names, sizes, links")
class TidyTest {

    private static final SourceTree REPOSITORY = SourceTree.ofRepository();

    @Test
    void namesAndWhitespace() {
        assertNothingFound(Wording.check(REPOSITORY));
    }

    @Test
    void sizes() throws IOException {
        try (InputStream listed = TidyTest.class.getResourceAsStream("oversized.txt")) {
            String text = new String(listed.readAllBytes(), StandardCharsets.UTF_8);
            assertNothingFound(FileSizes.check(REPOSITORY, text.lines().collect(Collectors.toList())));
        }
    }

    @Test
    void links() {
        assertNothingFound(Links.check(REPOSITORY));
    }

    @Test
    void vagueNamesAreFound() {
        SourceTree tree = SourceTree.of(Map.of(
                "A.java", "package dev.util;\n\nfinal class PortManager {}\nrecord NameUtil(int a) {}\n",
                "B.java", "class MessageHelper {\n    String held = \"class PortManager\"; // class PortManager\n}\n"));

        assertFound(
                Wording.check(tree),
                "A.java:3: a name that says nothing: class PortManager",
                "A.java:4: a name that says nothing: record NameUtil",
                "A.java:1: a package name that says nothing: package dev.util",
                "B.java:1: a name that says nothing: class MessageHelper");
    }

    @Test
    void sleepingUnnumberedIntentionsAndAuthorsAreFound() {
        SourceTree tree = SourceTree.of(Map.of(
                "A.java",
                "/** @author me */\nclass A {\n    // TODO later, unlike TODO(#7)\n    void a() { Thread.sleep(1); }\n}\n",
                "B.tla",
                "\\* FIXME\n"));

        assertFound(
                Wording.check(tree),
                "A.java:4: sleeping is not waiting for something: Thread.sleep",
                "A.java:3: no issue number, as in TODO(#12): TODO",
                "A.java:1: history is in the history: @author",
                "B.tla:1: no issue number, as in TODO(#12): FIXME");
    }

    @Test
    void whitespaceAndPathsOfMachinesAreFound() {
        SourceTree tree = SourceTree.of(Map.of(
                "a.md",
                "# A \n\tb\nsee " + "/home" + "/me, or https://example.org" + "/home" + "/me\n",
                "mvnw",
                "\t\n"));

        assertFound(
                Wording.check(tree),
                "a.md:1: whitespace at the end of the line: ",
                "a.md:2: a tab: ",
                "a.md:3: a path of one machine: " + "/home" + "/me");
    }

    @Test
    void sizesMayNotGrow() {
        SourceTree tree = SourceTree.of(Map.of(
                "Fits.java", "\n".repeat(400),
                "Large.java", "\n".repeat(401),
                "Large.tla", "\n".repeat(301),
                "Grown.java", "\n".repeat(501),
                "Kept.java", "\n".repeat(500),
                "Less.java", "\n".repeat(350)));
        List<String> allowed = List.of(
                "# a comment",
                "Grown.java 500 reason",
                "Kept.java 500 reason",
                "Less.java 500 reason",
                "Gone.java 500 reason",
                "Other.java 500");

        assertFound(
                FileSizes.check(tree, allowed),
                "oversized.txt: neither path, lines and reason: Other.java 500",
                "Grown.java: grew from 500 to 501 lines",
                "Large.java: 401 lines are more than 400: which second noun is it?",
                "Large.tla: 301 lines are more than 300: which second noun is it?",
                "Less.java: shrank from 500 to 350 lines: so must its entry",
                "Gone.java: is listed as oversized, and does not exist");
    }

    @Test
    void titlesAndLinksAreResolved() {
        String page = "# One\n\n## The `state`, again\n\n[a](b.md) [b](../c/) [c](#the-state-again) [d](#nowhere)\n"
                + "`[code](gone.md)`\n```\n# not a title\n[e](gone.md)\n```\n# Two\n[f](b.md#b) [g](b.md#c)"
                + " [h](https://example.org/gone) <img src=\"gone.svg\">\n";
        SourceTree tree = SourceTree.of(Map.of("docs/a.md", page, "docs/b.md", "# B\n", "c/d.txt", ""));

        assertFound(
                Links.check(tree),
                "docs/a.md: 2 titles; a page has one",
                "docs/a.md:5: no heading #nowhere in docs/a.md",
                "docs/a.md:12: no heading #c in docs/b.md",
                "docs/a.md:12: there is no docs/gone.svg");
    }

    @Test
    void citationsOfSourcesAreResolved() {
        String page = "# A\n`A.java:/void \\w+\\(/` `A.java:/int/` `B.java:/x/` `C.java:/x/` `one/C.java:/class/`\n"
                + "`A.java:/(/`\n";
        SourceTree tree = SourceTree.of(Map.of(
                "a.md", page,
                "src/A.java", "class A {\n    void a() {}\n}\n",
                "one/C.java", "class C {}\n",
                "two/C.java", "class C {}\n"));

        assertFound(
                Links.check(tree),
                "a.md:2: no line matches: `A.java:/int/`",
                "a.md:2: no such file: `B.java:/x/`",
                "a.md:2: which of [one/C.java, two/C.java]: `C.java:/x/`",
                "a.md:3: not a regular expression, Unclosed group: `A.java:/(/`");
    }

    private static void assertNothingFound(List<Finding> findings) {
        assertFound(findings);
    }

    private static void assertFound(List<Finding> findings, String... expected) {
        assertEquals(
                String.join("\n", expected),
                findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
}
