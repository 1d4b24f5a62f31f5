package dev.portolan.conformance.jvm;

import dev.portolan.spec.tlc.TemporaryDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A child JVM that runs.
 *
 * <p>It goes with its temporary folder when it is closed, and when this JVM ends, however that comes about. Not for use
 * by several threads.
 */
public final class RunningJvm implements AutoCloseable {

    private final TemporaryDirectory directory;
    private final Process process;
    private final BufferedReader messages;
    private final Writer requests;
    private final Thread hook;

    private RunningJvm(TemporaryDirectory directory, Process process) {
        this.directory = directory;
        this.process = process;
        messages = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        hook = new Thread(process::destroyForcibly, "end of a child");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts the command, given the child's temporary folder. */
    public static RunningJvm start(Function<TemporaryDirectory, List<String>> command) {
        TemporaryDirectory directory = new TemporaryDirectory();
        try {
            Process process = new ProcessBuilder(command.apply(directory))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new RunningJvm(directory, process);
        } catch (IOException e) {
            directory.close();
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a line to the child.
     *
     * @throws IllegalStateException if it has ended
     */
    public void ask(String line) {
        try {
            requests.write(line + "\n");
            requests.flush();
        } catch (IOException gone) {
            throw new IllegalStateException("a child JVM has ended: " + gone.getMessage(), gone);
        }
    }

    /**
     * Reads the child's messages, which are lines that begin with a brace.
     *
     * @param model what it is about, for messages
     * @param reader takes each message on the calling thread; its first answer that is not null is the last one taken
     * @return the reader's answer
     * @throws IllegalStateException if the child ends without an answer
     * @throws InterruptedException if the calling thread is interrupted
     */
    public <R> R read(String model, Function<String, R> reader) throws InterruptedException {
        List<String> other = new ArrayList<>();
        try {
            for (String line = messages.readLine(); line != null; line = messages.readLine()) {
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

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM is going down, and the hook runs anyway.
        }
        directory.close();
    }
}
