package dev.portolan.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("replay --kernel")
class ReplayKernelTest {

    private static final String FILE = "examples/first-steps.ndjson";
    private static final String EXCEPTIONS = "../traces/classic/exceptions.ndjson.gz";
    private static final String HELLO =
            "read r; echo '{\"id\":1,\"protocol\":1,\"name\":\"g\",\"version\":\"1\",\"dialects\":[\"xnu\"],"
                    + "\"levels\":[\"ipc\"],\"observes\":[]}';";

    private String out;
    private String err;

    private int replay(String... arguments) {
        String[] all =
                Stream.concat(Stream.of("replay", FILE), Stream.of(arguments)).toArray(String[]::new);
        Said said = Said.portolan(all);
        out = said.out();
        err = said.err();
        return said.exit();
    }

    @Test
    void aKernelThatIsNotThereCouldNotBeRun() {
        assertEquals(ExitCode.COULD_NOT_RUN, replay("--kernel", "no-such-kernel-anywhere"));
        assertTrue(err.startsWith("portolan: ended with exit code 127 at hello"), err);
        assertFalse(err.contains("\tat "), err);
    }

    @Test
    void aKernelThatSaysNonsenseIsBadInputWithItsPlace() {
        assertEquals(ExitCode.BAD_INPUT, replay("--kernel", "read r; echo nonsense"));
        assertEquals("portolan: read r; echo nonsense:1:1: not-an-answer: an object is wanted here\n", err);
    }

    @Test
    void aKernelThatDeclinesEverythingIsNotSaidToConform() {
        String declines = HELLO + "i=2; while read r; do echo \"{\\\"id\\\":$i,\\\"unsupported\\\":\\\"not yet\\\"}\";"
                + " i=$((i+1)); done";
        assertEquals(ExitCode.COULD_NOT_RUN, replay("--kernel", declines));
        assertEquals("portolan: g 1 executed nothing: unsupported: not yet\n", err);
    }

    /** Nothing of a run that makes tasks and threads is put to a kernel that does not say that it has such calls. */
    @Test
    void aKernelWithoutTasksIsNotBegunWithThem() {
        Said said = Said.portolan("replay", EXCEPTIONS, "--dialect", "xnu", "--kernel", HELLO + "read r");
        assertEquals(ExitCode.COULD_NOT_RUN, said.exit());
        assertEquals(
                "portolan: g 1 executed nothing: the kernel does not have the level tasks, calls on tasks and threads\n",
                said.err());
    }

    @Test
    void callsOnTasksAndThreadsGoOverTheLines() {
        String serve = Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                + "' dev.portolan.conformance.cli.Main serve";
        Said said = Said.portolan("replay", EXCEPTIONS, "--kernel", serve, "--answer-timeout", "60");
        assertEquals(ExitCode.CONFORMS, said.exit(), said::toString);
        assertTrue(said.out().contains("33     492        0            0  conforms"), said.out());
    }

    @Test
    void aKernelThatDiesIsBlamedAtEachTraceAndTheRunGoesOn() throws Exception {
        String dies = HELLO + "read r; echo '{\"id\":2}'; read r; echo ouch >&2; exit 9";
        assertEquals(ExitCode.DIVERGES, replay("--json", "--kernel", dies, "--answer-timeout", "30"));
        JsonNode report = new ObjectMapper().readTree(out);
        assertEquals("g 1", report.get("kernel").asText());
        assertEquals(3, report.get("traces").asInt());
        assertEquals(3, report.get("divergences").size());
        assertEquals(0, report.get("declined").size());
        assertEquals(
                "A0: mach_port_allocate(task = A, right = RECEIVE, entry = TRAP)",
                report.get("divergences").get(0).get("call").asText());
        assertEquals(ExitCode.DIVERGES, replay("--kernel", dies, "--run", "two-messages"));
        String told = "crashed: ended with exit code 9 at the call; standard error: ouch";
        assertTrue(out.replaceAll("\\s+", " ").contains(told), out);
    }

    @Test
    void aKernelThatDiesAtAResetIsBlamedAndTheRunGoesOn() throws Exception {
        String dies = HELLO + "i=2; n=0; while read r; do case \"$r\" in"
                + " *reset*) n=$((n+1)); [ $n -gt 1 ] && exit 9; a=;;"
                + " *mach_port_allocate*) a=',\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"name\":1}}';;"
                + " *) a=',\"unsupported\":\"not yet\"';; esac; echo \"{\\\"id\\\":$i$a}\"; i=$((i+1)); done";
        assertEquals(ExitCode.DIVERGES, replay("--json", "--kernel", dies), err);
        JsonNode report = new ObjectMapper().readTree(out);
        assertEquals(1, report.get("divergences").size(), out);
        JsonNode divergence = report.get("divergences").get(0);
        assertEquals(9, divergence.get("line").asInt());
        assertEquals(
                "crashed: ended with exit code 9 at reset",
                divergence.get("differences").get(0).get("actual").asText());
        assertEquals(3, report.get("events").asInt());
        assertEquals(Set.of("unsupported: not yet"), Set.copyOf(Said.fields(report.get("declined"))));
    }

    @Test
    void aTraceOfADialectThatTheKernelDoesNotDeclareIsLeftOut() {
        String anything = HELLO + "i=2; while read r; do echo \"{\\\"id\\\":$i}\"; i=$((i+1)); done";
        assertEquals(ExitCode.COULD_NOT_RUN, replay("--dialect", "classic", "--kernel", anything));
        assertEquals("portolan: g 1 executed nothing: the kernel does not have the dialect classic\n", err);
    }

    @Test
    void aTimeOutOfNoKernelIsRefused() {
        assertEquals(ExitCode.BAD_INPUT, replay("--answer-timeout", "5"));
        assertEquals("portolan: --answer-timeout is for another kernel: --kernel is missing\n", err);
    }

    @Test
    void aTimeOutOfNoSecondsIsRefused() {
        assertEquals(ExitCode.BAD_INPUT, replay("--kernel", "cat", "--answer-timeout", "0"));
        assertEquals("portolan: --answer-timeout 0: a kernel needs a second at least\n", err);
    }
}
