package dev.portolan.conformance.suite;

import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.ProtocolViolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** A kernel walked through worlds, one after the other, and what came of it. */
public final class SuiteRun {

    private final KernelUnderTest kernel;
    private final ExpectationTally tally;
    private final Budget budget;
    private final ObjLongConsumer<String> progress;

    /**
     * A world that the kernel was to walk.
     *
     * @param report null if the kernel cannot be had in it, as {@code refusal} says
     */
    public record Walked(String model, WalkReport report, String refusal) {}

    /**
     * @param kernel stays the caller's to close
     * @param tally is told how calls came out of which something is expected
     * @param budget of all worlds together; what one does not use, the later ones have
     * @param progress is told a world's name and how many of its edges are not open any more
     */
    public SuiteRun(KernelUnderTest kernel, ExpectationTally tally, Budget budget, ObjLongConsumer<String> progress) {
        this.kernel = kernel;
        this.tally = tally;
        this.budget = budget;
        this.progress = progress;
    }

    /**
     * Walks the worlds.
     *
     * @param spec a folder with specifications in place of the packaged ones, or null
     * @param models names of worlds
     * @throws ProtocolViolation if the kernel cannot be understood
     * @throws InterruptedException if the thread is interrupted
     */
    public SuiteReport run(Path spec, List<String> models) throws InterruptedException {
        List<Walked> walked = new ArrayList<>();
        long steps = 0;
        long start = System.nanoTime();
        try (WorldQueue worlds = new WorldQueue(spec, models, kernel.declaration())) {
            for (String model : models) {
                Budget left = budget.less(steps, Duration.ofNanos(System.nanoTime() - start));
                Walked one = left.isSpent()
                        ? new Walked(model, null, "the budget was spent before")
                        : walk(worlds.next(), left.share(models.size() - walked.size()));
                steps += one.report() == null
                        ? 0
                        : one.report().steps() + one.report().resets();
                walked.add(one);
            }
        }
        return new SuiteReport(
                kernel.declaration().name(),
                kernel.declaration().version(),
                walked,
                tally.results(),
                (System.nanoTime() - start) / 1e9);
    }

    /** Walks one world. */
    public Walked walk(WorldQueue.Explored world, Budget share) throws InterruptedException {
        if (world.graph() == null) {
            return new Walked(world.model(), null, world.refusal());
        }
        try {
            WorldWalk walk =
                    new WorldWalk(world.graph(), kernel, tally, share, edges -> progress.accept(world.model(), edges));
            return new Walked(world.model(), walk.run(), null);
        } catch (ProtocolViolation violation) {
            throw violation;
        } catch (KernelFailure failure) {
            return new Walked(world.model(), null, failure.getMessage());
        }
    }
}
