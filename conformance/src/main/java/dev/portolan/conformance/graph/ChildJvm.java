package dev.portolan.conformance.graph;

import dev.portolan.spec.tlc.ClassArchive;
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
import java.util.function.Function;

/**
 * A JVM for one model, since TLC keeps what it knows in static fields.
 *
 * <p>The JVM and its temporary folder go when its work ends, when the calling thread is interrupted, and when this
 * JVM ends, however that comes about.
 *
 * @param maxHeap as for {@code -Xmx}
 * @param isLong whether there is so much to do that it pays to compile for speed
 */
record ChildJvm(String maxHeap, boolean isLong) {

    /**
     * Runs a main class, whose messages are lines that begin with a brace.
     *
     * @param model what it is about, for messages
     * @param arguments of the main class, given the child's temporary folder
     * @param reader takes each message on the calling thread; the first answer that is not null ends the child
     * @return the reader's answer
     * @throws IllegalStateException if the child ends without an answer
     * @throws InterruptedException if the calling thread is interrupted; the process is gone by then
     */
    <R> R run(String model, Class<?> main, Function<Path, List<String>> arguments, Function<String, R> reader)
            throws InterruptedException {
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            Process process = start(main, arguments.apply(directory.path()), directory);
            Thread hook = new Thread(process::destroyForcibly, "end of " + model);
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return read(model, process, reader);
            } finally {
                end(process);
                removeHook(hook);
            }
        }
    }

    private Process start(Class<?> main, List<String> arguments, TemporaryDirectory directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + maxHeap);
        command.add("-XX:+UseSerialGC");
        command.addAll(ClassArchive.options());
        if (!isLong) {
            // The optimizing compiler would take longer than it saves.
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Djava.io.tmpdir=" + directory.tmp());
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <R> R read(String model, Process process, Function<String, R> reader) throws InterruptedException {
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
                R answer = reader.apply(line);
                if (answer != null) {
                    return answer;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(model + ": its process ended without an answer, exit code " + process.waitFor()
                + String.join("\n", other));
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
