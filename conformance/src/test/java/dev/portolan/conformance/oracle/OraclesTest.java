package dev.portolan.conformance.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Call;
import dev.portolan.traces.Call.Entry;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("tlc")
class OraclesTest {

    private static final Oracles ORACLES = new Oracles();
    private static final PortName ONE = PortName.of("1");

    @AfterAll
    static void close() {
        ORACLES.close();
    }

    private static Setting setting(String dialect) {
        return new Setting(dialect, Map.of(), Map.of("A", List.of("A0", "A1"), "B", List.of("T9")), false);
    }

    private static Outcome made(KernelUnderTest kernel, Call call) {
        return assertInstanceOf(Answer.Made.class, kernel.perform(call)).outcome();
    }

    private static Call allocate(String thread, String task) {
        return new Call.MachPortAllocate(thread, task, "RECEIVE", Entry.TRAP);
    }

    /** clause ipc.allocate.3 */
    @Test
    void aCallIsAnsweredWithItsClauseAndANumber() {
        Outcome outcome = made(ORACLES.of(setting("classic")), allocate("T9", "B"));
        assertEquals("KERN_SUCCESS", outcome.ret());
        assertEquals("ipc.allocate.3", outcome.clause());
        assertEquals(ONE, outcome.out().name());
    }

    /** clauses ipc.type.3 and ipc.type.4: two models of two dialects in one JVM */
    @Test
    void eachSettingHasAModelOfItsOwn() {
        Oracle xnu = ORACLES.of(setting("xnu"));
        Oracle classic = ORACLES.of(setting("classic"));
        Call type = new Call.MachPortType("A0", "A", PortName.DEAD, Entry.TRAP);
        assertEquals("KERN_SUCCESS", made(xnu, type).ret());
        assertEquals("KERN_INVALID_NAME", made(classic, type).ret());
    }

    /** clause ipc.allocate.2 */
    @Test
    void tablesAreEnlargedUpToTheLimit() {
        Setting setting = new Setting("classic", Map.of("namesMax", 40), Map.of("A", List.of("A0")), false);
        Oracle kernel = ORACLES.of(setting);
        for (int name = 1; name <= 40; name++) {
            assertEquals(
                    PortName.of(Integer.toString(name)),
                    made(kernel, allocate("A0", "A")).out().name());
        }
        assertEquals("KERN_NO_SPACE", made(kernel, allocate("A0", "A")).ret());
        assertEquals(40, kernel.observe().ports().size());
    }

    @Test
    void aStateCanBeReturnedTo() {
        Oracle kernel = ORACLES.of(setting("xnu"));
        made(kernel, allocate("A0", "A"));
        Oracle.Moment before = kernel.moment();
        List<EntryState> entries = kernel.observe().spaces().get(0).entries();
        made(kernel, new Call.MachPortDestroy("A0", "A", entries.get(0).name(), Entry.TRAP));
        assertTrue(kernel.observe().spaces().get(0).entries().isEmpty());
        assertNotEquals(before.fingerprint(), kernel.moment().fingerprint());
        kernel.back(before);
        assertEquals(entries, kernel.observe().spaces().get(0).entries());
        assertEquals(before.fingerprint(), kernel.moment().fingerprint());
    }

    /** clause ipc.receive.6 */
    @Test
    void aThreadThatWaitsMakesNoCall() {
        Oracle kernel = ORACLES.of(setting("classic"));
        made(kernel, allocate("A0", "A"));
        Call receive = new Call.MachMsg("A0", null, new Call.Receive(ONE, 100, false, 0, Call.Timeout.FOREVER));
        assertEquals(Outcome.BLOCKED, made(kernel, receive).ret());
        assertInstanceOf(Answer.Unsupported.class, kernel.perform(allocate("A0", "A")));
        assertEquals("KERN_SUCCESS", made(kernel, allocate("A1", "A")).ret());
    }

    /** clause ipc.mod_refs.15: the largest numbers that there are */
    @Test
    void numbersOfThirtyTwoBitsAreTakenAsTheyAre() {
        Oracle kernel = ORACLES.of(setting("classic"));
        Call dead = new Call.MachPortAllocate("A0", "A", "DEAD_NAME", Entry.TRAP);
        PortName name = made(kernel, dead).out().name();
        for (int delta : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Call mod = new Call.MachPortModRefs("A0", "A", name, "DEAD_NAME", delta, Entry.TRAP);
            assertEquals(
                    delta > 0 ? "KERN_UREFS_OVERFLOW" : "KERN_INVALID_VALUE",
                    made(kernel, mod).ret());
        }
    }

    @Test
    void aHeapOfFourIsNotSpokenOf() {
        Map<String, List<String>> tasks = Map.of("A", List.of("A0", "A1", "A2", "A3", "A4"));
        Oracle kernel = ORACLES.of(new Setting("xnu", Map.of(), tasks, false));
        PortName name = made(kernel, allocate("A0", "A")).out().name();
        for (int waiter = 1; waiter <= 4; waiter++) {
            Call.Receive receive = new Call.Receive(name, 100, false, 0, Call.Timeout.FOREVER);
            Answer answer = kernel.perform(new Call.MachMsg("A" + waiter, null, receive));
            assertEquals(waiter < 4, answer instanceof Answer.Made, answer.toString());
            assertEquals(waiter == 4, answer instanceof Answer.Skipped, answer.toString());
        }
    }

    /** clause ipc.send.21 */
    @Test
    void aMessageCallOfNeitherHalfIsNothing() {
        Oracle kernel = ORACLES.of(setting("xnu"));
        Outcome outcome = made(kernel, new Call.MachMsg("A0", null, null));
        assertEquals("MACH_MSG_SUCCESS", outcome.ret());
        assertEquals("ipc.send.21", outcome.clause());
    }

    @Test
    void whatNoModelCanHaveIsSaid() {
        Map<String, List<String>> tasks = Map.of("A", List.of("A0"));
        assertThrows(KernelFailure.class, () -> ORACLES.of(new Setting("mach4", Map.of(), tasks, false)));
        assertThrows(KernelFailure.class, () -> ORACLES.of(new Setting("xnu", Map.of("queueLimit", 0), tasks, false)));
        assertThrows(
                KernelFailure.class,
                () -> ORACLES.of(new Setting("xnu", Map.of(), Map.of("A\"", List.of("A0")), false)));
    }

    /** clause ipc.allocate.3: a slot's second name is what the answer said, in the state too */
    @Test
    void aNameOfALaterGenerationIsTheSameEverywhere() {
        Oracle kernel = ORACLES.of(setting("xnu"));
        PortName first = made(kernel, allocate("A0", "A")).out().name();
        made(kernel, new Call.MachPortDestroy("A0", "A", first, Entry.TRAP));
        PortName second = made(kernel, allocate("A0", "A")).out().name();
        assertNotEquals(first, second);
        assertEquals(
                List.of(second),
                kernel.observe().spaces().get(0).entries().stream()
                        .map(EntryState::name)
                        .toList());
    }
}
