package dev.portolan.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clause, operator, method and test cite each other by names that exist, and each of these rules can fail. */
@DisplayName("house: citations")
class CitationTest {

    private static final SourceTree REPOSITORY = SourceTree.ofRepository();

    /** The page that {@link #thePageIsCurrent} compares, or writes if {@code -Dportolan.write} is set. */
    private static final String PAGE = "docs/generated/refinement.md";

    private static final Map<String, String> SOUND = Map.of(
            "docs/architecture.md",
            "| call | TLA+ | steps |\n| --- | --- | --- |\n"
                    + "| `mach_port_type(task, name)` | `MachPortType` | one step; `ReleaseRight`* |\n",
            "docs/clauses/ipc.md",
            "# Clauses\n\n- **`ipc.type.1`** A name has a type.\n- **`ipc.release.1`** A right is given up.\n\n"
                    + "## Not modelled\n\n- **`ipc.vm.1`** Memory moves.\n",
            "spec/ipc/Ipc.tla",
            "---- MODULE Ipc ----\n\\* \"ipc.comment.1\"\nAnswer(k) == <<k, \"ipc.type.1\">>\n"
                    + "MachPortType(k, t) ==\n    Answer(k)\nReleaseRight(k) == [clause |-> \"ipc.release.1\"]\n====\n",
            "reference-impl/src/main/java/IpcSpace.java",
            "class IpcSpace {\n    @Refines(\"MachPortType\")\n    @Override\n    public KernResult<Type> type() {}\n\n"
                    + "    @Refines({\"Ipc!ReleaseRight\"})\n    void release() {}\n}\n",
            "conformance/src/test/java/TypeTest.java",
            "class TypeTest {\n    @Test\n    @Clause(\"ipc.type.1\")\n    void tells() {}\n}\n");

    @Test
    void citationsResolve() {
        assertFound(new Citations(REPOSITORY).check());
    }

    @Test
    void thePageIsCurrent() throws IOException {
        String page = new Citations(REPOSITORY).page();
        if (System.getProperty("portolan.write") != null) {
            Path file = SourceTree.root().resolve(PAGE);
            Files.createDirectories(file.getParent());
            Files.writeString(file, page);
        }

        assertTrue(
                page.equals(Files.readString(SourceTree.root().resolve(PAGE))),
                PAGE + " is not current; docs/hacking.md has the command that writes it anew");
    }

    @Test
    void aSoundTreePasses() {
        assertFound(new Citations(SourceTree.of(SOUND)).check());
    }

    @Test
    void thePageLeadsDown() {
        assertEquals(
                List.of(
                        "| `MachPortType` | `IpcSpace.type` | `ipc.type.1` |",
                        "| `ReleaseRight` | `IpcSpace.release` | `ipc.release.1` |",
                        "| `ipc.release.1` | `ReleaseRight` |  |",
                        "| `ipc.type.1` | `Answer` | `TypeTest.tells` |",
                        "| `ipc.vm.1` |  |  |"),
                new Citations(SourceTree.of(SOUND))
                        .page()
                        .lines()
                        .filter(line -> line.startsWith("| `"))
                        .collect(Collectors.toList()));
    }

    @Test
    void aDeclarationBelongsToNoOperator() {
        Map<String, String> declared = new TreeMap<>(SOUND);
        declared.computeIfPresent(
                "spec/ipc/Ipc.tla",
                (file, text) -> text.replace("ReleaseRight(k) ==", "RECURSIVE ReleaseAll(_)\nReleaseAll(k) ==")
                        .replace("\n====", "\nReleaseRight(k) == ReleaseAll(k)\n===="));

        String page = new Citations(SourceTree.of(declared)).page();

        assertTrue(page.contains("| `MachPortType` | `IpcSpace.type` | `ipc.type.1` |"), page);
        assertTrue(page.contains("| `ReleaseRight` | `IpcSpace.release` | `ipc.release.1` |"), page);
    }

    @Test
    void aClauseThatIsNotWrittenDownIsFound() {
        assertBroken(
                "docs/clauses/ipc.md",
                "- **`ipc.release.1`**",
                "- ipc release 1",
                "spec/ipc/Ipc.tla:6: there is no clause ipc.release.1");
    }

    @Test
    void citationsInCommentsCount() {
        assertBroken(
                "spec/ipc/Ipc.tla",
                "ReleaseRight(k) ==",
                "(* Text.           *)\n(*   Clause  ipc.type.1 - ipc.type.3  ipc.vm.2 *)\nReleaseRight(k) ==",
                "spec/ipc/Ipc.tla:7: there is no clause ipc.type.2",
                "spec/ipc/Ipc.tla:7: there is no clause ipc.type.3",
                "spec/ipc/Ipc.tla:7: there is no clause ipc.vm.2");
    }

    @Test
    void aClauseThatNothingDecidesByIsFound() {
        assertBroken(
                "spec/ipc/Ipc.tla",
                "\"ipc.release.1\"",
                "\"\"",
                "docs/clauses/ipc.md: no operator decides by ipc.release.1");
    }

    @Test
    void aClauseThatIsModelledAfterAllIsFound() {
        assertBroken(
                "spec/ipc/Ipc.tla",
                "\"ipc.release.1\"",
                "\"ipc.release.1\" \\o \"ipc.vm.1\"",
                "docs/clauses/ipc.md: ipc.vm.1 is modelled, whatever the page says");
    }

    @Test
    void aSecondSentenceForAClauseIsFound() {
        assertBroken(
                "docs/clauses/ipc.md",
                "## Not",
                "- **`ipc.type.1`** Again.\n\n## Not",
                "docs/clauses/ipc.md: ipc.type.1 stands for two sentences");
    }

    @Test
    void aMethodThatRefinesNothingIsFound() {
        assertBroken(
                "reference-impl/src/main/java/IpcSpace.java",
                "MachPortType",
                "MachPortTypes",
                "reference-impl/src/main/java/IpcSpace.java:2: no module defines MachPortTypes",
                "docs/architecture.md: no method of the kernel refines MachPortType");
    }

    @Test
    void anActionWithoutMethodIsFound() {
        assertBroken(
                "reference-impl/src/main/java/IpcSpace.java",
                "@Refines({\"Ipc!ReleaseRight\"})",
                "// @Refines(\"ReleaseRight\")",
                "docs/architecture.md: no method of the kernel refines ReleaseRight");
    }

    @Test
    void aTestThatCitesNothingIsFound() {
        assertBroken(
                "conformance/src/test/java/TypeTest.java",
                "ipc.type.1",
                "ipc.type.2",
                "conformance/src/test/java/TypeTest.java:3: there is no clause ipc.type.2");
    }

    private static void assertBroken(String file, String text, String replacement, String... expected) {
        Map<String, String> broken = new TreeMap<>(SOUND);
        broken.put(file, SOUND.get(file).replace(text, replacement));
        assertFound(new Citations(SourceTree.of(broken)).check(), expected);
    }

    private static void assertFound(List<Finding> findings, String... expected) {
        assertEquals(
                String.join("\n", expected),
                findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
}
