package dev.portolan.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.conformance.execute.WorldReport.EndedWait;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitTableTest {

    private static final String ABORTED = "AwaitSlot ThreadAbort";

    @Test
    void aWaitThatNoEdgeOfAnActionEndsIsUnseen() {
        WaitTable table = table(
                world("xnu", new EndedWait("AwaitMessage PORT", "ThreadAbort", "MACH_RCV_INTERRUPTED", 1)),
                world("xnu", new EndedWait("AwaitSlot", "ClockExpire", "MACH_SEND_TIMED_OUT", 1)));

        assertTrue(table.unseen().contains(ABORTED));
        assertFalse(table.unseen().contains("AwaitSlot ClockExpire"));
    }

    @Test
    void oneDialectIsEnough() {
        WaitTable table = table(
                world("xnu", new EndedWait("AwaitSlot", "ClockExpire", "MACH_SEND_TIMED_OUT", 1)),
                world("classic", new EndedWait("AwaitSlot", "ThreadAbort", "MACH_SEND_INTERRUPTED", 1)));

        assertFalse(table.unseen().contains(ABORTED));
    }

    @Test
    void thePageAddsEdgesUpAndTellsTheAnswers() {
        WaitTable table = table(
                world("xnu", new EndedWait("AwaitSlot", "ThreadAbort", "MACH_SEND_INTERRUPTED", 1000)),
                world("xnu", new EndedWait("AwaitSlot", "ThreadAbort", "CONTINUE", 234)),
                world("classic", new EndedWait("AwaitSlot", "ThreadAbort", "MACH_SEND_INTERRUPTED", 5)));

        assertEquals(
                "| `AwaitSlot` | `ThreadAbort` | 5 | 1,234 | goes on, `MACH_SEND_INTERRUPTED` |",
                table.page().lines().skip(2).findFirst().orElseThrow());
    }

    private static WaitTable table(WorldReport... worlds) {
        return new WaitTable(List.of(worlds));
    }

    private static WorldReport world(String dialect, EndedWait ended) {
        return new WorldReport(
                "MC", dialect, "success", 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, List.of(), List.of(ended), List.of());
    }
}
