package dev.portolan.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("replay --kernel")
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class ReplayKernelTest {

    private static final String FILE = "examples/first-steps.ndjson";
    private static final String HELLO =
            "read r; echo '{\"id\":1,\"protocol\":1,\"name\":\"g\",\"version\":\"1\",\"dialects\":[\"xnu\"],"
                    + "\"levels\":[\"ipc\"],\"observes\":[]}';";

    private String out;
    private String err;

    private int replay(String... arguments) {
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteArrayOutputStream complaint = new ByteArrayOutputStream();
        String[] all = new String[arguments.length + 2];
        all[0] = "replay";
        all[1] = FILE;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        try {
            System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complaint, true, StandardCharsets.UTF_8));
            return Main.run(all);
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
            out = text.toString(StandardCharsets.UTF_8);
            err = complaint.toString(StandardCharsets.UTF_8);
        }
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
    void aTimeOutOfNoSecondsIsRefused() {
        assertEquals(ExitCode.BAD_INPUT, replay("--kernel", "cat", "--answer-timeout", "0"));
        assertEquals("portolan: --answer-timeout 0: a kernel needs a second at least\n", err);
    }
}
