package dev.portolan.conformance.cli;

import static dev.portolan.conformance.cli.Said.fields;
import static dev.portolan.conformance.cli.Said.portolan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.conformance.validate.Opinion;
import dev.portolan.conformance.validate.Unchecked;
import dev.portolan.conformance.validate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the command line and its JSON")
class CommandLineTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final String CORPUS = REPOSITORY.resolve("traces") + "/";
    private static final String DIVERGING =
            "{\"format\":\"portolan-trace/1\",\"name\":\"wrong\",\"kind\":\"run\",\"dialect\":\"xnu\",\"limits\":{},"
                    + "\"tasks\":{\"A\":[\"A1\"]}}\n"
                    + "{\"seq\":1,\"call\":\"mach_port_type\",\"thread\":\"A1\",\"task\":\"A\",\"name\":\"p1\","
                    + "\"entry\":\"TRAP\",\"outcome\":{\"ret\":\"KERN_SUCCESS\"}}\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "check", "conform", "replay", "validate", "parallel", "import"})
    void helpFitsTheTerminalAndHasAnExample(String command) {
        Said said = command.isEmpty() ? portolan("--help") : portolan(command, "--help");
        assertEquals(0, said.exit());
        assertTrue(said.out().contains("Example: portolan " + (command.isEmpty() ? "run" : command)), said.out());
        assertTrue(said.out().lines().allMatch(line -> line.length() <= 80), said.out());
        assertTrue(said.out().lines().count() <= 40, said.out());
    }

    @Test
    void noCommandIsBadUsage() {
        assertEquals(2, portolan().exit());
        assertEquals(2, portolan("sail").exit());
    }

    @Test
    void validatePrintsOneObject() throws IOException {
        Said said = portolan("validate", CORPUS + "xnu/scenarios.ndjson.gz", "--json");
        assertEquals(0, said.exit(), said.err());
        JsonNode report = said.json();
        assertEquals(
                List.of(
                        "ok",
                        "files",
                        "traces",
                        "empty",
                        "events",
                        "compared",
                        "states",
                        "unjudged",
                        "unchecked",
                        "cut",
                        "divergences",
                        "perSecond"),
                fields(report));
        assertTrue(report.get("ok").booleanValue());
        assertEquals(report.get("events").longValue(), report.get("states").longValue());
        assertTrue(report.get("unchecked").get("threads").longValue() > 0, said.out());
    }

    @Test
    void validateAsksTlcForASecondOpinion() throws IOException {
        String[] command = {"validate", CORPUS + "xnu/scenarios.ndjson.gz", "--tlc", "3"};
        Said text = portolan(command);
        assertEquals(0, text.exit(), text.err());
        assertTrue(text.out().contains("TLC agrees on 3 of 3 traces ("), text.out());
        Said refused = portolan("validate", CORPUS + "xnu/scenarios.ndjson.gz", "--tlc", "0");
        assertEquals(2, refused.exit(), refused.out());
        Said pipe = portolan("validate", "/dev/null", "--tlc", "1");
        assertEquals(2, pipe.exit(), pipe.out());
        assertTrue(pipe.err().contains("reads the traces twice"), pipe.err());
        Path diverging = Files.writeString(folder.resolve("wrong.ndjson"), DIVERGING);
        Said said = portolan("validate", diverging.toString(), "--tlc", "1", "--json");
        assertEquals(1, said.exit(), said.err());
        JsonNode tlc = said.json().get("tlc");
        assertEquals(List.of("traces", "agreed", "events", "seconds", "disagreements"), fields(tlc));
        assertEquals(1, tlc.get("agreed").intValue());
        assertEquals(0, tlc.get("disagreements").size());
    }

    /** Of two verdicts one is wrong, and neither is told as if it were right. */
    @Test
    void twoVerdictsOnOneRunAreAnErrorOfOurs() {
        ValidateSummary summary = new ValidateSummary();
        Verdict verdict = new Verdict(3, 3, 3, 0, null, null, new Unchecked(), true);
        summary.add("run.ndjson", "run", "xnu", verdict, 1);
        assertEquals(0, ValidateCommand.exit(summary));
        summary.add(new Opinion(1, 2, 1, List.of(new Opinion.Disagreement("run.ndjson", 1, "run", "yes", "no"))));
        assertEquals(3, ValidateCommand.exit(summary));
        assertFalse(ValidateReport.of(summary).ok());
        assertEquals(0, ValidateReport.of(summary).tlc().agreed());
    }

    @Test
    void validateSaysWhatDivergesAndRefusesToCheckNothing() throws IOException {
        Path diverging = Files.writeString(folder.resolve("wrong.ndjson"), DIVERGING);
        Said said = portolan("validate", diverging.toString(), "--json");
        assertEquals(1, said.exit(), said.err());
        JsonNode divergence = said.json().get("divergences").get(0);
        assertEquals(
                List.of(
                        "file",
                        "line",
                        "call",
                        "expected",
                        "actual",
                        "differences",
                        "clause",
                        "sentence",
                        "action",
                        "methods",
                        "again",
                        "checks",
                        "applied"),
                fields(divergence));
        assertEquals("ipc.type.3", divergence.get("clause").textValue());
        assertEquals(2, divergence.get("line").intValue());
        Path empty = Files.writeString(
                folder.resolve("empty.ndjson"), DIVERGING.lines().findFirst().orElseThrow() + "\n");
        Said nothing = portolan("validate", empty.toString(), "--json");
        assertEquals(2, nothing.exit(), nothing.out());
        assertEquals("", nothing.out());
        assertTrue(nothing.err().contains("nothing was checked"), nothing.err());
        Path unknown = Files.writeString(folder.resolve("unknown.ndjson"), DIVERGING.replace("\"xnu\"", "\"mach4\""));
        Said refused = portolan("validate", unknown.toString());
        assertEquals(2, refused.exit(), refused.out());
        assertTrue(refused.err().contains("unknown.ndjson:1"), refused.err());
    }

    /** A run that the model could not judge to its end is not taken for one that it allows. */
    @Test
    void validateHasNoVerdictOnWhatItCouldNotJudge() throws IOException {
        String insert = "{\"seq\":1,\"call\":\"mach_port_allocate\",\"thread\":\"A1\",\"task\":\"A\","
                + "\"right\":\"RECEIVE\",\"entry\":\"TRAP\","
                + "\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"name\":\"p1\"}}}\n"
                + "{\"seq\":2,\"call\":\"mach_port_insert_right\",\"thread\":\"A1\",\"task\":\"A\","
                + "\"name\":\"p8\",\"right\":\"p1\",\"disposition\":\"MAKE_SEND_ONCE\",\"entry\":\"TRAP\","
                + "\"outcome\":{\"ret\":\"KERN_FAILURE\"}}\n";
        String header = DIVERGING.lines().findFirst().orElseThrow() + "\n";
        String cut =
                Files.writeString(folder.resolve("cut.ndjson"), header + insert).toString();
        Said text = portolan("validate", cut);
        assertEquals(3, text.exit(), text.err());
        assertTrue(text.out().contains("no verdict") && !text.out().contains("allowed"), text.out());
        assertTrue(text.out().contains("not judged to its end") && text.out().contains("event 2"), text.out());
        Said said = portolan("validate", cut, "--json");
        assertEquals(3, said.exit(), said.err());
        assertFalse(said.json().get("ok").booleanValue());
        assertEquals("wrong", said.json().get("cut").get(0).get("run").textValue());
        String diverging =
                Files.writeString(folder.resolve("wrong.ndjson"), DIVERGING).toString();
        assertEquals(1, portolan("validate", cut, diverging).exit());
    }

    @Test
    void parallelPrintsOneObject() throws IOException {
        Said said = portolan("parallel", "--runs", "3", "--calls", "30", "--json");
        assertEquals(0, said.exit(), said.err());
        assertEquals(
                List.of(
                        "ok",
                        "dialect",
                        "runs",
                        "events",
                        "overlaps",
                        "waits",
                        "states",
                        "cut",
                        "divergences",
                        "failures",
                        "seconds"),
                fields(said.json()));
        assertEquals(3, said.json().get("runs").intValue());
        assertTrue(said.json().get("events").intValue() >= 90, said.out());
        assertEquals(2, portolan("parallel", "--runs", "0").exit());
        assertEquals(2, portolan("parallel", "--tlc", "-1").exit());
    }

    @Test
    void parallelAsksTlcToo() throws IOException {
        Said said = portolan("parallel", "--runs", "3", "--calls", "20", "--tlc", "2", "--json");
        assertEquals(0, said.exit(), said.err());
        JsonNode tlc = said.json().get("tlc");
        assertEquals(2, tlc.get("traces").intValue());
        assertEquals(2, tlc.get("agreed").intValue());
        assertTrue(tlc.get("events").intValue() >= 40, said.out());
    }

    @Test
    void checkPrintsOneObject() throws IOException {
        Said said = portolan("check", "MCNames_classic", "--json");
        assertEquals(0, said.exit(), said.err());
        assertEquals(List.of("ok", "models"), fields(said.json()));
        JsonNode model = said.json().get("models").get(0);
        assertEquals(
                List.of("name", "dialect", "expected", "result", "distinct", "generated", "depth", "seconds"),
                fields(model));
        assertEquals("success", model.get("result").asText());
    }

    @Test
    void conformPrintsOneObject() throws IOException {
        Path answers = folder.resolve("answers.md");
        Said said = portolan(
                "conform", "MCNames_classic", "--json", "--save", folder.toString(), "--answers", answers.toString());
        assertEquals(0, said.exit(), said.err());
        assertEquals(List.of("ok", "models", "unseen"), fields(said.json()));
        assertTrue(said.json().get("unseen").isEmpty(), "one world need not give every answer");
        assertTrue(Files.readString(answers).contains("| call | return code | classic | clauses | tests |"));
        JsonNode model = said.json().get("models").get(0);
        List<String> fields = fields(model);
        assertTrue(
                fields.containsAll(List.of(
                        "name",
                        "dialect",
                        "edges",
                        "executed",
                        "states",
                        "divergences",
                        "perSecond",
                        "seconds",
                        "peakMemoryMiB")),
                fields.toString());
        assertEquals(model.get("edges").asLong(), model.get("executed").asLong());
    }

    @Test
    void replayPrintsOneObject() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.ndjson"), DIVERGING);
        Said said = portolan("replay", file.toString(), "--json");
        assertEquals(1, said.exit(), said.err());
        assertEquals(
                List.of("ok", "files", "traces", "events", "skipped", "divergences", "perSecond"), fields(said.json()));
        JsonNode divergence = said.json().get("divergences").get(0);
        assertEquals(
                List.of(
                        "file",
                        "line",
                        "call",
                        "expected",
                        "actual",
                        "differences",
                        "clause",
                        "action",
                        "methods",
                        "again",
                        "checks",
                        "applied",
                        "explain"),
                fields(divergence));
        assertEquals(2, divergence.get("line").asInt());
        assertEquals("KERN_INVALID_NAME", divergence.get("actual").asText());
        assertTrue(divergence.get("clause").asText().startsWith("ipc.type."), divergence.toString());
    }

    @Test
    void aDivergenceIsToldWithTheCommandThatShowsItAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.ndjson"), DIVERGING);
        Said said = portolan("replay", file.toString());
        assertEquals(1, said.exit());
        assertTrue(said.out().contains("again     portolan replay " + file + " --run wrong"), said.out());
        assertTrue(said.out().contains("kernel    NameQueries.type"), said.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void theCorpusReplaysWithoutADivergence(String dialect) throws IOException {
        Said said = portolan("replay", CORPUS + dialect, "--json");
        assertEquals(0, said.exit(), said.out());
        int events = said.json().get("events").asInt();
        assertTrue(events >= (dialect.equals("xnu") ? 27_000 : 66_000), events + " events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replay nowhere.ndjson",
                "replay %s",
                "replay %s --dialect minix",
                "replay %s --run nobody",
                "conform MCNothing",
                "conform --dialect minix",
                "conform --spec nowhere",
                "check MCNothing",
                "check --tla2tools nowhere.jar",
                "check --tier sometimes",
                "import --from xnu nowhere.ndjson -o out",
                "import --from minix %s -o out",
                "import --from xnu %s -o nowhere/out.ndjson",
                "run --traces nowhere",
                "run --what"
            })
    void badInputIsToldAndEndsWithTwo(String line) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.ndjson"), "");
        Said said = portolan(line.replace("%s", empty.toString()).split(" "));
        assertEquals(2, said.exit(), said.err());
        assertFalse(said.err().isBlank());
        assertTrue(said.out().isEmpty(), said.out());
    }

    @Test
    void aRecordingIsImportedAndOneThatIsNoneLeavesNothing() throws IOException {
        Path recording = Files.writeString(folder.resolve("none.ndjson"), "{\"no\":\"recording\"}\n");
        Path out = folder.resolve("out.ndjson");
        Said said = portolan("import", "--from", "xnu", recording.toString(), "-o", out.toString());
        assertEquals(2, said.exit(), said.err());
        assertTrue(said.err().contains("none.ndjson:1:"), said.err());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(recording), files.toList());
        }
    }
}
