package dev.portolan.conformance.junit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.suite.Budget;
import dev.portolan.conformance.suite.SuiteRun;
import dev.portolan.conformance.suite.WalkReport;
import dev.portolan.conformance.suite.WorldQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/** The tests of one kernel: a container for each world, in it one for each call, in it a test for each clause. */
final class WorldTests {

    private final Supplier<? extends KernelUnderTest> kernel;
    private final List<String> models;
    private final Budget budget;
    private final ExpectationTally tally;
    private final WorldQueue queue;
    private final Map<String, WorldQueue.Explored> explored = new HashMap<>();
    private final Citations citations = new Citations();

    WorldTests(
            Supplier<? extends KernelUnderTest> kernel,
            Declaration declaration,
            List<String> models,
            Expectations expectations,
            Budget budget) {
        this.kernel = kernel;
        this.models = models;
        this.budget = budget.share(Math.max(1, models.size()));
        tally = new ExpectationTally(expectations);
        queue = new WorldQueue(null, models, declaration);
    }

    Stream<DynamicNode> nodes() {
        Stream<DynamicNode> worlds = models.stream()
                .map(model -> dynamicContainer(model, Stream.of(model).flatMap(this::world)));
        Stream<DynamicNode> known = tally.expectations().all().isEmpty()
                ? Stream.empty()
                : Stream.of(dynamicContainer("expectations", Stream.of(tally).flatMap(WorldTests::expectations)));
        return Stream.concat(worlds, known).onClose(queue::close);
    }

    /** Explores and walks one world; lazily, for it takes its time. */
    private Stream<DynamicNode> world(String model) {
        SuiteRun.Walked walked = walk(model);
        if (walked.report() == null) {
            return Stream.of(aborted("the world", walked.refusal()));
        }
        WalkReport report = walked.report();
        Map<String, List<DynamicTest>> byCall = new TreeMap<>();
        for (WalkReport.Kind kind : report.kinds()) {
            byCall.computeIfAbsent(kind.kind().call(), call -> new ArrayList<>())
                    .add(new ClauseTest(report, kind, citations).test());
        }
        Stream<DynamicNode> calls =
                byCall.entrySet().stream().map(call -> dynamicContainer(call.getKey(), call.getValue()));
        return Stream.concat(calls, Stream.of(whole(report)));
    }

    private SuiteRun.Walked walk(String model) {
        try (KernelUnderTest one = kernel.get()) {
            return new SuiteRun(one, tally, budget, (world, edges) -> {}).walk(explored(model), budget);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + model, e);
        }
    }

    /** Worlds are explored in their order, whichever is executed first. */
    private synchronized WorldQueue.Explored explored(String model) throws InterruptedException {
        while (!explored.containsKey(model)) {
            WorldQueue.Explored next = queue.next();
            explored.put(next.model(), next);
        }
        return explored.remove(model);
    }

    /** Says of a world that was not walked whole, or not compared whole, what is missing. */
    private static DynamicTest whole(WalkReport report) {
        List<String> missing = new ArrayList<>();
        if (report.ended() != null) {
            missing.add("ended early: " + report.ended());
        }
        if (report.executed() < report.edges()) {
            missing.add("of " + report.edges() + " edges " + report.executed() + " were executed, "
                    + report.unsupported() + " are unsupported, " + report.skipped() + " skipped, "
                    + report.notReached() + " not reached");
        }
        if (!report.hidden().isEmpty()) {
            missing.add("not compared: " + String.join(", ", report.hidden()));
        }
        return missing.isEmpty()
                ? dynamicTest("the whole world", () -> {})
                : aborted("the whole world", String.join("; ", missing));
    }

    private static Stream<DynamicTest> expectations(ExpectationTally tally) {
        return tally.results().stream().map(WorldTests::expectation);
    }

    private static DynamicTest expectation(ExpectationTally.Result result) {
        String name = "line " + result.expectation().line() + ": "
                + result.expectation().subject();
        if (result.isUnexpectedPass()) {
            return dynamicTest(name, () -> {
                throw new AssertionFailedError("unexpected pass: all " + result.passed() + " passed, although: "
                        + result.expectation().why());
            });
        }
        return result.isUnmatched()
                ? aborted(name, "unmatched: no call that was made is spoken of")
                : dynamicTest(name, () -> {});
    }

    static DynamicTest aborted(String name, String reason) {
        return dynamicTest(name, () -> Assumptions.abort(reason));
    }
}
