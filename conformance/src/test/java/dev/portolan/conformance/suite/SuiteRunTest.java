package dev.portolan.conformance.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a kernel taken through worlds")
class SuiteRunTest {

    private static final List<String> WORLDS = List.of("MCNames_classic", "MCRefs_classic");

    private static SuiteReport run(AlteredKernel kernel, Budget budget) throws InterruptedException {
        return new SuiteRun(kernel, new ExpectationTally(Expectations.NONE), budget, (world, edges) -> {})
                .run(null, WORLDS);
    }

    private static AlteredKernel reference() {
        return new AlteredKernel((call, kernel) -> kernel.perform(call));
    }

    @Test
    void aBudgetIsDividedAmongTheWorlds() throws InterruptedException {
        SuiteReport report = run(reference(), new Budget(400, Duration.ofMinutes(2)));
        assertTrue(report.conforms());
        assertEquals(WORLDS, report.walks().stream().map(WalkReport::name).toList());
        for (WalkReport walk : report.walks()) {
            assertEquals(200, walk.steps() + walk.resets());
            assertEquals("the budget of steps is spent", walk.ended());
        }
    }

    @Test
    void withoutTimeNothingIsExplored() throws InterruptedException {
        SuiteReport report = run(reference(), new Budget(Long.MAX_VALUE, Duration.ZERO));
        assertEquals(0, report.executed());
        for (SuiteRun.Walked world : report.worlds()) {
            assertEquals("the budget was spent before", world.refusal());
        }
    }

    @Test
    void aWorldThatAKernelCannotBeHadInIsLeftOutWithTheReason() throws InterruptedException {
        AlteredKernel kernel = new AlteredKernel((call, reference) -> reference.perform(call)) {
            @Override
            public Declaration declaration() {
                return new Declaration(
                        "fixed", "1", null, Set.of("classic"), Set.of("ipc"), Map.of("queueLimit", 5), Set.of());
            }
        };
        SuiteReport report = run(kernel, Budget.UNLIMITED);
        assertTrue(report.walks().isEmpty());
        assertEquals(
                "the queueLimit asked for is 1, the kernel's is always 5",
                report.worlds().get(0).refusal());
        assertEquals(0, kernel.resets);
    }

    @Test
    void aKernelThatCannotBeResetIsTold() throws InterruptedException {
        AlteredKernel kernel = new AlteredKernel((call, reference) -> reference.perform(call)) {
            @Override
            public void reset(Setting setting) {
                throw new KernelFailure("out of order");
            }
        };
        SuiteReport report = run(kernel, Budget.UNLIMITED);
        assertFalse(report.worlds().isEmpty());
        assertTrue(report.worlds().stream().allMatch(world -> world.refusal().equals("out of order")));
    }
}
