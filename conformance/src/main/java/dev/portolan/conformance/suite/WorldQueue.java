package dev.portolan.conformance.suite;

import dev.portolan.conformance.graph.GraphProcess;
import dev.portolan.conformance.graph.WorldGraph;
import dev.portolan.conformance.kernel.Declaration;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The graphs of worlds one after the other, the next one explored while one is walked.
 *
 * <p>For use by one thread.
 */
public final class WorldQueue implements AutoCloseable {

    private final GraphProcess process;
    private final Declaration kernel;
    private final Queue<String> unexplored;
    private final Queue<Future<Explored>> exploring = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "explorer");
        daemon.setDaemon(true);
        return daemon;
    });

    /**
     * A world that was explored.
     *
     * @param graph null if the kernel cannot be had in it, as {@code refusal} says
     */
    public record Explored(String model, WorldGraph graph, String refusal) {}

    /**
     * @param spec a folder with specifications in place of the packaged ones, or null
     * @param models names of worlds
     * @param kernel decides which of them are explored
     */
    public WorldQueue(Path spec, List<String> models, Declaration kernel) {
        this.process = new GraphProcess(spec);
        this.kernel = kernel;
        this.unexplored = new ArrayDeque<>(models);
    }

    /**
     * Waits for the next world; null after the last.
     *
     * @throws RuntimeException as {@link GraphProcess#explore} does
     * @throws InterruptedException if the calling thread is interrupted; exploring has ended by then
     */
    public Explored next() throws InterruptedException {
        ahead(1);
        Future<Explored> first = exploring.poll();
        if (first == null) {
            return null;
        }
        try {
            Explored explored = first.get();
            ahead(1);
            return explored;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    private void ahead(int worlds) {
        while (exploring.size() < worlds && !unexplored.isEmpty()) {
            String model = unexplored.poll();
            exploring.add(thread.submit(() -> explore(model)));
        }
    }

    private Explored explore(String model) throws InterruptedException {
        String[] refusal = {null};
        return process.explore(
                        model,
                        head -> {
                            refusal[0] = kernel.refusal(head.setting());
                            return refusal[0] == null;
                        },
                        edges -> {})
                .map(graph -> new Explored(model, graph, null))
                .orElseGet(() -> new Explored(model, null, refusal[0]));
    }

    /** Ends what is being explored, and waits until it has ended. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
