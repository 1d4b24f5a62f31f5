package dev.portolan.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.conformance.report.PromisedAnswers.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromisedAnswersTest {

    private static PromisedAnswers promised(String... lines) {
        return new PromisedAnswers(List.of(lines), List.of("| `ipc.one.1` | Said. | OneTest TwoTest |"));
    }

    @Test
    void codesOfEveryKindArePromised() {
        PromisedAnswers promised = promised(
                "## One", "| `ipc.one.1` | It is, or `KERN_FAILURE`. | `MACH_RCV_BODY_ERROR\\|MACH_MSG_IPC_SPACE` |",
                "| `ipc.one.2` | It is by message. | `MIG_BAD_ARGUMENTS` |",
                        "| `ipc.one.3` | It says `KERN_SUCCESS`. |");

        assertEquals(
                Map.of(
                        "One",
                        List.of(
                                new Answer("ipc.one.1", "MACH_RCV_BODY_ERROR|MACH_MSG_IPC_SPACE"),
                                new Answer("ipc.one.2", "MIG_BAD_ARGUMENTS"))),
                promised.bySection());
        assertNull(promised.reason("ipc.one.1"));
        assertEquals(Set.of("OneTest", "TwoTest"), promised.tests(List.of("ipc.one.1", "ipc.one.2")));
    }

    @Test
    void whatIsNotModelledIsSaidWithItsCodeOrWithout() {
        PromisedAnswers promised = promised(
                "## Not modelled", "| `ipc.two.1` | It can be read. | `KERN_FAILURE` |", "| `ipc.two.2` | It is so. |");

        assertEquals("Not modelled: It can be read.", promised.reason("ipc.two.1"));
        assertEquals("Not modelled: It is so.", promised.reason("ipc.two.2"));
        assertEquals(List.of(new Answer("ipc.two.1", "KERN_FAILURE")), promised.givenByNoGraph());
    }
}
