package dev.portolan.spec.tlc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads what TLC's JVM prints, to the end, so that the thread that waits for it can be interrupted. */
final class OutputReader extends Thread {

    private final Process process;
    private final Findings findings;
    private Throwable failure;

    OutputReader(Process process, Findings findings) {
        super("output of TLC");
        setDaemon(true);
        this.process = process;
        this.findings = findings;
    }

    @Override
    public void run() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                findings.line(line);
            }
        } catch (IOException e) {
            // The JVM was killed, and with it the pipe.
        } catch (RuntimeException | Error e) {
            failure = e;
            process.destroyForcibly();
        }
    }

    /** Throws what went wrong while reading; after the end of this thread. */
    void rethrow() {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
