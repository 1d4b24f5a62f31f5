package dev.portolan.conformance;

import dev.portolan.conformance.graph.WorldGraph;
import dev.portolan.spec.graph.GraphListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A kernel with a fault, beside the sound one and others with other faults in one JVM: see {@link FaultyKernels}.
 *
 * <p>So the graph of a world is explored once for all faults that are found in it.
 */
public interface FaultyKernel {

    /**
     * A divergence.
     *
     * @param calls from boot to it, the diverging one among them
     */
    record Shown(String call, String expected, String actual, String action, String clause, int calls) {

        public boolean is(String wantedAction, String wantedClause) {
            return wantedAction.equals(action) && wantedClause.equals(clause);
        }

        /**
         * What a replay of its calls shows.
         *
         * @param breaks whether the kernel's audit, which a replay asks after every call, finds it broken; then it
         *     answers nothing
         */
        Shown again(boolean breaks) {
            return breaks ? new Shown(call, expected, "nothing", action, clause, calls) : this;
        }
    }

    /**
     * Executes the graph as {@code portolan conform} does, with one worker, to the first divergence that is wanted.
     *
     * @param folder where the calls to it are saved as a trace
     * @return one divergence of each kind after the fewest calls, the wanted one last; without it, if it was not found
     */
    List<Shown> conform(WorldGraph graph, String action, String clause, Path folder);

    /**
     * Executes the graph of a world of exceptions while it is explored, as {@code portolan conform} does, to the first
     * divergence that is wanted.
     *
     * @param ended is told once, when that is found or enough others are: one divergence of each kind after the fewest
     *     steps, the wanted one last
     */
    GraphListener executing(String model, String action, String clause, Consumer<List<Shown>> ended);

    /** What {@code portolan replay} finds in a trace. */
    Shown replay(Path file) throws IOException;

    /** Runs {@code portolan record run}, and answers its exit code. */
    int record(List<String> options, Path file);
}
