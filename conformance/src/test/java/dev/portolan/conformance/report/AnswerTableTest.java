package dev.portolan.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.conformance.execute.WorldReport.Covered;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTableTest {

    @Test
    void anAnswerThatNoEdgeGivesIsUnseen() {
        AnswerTable table = table(
                world("xnu", new Covered("MachPortAllocate", "KERN_NO_SPACE", "ipc.allocate.2", 7)),
                world("classic", new Covered("MachPortAllocate", "KERN_NO_SPACE", "ipc.allocate.2", 5)));

        assertFalse(table.unseen().contains("ipc.allocate.2 KERN_NO_SPACE"));
        assertTrue(table.unseen().contains("ipc.allocate.1 KERN_INVALID_VALUE"));
    }

    @Test
    void aClauseWithTwoCodesPromisesBoth() {
        AnswerTable table = table(world("xnu", new Covered("Resume", "MACH_RCV_PORT_CHANGED", "ipc.receive.7", 1)));

        assertFalse(table.unseen().contains("ipc.receive.7 MACH_RCV_PORT_CHANGED"));
        assertTrue(table.unseen().contains("ipc.receive.7 MACH_RCV_PORT_DIED"));
    }

    @Test
    void aCodeOfAnotherClauseIsNotTheClausesAnswer() {
        AnswerTable table = table(world("xnu", new Covered("MachPortAllocate", "KERN_SUCCESS", "ipc.allocate.3", 1)));

        assertTrue(table.unseen().contains("ipc.allocate.4 KERN_SUCCESS"));
    }

    @Test
    void whatGoesOnOrWaitsIsNoAnswer() {
        AnswerTable none = table();
        AnswerTable table = table(
                world("xnu", new Covered("Admit", "CONTINUE", "ipc.send.12", 3)),
                world("xnu", new Covered("Admit", "BLOCKED", "ipc.send.15", 3)));

        assertEquals(none.unseen(), table.unseen());
        assertTrue(none.unseen().stream().noneMatch(answer -> answer.startsWith("ipc.send.15")));
    }

    @Test
    void clausesThatNoGraphAnswersByAreExcused() {
        assertTrue(table().unseen().stream().noneMatch(answer -> answer.startsWith("ipc.insert_right.17")));
    }

    @Test
    void thePageAddsTheEdgesOfACodeUp() {
        AnswerTable table = table(
                world("xnu", new Covered("MachPortAllocate", "KERN_SUCCESS", "ipc.allocate.3", 1000)),
                world("xnu", new Covered("MachPortAllocate", "KERN_SUCCESS", "ipc.allocate.4", 234)),
                world("classic", new Covered("MachPortAllocate", "KERN_NO_SPACE", "ipc.allocate.2", 5)));
        List<String> lines = table.page().lines().toList();

        assertEquals("| call | return code | classic | xnu | clauses | tests |", lines.get(0));
        assertRow(lines, "| `mach_port_allocate` | `KERN_NO_SPACE` | 5 | 0 | `ipc.allocate.2` |");
        assertRow(
                lines,
                "| `mach_port_allocate` | `KERN_SUCCESS` | 0 | 1,234 |"
                        + " `ipc.allocate.3` `ipc.allocate.4` `ipc.allocate.5` |");
    }

    private static void assertRow(List<String> lines, String beginning) {
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(beginning)), lines::toString);
    }

    private static AnswerTable table(WorldReport... worlds) {
        return new AnswerTable(List.of(worlds));
    }

    private static WorldReport world(String dialect, Covered covered) {
        return new WorldReport(
                "MC", dialect, "success", 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, List.of(covered), List.of(), List.of());
    }
}
