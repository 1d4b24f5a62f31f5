package dev.portolan.conformance.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.graph.WorldGraph;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("worlds walked from reset")
class WorldWalkTest {

    private static final String SMALL = "MCNames_classic";
    private static final String REFERENCES = "MCRefs_classic";

    private static WalkReport walk(String world, KernelUnderTest kernel, Budget budget) throws InterruptedException {
        return new WorldWalk(Graphs.of(world), kernel, new ExpectationTally(Expectations.NONE), budget, edges -> {})
                .run();
    }

    private static WalkReport walk(String world, AlteredKernel.Alteration alteration) throws InterruptedException {
        return walk(world, new AlteredKernel(alteration), Budget.UNLIMITED);
    }

    private static void assertAddsUp(WalkReport report) {
        assertEquals(report.edges(), report.executed() + report.unsupported() + report.skipped() + report.notReached());
        assertEquals(
                report.edges(),
                report.kinds().stream().mapToLong(WalkReport.Kind::edges).sum());
        assertEquals(
                report.divergences(),
                report.kinds().stream().mapToLong(WalkReport.Kind::divergences).sum());
        assertEquals(
                report.unsupported() + report.skipped(),
                report.reasons().stream().mapToLong(WalkReport.Reason::edges).sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {SMALL, REFERENCES})
    void everyEdgeIsExecutedAndConforms(String world) throws InterruptedException {
        WalkReport report = walk(world, new ReferenceKernel(), Budget.UNLIMITED);
        Model model = Manifest.of(SpecFiles.packaged()).model(world);
        assertEquals(model.generated() - 1, report.edges());
        assertEquals(model.distinct(), report.states());
        assertEquals(report.edges(), report.executed());
        assertEquals(0, report.divergences());
        assertTrue(report.conforms());
        assertNull(report.ended());
        assertEquals(List.of(), report.hidden());
        assertTrue(report.steps() < 2 * report.edges(), report.steps() + " steps");
        assertAddsUp(report);
    }

    @Test
    void aSmallBudgetIsSpentOnEveryKind() throws InterruptedException {
        WalkReport all = walk(SMALL, new ReferenceKernel(), Budget.UNLIMITED);
        WalkReport report = walk(SMALL, new ReferenceKernel(), new Budget(200, Duration.ofMinutes(1)));
        assertEquals("the budget of steps is spent", report.ended());
        assertTrue(report.steps() + report.resets() <= 200);
        assertEquals(
                all.kinds().size(),
                report.kinds().stream().filter(kind -> kind.executed() > 0).count());
        assertTrue(report.notReached() > 0);
        assertAddsUp(report);
    }

    @Test
    void noTimeIsNoStep() throws InterruptedException {
        WalkReport report = walk(SMALL, new ReferenceKernel(), new Budget(Long.MAX_VALUE, Duration.ZERO));
        assertEquals("the budget of time is spent", report.ended());
        assertEquals(0, report.executed());
        assertEquals(report.edges(), report.notReached());
    }

    @Test
    void aWrongAnswerIsFoundWithTheShortestWay() throws InterruptedException {
        WalkReport report = walk(REFERENCES, (call, kernel) -> {
            Answer answer = kernel.perform(call);
            // What is destroyed is said not to have been there.
            return call instanceof Call.MachPortDestroy
                            && answer instanceof Answer.Made made
                            && made.outcome().ret().equals("KERN_SUCCESS")
                    ? new Answer.Made(new Outcome("KERN_INVALID_NAME", null, null, List.of()))
                    : answer;
        });
        assertFalse(report.conforms());
        assertTrue(report.divergences() > 1);
        assertTrue(report.notReached() < report.edges() / 2, report.notReached() + " of " + report.edges());
        assertAddsUp(report);
        Finding first = report.findings().get(0);
        Divergence divergence = first.divergence(new Citations());
        assertEquals("MachPortDestroy", divergence.action());
        assertTrue(divergence.clause().startsWith("ipc.destroy."), divergence.clause());
        assertEquals(2, divergence.path().size());
        assertEquals(2, first.trace("first").events().size());
        assertEquals("graph", first.trace("first").header().kind());
    }

    @Test
    void aStateThatIsNotAsItShouldBeIsFoundThoughEveryAnswerIs() throws InterruptedException {
        KernelUnderTest kernel = new AlteredKernel((call, reference) -> {
            if (call instanceof Call.MachPortModRefs mod && mod.delta() < 0) {
                Answer answer = reference.perform(call);
                reference.perform(new Call.MachPortAllocate(mod.thread(), mod.task(), "DEAD_NAME", mod.entry()));
                return answer;
            }
            return reference.perform(call);
        });
        WalkReport report = walk(REFERENCES, kernel, Budget.UNLIMITED);
        assertTrue(report.divergences() > 0);
        assertAddsUp(report);
    }

    @Test
    void whatIsUnsupportedIsAskedOnceAndRoutedAround() throws InterruptedException {
        int[] asked = {0};
        WalkReport report = walk(SMALL, (call, kernel) -> {
            if (call instanceof Call.MachPortType) {
                asked[0]++;
                return new Answer.Unsupported("no types");
            }
            return kernel.perform(call);
        });
        WorldGraph graph = Graphs.of(SMALL);
        Set<Call> types = new java.util.HashSet<>();
        long edges = 0;
        for (int edge = 0; edge < graph.edges(); edge++) {
            if (graph.call(edge) instanceof Call.MachPortType type) {
                edges++;
                types.add(type);
            }
        }
        assertTrue(report.conforms());
        assertEquals(types.size(), asked[0]);
        assertEquals(edges, report.unsupported());
        assertEquals(report.edges() - edges, report.executed());
        assertEquals(List.of(new WalkReport.Reason(EdgeStatus.UNSUPPORTED, "no types", edges)), report.reasons());
        assertAddsUp(report);
    }

    @Test
    void aCallThatIsDeclinedOnlyLaterDoesNotKeepTheWalkGoing() {
        int[] calls = {0};
        AlteredKernel kernel =
                new AlteredKernel((call, reference) -> ++calls[0] > 300 && call instanceof Call.MachPortAllocate
                        ? new Answer.Unsupported("tired")
                        : reference.perform(call));
        WalkReport report =
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> walk(SMALL, kernel, Budget.UNLIMITED));
        assertTrue(report.conforms());
        assertTrue(report.executed() > 0 && report.notReached() > 0, report::toString);
        assertAddsUp(report);
    }

    @Test
    void whatLiesBehindWhatIsSkippedIsNotReached() throws InterruptedException {
        WalkReport report = walk(
                SMALL,
                (call, kernel) ->
                        call instanceof Call.MachPortAllocate ? new Answer.Skipped("not now") : kernel.perform(call));
        assertTrue(report.conforms());
        assertTrue(report.skipped() > 0);
        assertTrue(report.notReached() > report.edges() / 2);
        assertAddsUp(report);
    }

    @Test
    void aCrashIsBlamedOnItsCallAndTheWalkGoesOn() throws InterruptedException {
        AlteredKernel kernel = new AlteredKernel((call, reference) ->
                call instanceof Call.MachPortType type && type.name().symbol().equals("1")
                        ? new Answer.Crashed("signal 11")
                        : reference.perform(call));
        WalkReport report = walk(SMALL, kernel, Budget.UNLIMITED);
        assertEquals("20 crashes are enough", report.ended());
        assertEquals(20, report.divergences());
        Divergence divergence = report.findings().get(0).divergence(new Citations());
        assertEquals("MachPortType", divergence.action());
        assertTrue(divergence.differences().get(0).toString().contains("signal 11"), divergence.toString());
        assertAddsUp(report);
    }

    @Test
    void aCrashAmongCallsThatAreMadeTogetherIsBlamedOnItsCall() throws InterruptedException {
        AlteredKernel kernel =
                new AlteredKernel((call, reference) -> call instanceof Call.MachPortGetRefs get
                                && get.right().equals("SEND_ONCE")
                                && get.name().symbol().equals("2")
                        ? new Answer.Crashed("signal 11")
                        : reference.perform(call)) {
                    @Override
                    public List<Performed> performAll(List<Call> calls) {
                        List<Performed> performed = super.performAll(calls);
                        Performed last = performed.get(performed.size() - 1);
                        return last.answer() instanceof Answer.Crashed ? List.of(last) : performed;
                    }
                };
        WalkReport report = walk(REFERENCES, kernel, Budget.UNLIMITED);
        assertTrue(report.divergences() > 1);
        for (Finding finding : report.findings()) {
            assertEquals("mach_port_get_refs", finding.kind().call());
        }
        assertAddsUp(report);
    }

    @Test
    void whatAKernelDoesNotShowIsSaidAndNotCompared() throws InterruptedException {
        KernelUnderTest blind = new AlteredKernel((call, kernel) -> kernel.perform(call)) {
            @Override
            public Declaration declaration() {
                return new Declaration(
                        "blind", "1", null, Set.of("classic"), Set.of("ipc"), Map.of(), Set.of("spaces"));
            }

            @Override
            public KernelState observe() {
                return new KernelState(super.observe().spaces(), null, null);
            }
        };
        WalkReport report = walk(SMALL, blind, Budget.UNLIMITED);
        assertEquals(report.edges(), report.executed());
        assertTrue(report.conforms(), () -> report.findings().get(0).evidence().toString());
        assertTrue(report.hidden().contains("ports"), report.hidden().toString());
        assertFalse(report.hidden().contains("spaces"), report.hidden().toString());
        assertNotNull(report.kinds());
    }
}
