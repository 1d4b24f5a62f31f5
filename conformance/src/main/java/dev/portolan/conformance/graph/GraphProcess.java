package dev.portolan.conformance.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.jvm.ChildJvm;
import dev.portolan.spec.SpecError;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** A world explored in a JVM of its own, which goes when its graph is told. */
public final class GraphProcess {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MAX_HEAP = "1500m";

    private final Path spec;

    /** @param spec a folder with specifications in place of the packaged ones, or null */
    public GraphProcess(Path spec) {
        this.spec = spec;
    }

    /**
     * Explores the world.
     *
     * @param model the model's name
     * @param wanted is asked as soon as the world's constants are known
     * @param progress is told how many edges were explored, on the calling thread
     * @return the graph; empty if the world is not wanted
     * @throws SpecError if there is no such model, or its specification does not parse
     * @throws IllegalStateException if it could not run, or TLC did not find what the manifest says
     * @throws InterruptedException if the calling thread is interrupted; the process is gone by then
     */
    public Optional<WorldGraph> explore(String model, Predicate<WorldHead> wanted, LongConsumer progress)
            throws InterruptedException {
        Reading reading = new Reading(model, wanted, progress);
        return new ChildJvm(MAX_HEAP, false)
                .run(
                        model,
                        GraphMain.class,
                        directory -> GraphMain.arguments(model, directory, spec),
                        line -> reading.take(parse(line)));
    }

    private static GraphMessage parse(String line) {
        try {
            return MAPPER.readValue(line, GraphMessage.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a message: " + line, e);
        }
    }

    /** A graph as it comes in. */
    private static final class Reading {

        private final String model;
        private final Predicate<WorldHead> wanted;
        private final LongConsumer progress;
        private WorldGraph.Builder graph;

        Reading(String model, Predicate<WorldHead> wanted, LongConsumer progress) {
            this.model = model;
            this.wanted = wanted;
            this.progress = progress;
        }

        /** Answers null as long as there is more to come. */
        Optional<WorldGraph> take(GraphMessage message) {
            if (message.error() != null) {
                throw new SpecError(message.error());
            }
            if (message.failure() != null) {
                throw new IllegalStateException(model + ": " + message.failure());
            }
            if (message.head() != null) {
                graph = new WorldGraph.Builder(message.head());
                return wanted.test(message.head()) ? null : Optional.empty();
            }
            if (message.result() != null) {
                return Optional.of(graph.build(message.result()));
            }
            graph.add(message.graph());
            progress.accept(graph.edges());
            return null;
        }
    }
}
