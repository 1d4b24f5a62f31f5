package dev.portolan.conformance.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.tlc.TemporaryDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * A world executed in a JVM of its own, since TLC keeps what it knows in static fields.
 *
 * <p>The JVM and its temporary folder go when the run ends, when the calling thread is interrupted, and when this
 * JVM ends, however that comes about.
 */
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
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            Process process = start(model, directory);
            Thread hook = new Thread(process::destroyForcibly, "end of " + model);
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return read(model, process, progress);
            } finally {
                end(process);
                removeHook(hook);
            }
        }
    }

    private Process start(String model, TemporaryDirectory directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + options.maxHeap());
        command.add("-XX:+UseSerialGC");
        if (!options.isLong()) {
            // The optimizing compiler would take longer than it saves.
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Djava.io.tmpdir=" + directory.tmp());
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(WorldMain.class.getName());
        command.addAll(WorldMain.arguments(model, directory.path(), options));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WorldReport read(String model, Process process, LongConsumer progress) throws InterruptedException {
        List<String> other = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while executing " + model);
                }
                if (!line.startsWith("{")) {
                    other.add(line);
                    continue;
                }
                WorldMessage message = parse(line);
                if (message.report() != null) {
                    return message.report();
                }
                if (message.error() != null) {
                    throw new SpecError(message.error());
                }
                if (message.failure() != null) {
                    throw new IllegalStateException(model + ": " + message.failure());
                }
                progress.accept(message.edges());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(model + ": its process ended without an answer, exit code " + process.waitFor()
                + String.join("\n", other));
    }

    private static WorldMessage parse(String line) {
        try {
            return MAPPER.readValue(line, WorldMessage.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a message: " + line, e);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM is going down, and the hook runs anyway.
        }
    }
}
