package dev.portolan.conformance.cli;

import static dev.portolan.conformance.cli.Said.fields;
import static dev.portolan.conformance.cli.Said.portolan;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("portolan record")
class RecordCommandTest {

    @TempDir
    Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "record run", "record walk", "record counterexample", "record test", "convert"})
    void helpFitsTheTerminalAndHasAnExample(String command) {
        Said said = portolan((command + " --help").split(" "));
        assertEquals(0, said.exit());
        assertTrue(said.out().contains("Example: portolan " + command), said.out());
        assertTrue(said.out().lines().allMatch(line -> line.length() <= 80), said.out());
        assertTrue(said.out().lines().count() <= 45, said.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.ndjson", "run.ndjson.gz"})
    void theSameSeedGivesTheSameBytes(String name) throws IOException {
        for (String copy : List.of("1", "2")) {
            assertEquals(
                    0,
                    portolan("record", "run", "--seed", "5", "--calls", "200", "-o", file(copy + name))
                            .exit());
        }
        assertEquals(
                0,
                portolan("record", "run", "--seed", "6", "--calls", "200", "-o", file("3" + name))
                        .exit());
        byte[] run = Files.readAllBytes(folder.resolve("1" + name));
        assertArrayEquals(run, Files.readAllBytes(folder.resolve("2" + name)));
        assertFalse(java.util.Arrays.equals(run, Files.readAllBytes(folder.resolve("3" + name))));
        assertEquals(0, portolan("replay", file("1" + name)).exit());
    }

    @Test
    void runPrintsOneObject() throws IOException {
        Said said = portolan("record", "run", "--calls", "50", "--steps", "--json", "-o", file("run.ndjson"));
        assertEquals(0, said.exit(), said.err());
        assertEquals(List.of("ok", "file", "kind", "dialect", "seed", "events", "perSecond"), fields(said.json()));
        assertEquals(50, said.json().get("events").asInt());
    }

    @Test
    void aRunInParallelPrintsOneObject() throws IOException {
        Said said = portolan("record", "run", "--concurrent", "--calls", "90", "--json", "-o", file("run.ndjson"));
        assertEquals(0, said.exit(), said.err());
        assertTrue(said.json().get("events").asInt() >= 90);
        assertTrue(Files.readString(folder.resolve("run.ndjson")).contains("\"start\":"));
        for (String command : List.of("replay", "explain")) {
            Said refused = portolan(command, file("run.ndjson"));
            assertEquals(2, refused.exit(), refused.out());
            assertTrue(refused.err().contains("overlap"), refused.err());
        }
        Said second = portolan("validate", file("run.ndjson"), "--tlc", "1");
        assertTrue(second.out().contains("TLC agrees on 1 of 1 traces"), second.out() + second.err());
    }

    @Test
    void walkPrintsOneObject() throws IOException {
        Said said = portolan("record", "walk", "MCNames_classic", "--steps", "50", "--json", "-o", file("walk.ndjson"));
        assertEquals(0, said.exit(), said.err());
        assertEquals(List.of("ok", "file", "model", "seed", "events", "goals"), fields(said.json()));
        assertEquals(50, said.json().get("events").asInt());
        assertEquals(0, portolan("replay", file("walk.ndjson")).exit());
    }

    @Test
    void aGoalIsLookedForUntilAModelReachesIt() throws IOException {
        Said said = portolan(
                "record",
                "walk",
                "MCN*_classic",
                "--goal",
                "clause=ipc.type.1",
                "--goal",
                "code=MACH_SEND_INTERRUPTED",
                "--json",
                "-o",
                file("goal.ndjson"));
        assertEquals(1, said.exit(), said.err());
        JsonNode goals = said.json().get("goals");
        assertEquals(List.of("goal", "reached", "model", "events", "searched"), fields(goals.get(0)));
        assertEquals("code=MACH_SEND_INTERRUPTED", goals.get(1).get("goal").asText());
        assertFalse(goals.get(1).get("reached").asBoolean());
        assertTrue(goals.get(1).get("model").isNull());
        assertEquals("[\"MCNames_classic\"]", goals.get(1).get("searched").toString());
    }

    @Test
    void aGoalThatNoModelReachesIsSaidSo() {
        Said said = portolan("record", "walk", "MCNames_classic", "--goal", "action=Admit", "-o", file("none.ndjson"));
        assertEquals(1, said.exit());
        assertTrue(said.out().contains("action=Admit: not reached by MCNames_classic"), said.out());
        assertTrue(said.out().lines().allMatch(line -> line.length() <= 80), said.out());
        assertFalse(Files.exists(folder.resolve("none.ndjson")));
    }

    @Test
    void aTraceIsConvertedThereAndBack() throws IOException {
        portolan("record", "run", "--calls", "60", "-o", file("run.ndjson"));
        Said said = portolan("convert", file("run.ndjson"), "-o", file("run.itf.json"), "--json");
        assertEquals(0, said.exit(), said.err());
        assertEquals(List.of("ok", "file", "trace", "events"), fields(said.json()));
        assertEquals(
                0,
                portolan("convert", file("run.itf.json"), "-o", file("back.ndjson"))
                        .exit());
        assertEquals(-1, Files.mismatch(folder.resolve("run.ndjson"), folder.resolve("back.ndjson")));
        assertEquals(
                2,
                portolan("convert", file("run.ndjson"), "-o", file("run.txt")).exit());
        assertEquals(
                2,
                portolan("convert", file("run.ndjson"), "--run", "other", "-o", file("x.itf.json"))
                        .exit());
        portolan("record", "run", "--calls", "9", "--states", "2", "-o", file("blind.ndjson"));
        said = portolan("convert", file("blind.ndjson"), "-o", file("x.itf.json"));
        assertEquals(2, said.exit());
        assertTrue(said.err().contains("event 1 has no state"), said.err());
        assertFalse(Files.exists(folder.resolve("x.itf.json")));
    }

    @Test
    void aCounterexampleIsSavedAndBecomesATest() throws IOException {
        Said said = portolan("check", "MCRefs_NoSpaceIsFull_xnu", "--save", file("saved"), "--json");
        assertEquals(0, said.exit(), said.err());
        assertEquals(List.of("ok", "models", "counterexamples"), fields(said.json()));
        JsonNode saved = said.json().get("counterexamples").get(0);
        assertEquals(List.of("model", "file", "violated", "events", "kernelHasIt", "divergesAt"), fields(saved));
        assertTrue(saved.get("kernelHasIt").asBoolean());
        said = portolan("record", "test", saved.get("file").asText(), "-o", file("FullTest.java"), "--json");
        assertEquals(0, said.exit(), said.err());
        assertEquals(List.of("ok", "file", "trace", "events"), fields(said.json()));
        assertTrue(Files.readString(folder.resolve("FullTest.java")).contains("class FullTest"));
        assertEquals(
                2,
                portolan("record", "test", saved.get("file").asText(), "-o", file("full-test.java"))
                        .exit());
    }

    /** Its states are of no kernel, so that there is no trace to write of them. */
    @Test
    void theQueueAloneHasNoTraces() throws IOException {
        Said said = portolan("check", "MCQueueMutants_SaysEmptyTooSoon", "--save", file("saved"), "--json");
        assertEquals(0, said.exit(), said.err());
        assertTrue(said.json().get("counterexamples").isEmpty());
    }

    @Test
    void aFolderIsNoTrace() {
        for (String command :
                List.of("record test -o " + file("FolderTest.java"), "convert -o " + file("x.itf.json"))) {
            Said said = portolan((command + " " + folder).split(" "));
            assertEquals(2, said.exit(), said.err());
            assertEquals(
                    "portolan: " + folder + ": there is no such file, or it may not be read",
                    said.err().strip());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record",
                "record run",
                "record run -o no/such/folder/run.ndjson",
                "record run --calls 0 -o FILE",
                "record run --limit sails=3 -o FILE",
                "record run --limit namesMax=0 -o FILE",
                "record run --tasks 27 -o FILE",
                "record run --dialect hurd -o FILE",
                "record run --concurrent --steps -o FILE",
                "record run --concurrent --states 5 -o FILE",
                "record run --states -1 -o FILE",
                "record walk --steps 0 -o FILE",
                "record walk MCNames_classic --states 5 -o FILE",
                "record walk MCNames_classic --limit namesMax=3 -o FILE",
                "record walk MCNames_classic --goal action=MachPortDestroy --seed 3 -o FILE",
                "record walk --goal action=MachPortDestroy --dialect xnu -o FILE",
                "record walk MCNothing -o FILE",
                "record walk MCNames_classic --goal clause=ipc.nothing.1 -o FILE",
                "record walk MCNames_classic --goal code=KERN_NOTHING -o FILE",
                "record walk MCNames_classic --goal port=1 -o FILE",
                "record walk MCMutants_LosesReceive_xnu --goal action=NeverTaken -o FILE",
                "record walk MCQueueMutants_WakesAnother --goal code=KERN_NO_SPACE -o FILE",
                "record counterexample MCQueueMutants_WakesAnother -o FILE",
            })
    void badUsageIsSaidSo(String command) throws IOException {
        Said said = portolan(command.replace("FILE", file("x.ndjson")).split(" "));
        assertEquals(2, said.exit(), said.out() + said.err());
        assertFalse(said.err().isEmpty());
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
