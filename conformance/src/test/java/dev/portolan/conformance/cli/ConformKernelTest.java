package dev.portolan.conformance.cli;

import static dev.portolan.conformance.cli.Said.fields;
import static dev.portolan.conformance.cli.Said.portolan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.conformance.suite.AlteredServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("conform --kernel")
class ConformKernelTest {

    private static final String HEADER = "{\"format\":\"portolan-expectations/1\"}\n";
    private static final String DESTROYS = HEADER
            + "{\"expect\":\"fail\",\"call\":\"mach_port_destroy\",\"ret\":\"KERN_SUCCESS\",\"reason\":\"no code\"}\n";

    @TempDir
    Path folder;

    private static String java(Class<?> main, String... arguments) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -cp '" + classPath
                + "' " + main.getName() + " " + String.join(" ", arguments);
    }

    /** A walk of {@code MCRefs_classic}, short and with its divergences saved in a folder of its own. */
    private Said conform(String kernel, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "conform",
                "MCRefs_classic",
                "--kernel",
                kernel,
                "--steps",
                "3000",
                "--save",
                folder.resolve("saved").toString()));
        arguments.addAll(List.of(more));
        return portolan(arguments.toArray(String[]::new));
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("known.expect"), text).toString();
    }

    @Test
    void aKernelThatConformsIsToldInOneObject() throws IOException {
        Said said = conform(java(Main.class, "serve"), "--json");
        assertEquals(0, said.exit(), said.err());
        assertEquals(1, said.out().lines().count());
        JsonNode report = said.json();
        assertEquals(List.of("ok", "kernel", "version", "worlds", "expectations", "divergences"), fields(report));
        JsonNode world = report.get("worlds").get(0);
        assertEquals(
                List.of(
                        "name",
                        "dialect",
                        "edges",
                        "executed",
                        "unsupported",
                        "skipped",
                        "notReached",
                        "divergences",
                        "expectedFailures",
                        "calls",
                        "resets",
                        "seconds",
                        "ended",
                        "reasons",
                        "hidden",
                        "kinds"),
                fields(world));
        assertEquals("the budget of steps is spent", world.get("ended").asText());
        assertEquals(3000, world.get("calls").asInt() + world.get("resets").asInt());
        assertEquals(
                world.get("edges").asInt(),
                world.get("executed").asInt() + world.get("notReached").asInt());
        assertEquals(
                List.of(
                        "call",
                        "ret",
                        "clause",
                        "edges",
                        "executed",
                        "unsupported",
                        "skipped",
                        "notReached",
                        "divergences",
                        "expectedFailures"),
                fields(world.get("kinds").get(0)));
    }

    @Test
    void aDivergenceIsToldByClauseAndReplaysFromWhereItWasSaved() {
        String kernel = java(AlteredServer.class);
        Said said = conform(kernel);
        assertEquals(1, said.exit(), said.err());
        assertTrue(said.out().contains("ipc.destroy.6"), said.out());
        assertTrue(said.out().contains("action    MachPortDestroy"), said.out());
        assertTrue(
                said.out().lines().filter(line -> !line.startsWith("  again")).allMatch(line -> line.length() <= 80),
                said.out());
        Path saved = folder.resolve("saved").resolve("MCRefs_classic-1.ndjson");
        assertTrue(said.out().contains("again     portolan replay " + saved + " --kernel"), said.out());
        assertEquals(1, portolan("replay", saved.toString(), "--kernel", kernel).exit());
        assertEquals(0, portolan("replay", saved.toString()).exit());
    }

    @Test
    void aDivergenceIsToldInJsonAsElsewhere() throws IOException {
        Said said = conform(java(AlteredServer.class), "--json");
        assertEquals(1, said.exit(), said.err());
        JsonNode divergence = said.json().get("divergences").get(0);
        assertEquals(
                List.of(
                        "world",
                        "file",
                        "call",
                        "expected",
                        "actual",
                        "differences",
                        "clause",
                        "sentence",
                        "action",
                        "methods",
                        "path",
                        "again",
                        "checks",
                        "allowed",
                        "applied"),
                fields(divergence));
        assertEquals("MCRefs_classic", divergence.get("world").asText());
        assertEquals("MCRefs_classic", divergence.get("file").asText());
    }

    @Test
    void whatIsExpectedToFailIsNoDivergence() throws IOException {
        Said said = conform(java(AlteredServer.class), "--expect", file(DESTROYS));
        assertEquals(0, said.exit(), said.out() + said.err());
        assertTrue(said.out().contains("0 diverge"), said.out());
        assertTrue(!said.out().contains(" 0 fail as expected"), said.out());
    }

    @Test
    void aPassThatWasNotExpectedIsNotOk() throws IOException {
        Said said = conform(java(Main.class, "serve"), "--expect", file(DESTROYS));
        assertEquals(1, said.exit(), said.out() + said.err());
        assertTrue(said.out().contains("unexpected pass"), said.out());
    }

    @Test
    void anExpectationThatSpeaksOfNoCallIsToldAndThatIsAll() throws IOException {
        String known = HEADER + "{\"expect\":\"skip\",\"call\":\"thread_abort\",\"reason\":\"none yet\"}\n";
        Said said = conform(java(Main.class, "serve"), "--expect", file(known));
        assertEquals(0, said.exit(), said.out() + said.err());
        assertTrue(said.out().contains("unmatched     line 2, thread_abort"), said.out());
    }

    @Test
    void replayTakesExpectationsToo() throws IOException {
        String kernel = java(AlteredServer.class);
        assertEquals(1, conform(kernel).exit());
        String saved =
                folder.resolve("saved").resolve("MCRefs_classic-1.ndjson").toString();
        Said met = portolan("replay", saved, "--kernel", kernel, "--expect", file(DESTROYS), "--json");
        assertEquals(0, met.exit(), met.out() + met.err());
        JsonNode line = met.json().get("expectations").get(0);
        assertEquals(List.of("line", "expect", "subject", "skipped", "failed", "passed", "verdict"), fields(line));
        assertEquals("met", line.get("verdict").asText());
        assertEquals(1, line.get("failed").asInt());
        Said passed = portolan("replay", saved, "--kernel", java(Main.class, "serve"), "--expect", file(DESTROYS));
        assertEquals(1, passed.exit(), passed.out() + passed.err());
        assertTrue(passed.out().contains("unexpected pass"), passed.out());
        String skips = DESTROYS.replace("\"fail\"", "\"skip\"");
        Said skipped = portolan("replay", saved, "--kernel", kernel, "--expect", file(skips), "--json");
        assertEquals(0, skipped.exit(), skipped.out() + skipped.err());
        assertEquals(1, skipped.json().get("skipped").asInt());
    }

    @Test
    void aKernelThatIsNoneCouldNotRun() {
        Said said = conform("exit 7");
        assertEquals(3, said.exit(), said.err());
        assertTrue(said.err().contains("exit code 7"), said.err());
        assertTrue(said.out().isEmpty(), said.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conform --steps 5",
                "conform --time 5",
                "conform --expect known.expect",
                "replay traces --expect known.expect",
                "conform --answer-timeout 5",
                "conform --kernel cat --seed 5",
                "conform --kernel cat --steps 0",
                "conform --kernel cat --expect nowhere.expect",
                "conform --kernel cat --expect %s"
            })
    void badUsageIsToldAndEndsWithTwo(String line) throws IOException {
        Said said = portolan(line.replace("%s", file("{}")).split(" "));
        assertEquals(2, said.exit(), said.err());
        assertTrue(said.out().isEmpty(), said.out());
    }
}
