package dev.portolan.conformance.execute;

import dev.portolan.spec.SpecFiles;

/**
 * The main class of the JVM whose classes the launcher archives for the JVMs to come: it executes a small world as
 * they do.
 */
public final class Rehearsal {

    private static final String SMALL = "MCGuards_xnu";
    private static final int TOUR_STEPS = 100;

    private Rehearsal() {}

    /** Executes the world, and says nothing; exit code 0 if it conforms. */
    public static void main(String[] args) {
        WorldOptions options = WorldOptions.DEFAULT.withWorkers(1).withTours(TOUR_STEPS, 1);
        WorldReport report = new GraphConformance(SpecFiles.packaged(), SMALL, options).run(edges -> {});
        System.exit(report.conforms() ? 0 : 1);
    }
}
