package dev.portolan.conformance;

import dev.portolan.conformance.execute.GraphOnKernel;
import dev.portolan.conformance.graph.WorldGraph;
import dev.portolan.planted.FaultyClasses;
import java.nio.file.Path;

/**
 * Kernels a few of whose classes are faulty, each with all of ours that knows a kernel.
 *
 * <p>What passes between a world and a kernel, calls, outcomes, states and graphs, is shared by all.
 */
final class FaultyKernels {

    private static final String KERNEL = "dev.portolan.kernel.";
    private static final String CONFORMANCE = "dev.portolan.conformance.";

    private FaultyKernels() {}

    /** The kernel whose classes are in this folder, as far as they are not the sound one's. */
    static FaultyKernel kernel(Path folder) {
        try {
            return (FaultyKernel) classes(folder).make(GraphOnKernel.class.getName());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Classes of which those in this folder come before all others. */
    static FaultyClasses classes(Path folder) {
        return new FaultyClasses(folder, name -> !isShared(name));
    }

    private static boolean isShared(String name) {
        boolean isOurs = name.startsWith(KERNEL) || name.startsWith(CONFORMANCE);
        return !isOurs
                || name.startsWith(CONFORMANCE + "kernel.")
                || name.startsWith(WorldGraph.class.getName())
                || name.startsWith(FaultyKernel.class.getName());
    }
}
