package dev.portolan.conformance.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.jvm.ChildJvm;
import dev.portolan.spec.SpecError;
import dev.portolan.traces.PartFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** Behaviours of a model written in a JVM of its own, which goes when they are. */
public final class BehaviourProcess {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ChildJvm jvm;

    /** @param maxHeap as for {@code -Xmx} */
    public BehaviourProcess(String maxHeap) {
        jvm = new ChildJvm(maxHeap, false);
    }

    /**
     * Does what is requested and waits for the end.
     *
     * @param progress is told how many edges were explored or steps walked, on the calling thread
     * @throws SpecError if there is no such model, or its specification does not parse
     * @throws IllegalStateException if it could not run
     * @throws UncheckedIOException if the file cannot be written
     * @throws InterruptedException if the calling thread is interrupted; the process is gone by then
     */
    public BehaviourReport run(BehaviourRequest request, LongConsumer progress) throws InterruptedException {
        // The process is killed where it stands, so what it writes goes with its folder until it is whole.
        AtomicReference<Path> written = new AtomicReference<>();
        return jvm.run(
                request.model(),
                BehaviourMain.class,
                directory -> {
                    written.set(directory.resolve("out-" + request.out().getFileName()));
                    return BehaviourMain.arguments(request.withOut(written.get()), directory);
                },
                line -> {
                    BehaviourReport report = report(request.model(), parse(line), progress);
                    if (report != null) {
                        deliver(written.get(), request.out());
                    }
                    return report;
                });
    }

    private static void deliver(Path written, Path out) {
        if (!Files.exists(written)) {
            return;
        }
        try (PartFile part = PartFile.create(out)) {
            Files.copy(written, part.stream());
            part.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BehaviourReport report(String model, BehaviourMessage message, LongConsumer progress) {
        if (message.error() != null) {
            throw new SpecError(message.error());
        }
        if (message.failure() != null) {
            throw new IllegalStateException(model + ": " + message.failure());
        }
        if (message.report() == null) {
            progress.accept(message.done());
        }
        return message.report();
    }

    private static BehaviourMessage parse(String line) {
        try {
            return MAPPER.readValue(line, BehaviourMessage.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a message: " + line, e);
        }
    }
}
