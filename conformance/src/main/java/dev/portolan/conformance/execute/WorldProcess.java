package dev.portolan.conformance.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.jvm.ChildJvm;
import dev.portolan.conformance.jvm.RunningJvm;
import dev.portolan.spec.SpecError;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A JVM in which worlds are executed, one after the other: what it loads and compiles for one, the next ones have.
 *
 * <p>It goes when it is closed, and when the run does. Not for use by several threads.
 */
public final class WorldProcess implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ChildJvm child;
    private RunningJvm running;

    /**
     * @param maxHeap as for {@code -Xmx}
     * @param isLong whether the worlds have so many edges together that it pays to compile for speed
     */
    public WorldProcess(String maxHeap, boolean isLong) {
        child = new ChildJvm(maxHeap, isLong);
    }

    /**
     * Executes a world and waits for the end.
     *
     * <p>What could not run where others were before is tried again in a JVM that is new: TLC's static fields were not made
     * for a second model, and a JVM may have died of something else since. What ran counts, whatever came of it.
     *
     * @param model the model's name
     * @param progress is told how many edges were executed, every second, on the calling thread
     * @throws SpecError if there is no such model, or its specification does not parse
     * @throws IllegalStateException if it could not run
     * @throws InterruptedException if the calling thread is interrupted; the process is gone by then
     */
    public WorldReport run(String model, WorldOptions options, LongConsumer progress) throws InterruptedException {
        boolean isFirst = running == null;
        try {
            return execute(model, options, progress);
        } catch (SpecError | IllegalStateException failure) {
            if (isFirst) {
                throw failure;
            }
        }
        close();
        return execute(model, options, progress);
    }

    private WorldReport execute(String model, WorldOptions options, LongConsumer progress) throws InterruptedException {
        WorldReport report = null;
        try {
            if (running == null) {
                running = child.start(WorldMain.class, directory -> List.of(directory.toString()));
            }
            running.ask(WorldMain.request(model, options));
            report = running.read(model, line -> report(model, parse(line), progress));
            return report;
        } finally {
            if (report == null) {
                close();
            }
        }
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

    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
