package dev.portolan.conformance.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.spec.SpecError;
import java.util.function.LongConsumer;

/** A world executed in a JVM of its own, which goes when the run does. */
public final class WorldProcess {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WorldOptions options;

    public WorldProcess(WorldOptions options) {
        this.options = options;
    }

    /**
     * Executes the world and waits for the end.
     *
     * @param model the model's name
     * @param progress is told how many edges were executed, every half second, on the calling thread
     * @throws SpecError if there is no such model, or its specification does not parse
     * @throws IllegalStateException if it could not run
     * @throws InterruptedException if the calling thread is interrupted; the process is gone by then
     */
    public WorldReport run(String model, LongConsumer progress) throws InterruptedException {
        return new ChildJvm(options.maxHeap(), options.isLong())
                .run(
                        model,
                        WorldMain.class,
                        directory -> WorldMain.arguments(model, directory, options),
                        line -> report(model, parse(line), progress));
    }

    private static WorldReport report(String model, WorldMessage message, LongConsumer progress) {
        if (message.error() != null) {
            throw new SpecError(message.error());
        }
        if (message.failure() != null) {
            throw new IllegalStateException(model + ": " + message.failure());
        }
        if (message.report() == null) {
            progress.accept(message.edges());
        }
        return message.report();
    }

    private static WorldMessage parse(String line) {
        try {
            return MAPPER.readValue(line, WorldMessage.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a message: " + line, e);
        }
    }
}
