package dev.portolan.conformance.execute;

import java.nio.file.Path;

/**
 * How to execute a world's graph.
 *
 * @param workers TLC's threads
 * @param tourSteps steps of random tours after the graph
 * @param seed of the tours
 * @param save a folder for the traces that lead to divergences, or null
 * @param spec a folder with specifications in place of the packaged ones, or null
 */
public record WorldOptions(int workers, int tourSteps, long seed, Path save, Path spec) {

    /** Two workers, no tours, nothing saved, the packaged specifications. */
    public static final WorldOptions DEFAULT = new WorldOptions(2, 0, 1, null, null);

    public WorldOptions withWorkers(int other) {
        return new WorldOptions(other, tourSteps, seed, save, spec);
    }

    public WorldOptions withTours(int steps, long otherSeed) {
        return new WorldOptions(workers, steps, otherSeed, save, spec);
    }

    public WorldOptions withSave(Path other) {
        return new WorldOptions(workers, tourSteps, seed, other, spec);
    }

    public WorldOptions withSpec(Path other) {
        return new WorldOptions(workers, tourSteps, seed, save, other);
    }
}
