package dev.portolan.conformance.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.traces.Call;
import dev.portolan.traces.PortName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a divergence can cite where its trace says nothing. */
class CitationsTest {

    private static final Call.MachPortDeallocate DEALLOCATE =
            new Call.MachPortDeallocate("A0", "A", PortName.of("p1"), Call.Entry.TRAP);

    private final Citations citations = new Citations();

    @Test
    void aRecordedCodeLeadsToTheClausesThatAnswerWithIt() {
        assertEquals("ipc.deallocate.9", citations.candidates(DEALLOCATE, "KERN_INVALID_RIGHT"));
        assertEquals("ipc.deallocate.2, ipc.deallocate.3", citations.candidates(DEALLOCATE, "KERN_INVALID_NAME"));
    }

    @Test
    void aCodeThatTheCallNeverAnswersLeadsNowhere() {
        assertNull(citations.candidates(DEALLOCATE, "KERN_NAME_EXISTS"));
    }

    @Test
    void anActionLeadsToTheMethodsThatRefineIt() {
        assertTrue(citations.methods("CopyoutHeader").contains("HeaderTransfer.copyoutHeader"));
    }

    @Test
    void anotherCodeLeadsToTheCheckThatAnswersWithIt() {
        List<Divergence.Check> applied = citations.applied(DEALLOCATE, "KERN_SUCCESS", "KERN_INVALID_RIGHT");
        assertEquals(1, applied.size());
        assertEquals("ipc.deallocate.9", applied.get(0).clause());
        assertTrue(applied.get(0).place().matches("spec/ipc/IpcRights\\.tla:\\d+"));
        assertNull(citations.applied(DEALLOCATE, "KERN_SUCCESS", "KERN_SUCCESS"));
    }
}
