package dev.portolan.spec.tlc;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Checks models with TLC, each in a JVM and a temporary folder of its own.
 *
 * <p>The JVM ends and the folder goes when the run ends, when the calling thread is interrupted, when this JVM is
 * shut down, and when it is killed. Any number of runs may go on at once, from as many threads.
 */
public final class TlcRun {

    private static final int SUCCESS = 0;

    private final SpecFiles files;
    private final TlcOptions options;

    public TlcRun(SpecFiles files, TlcOptions options) {
        this.files = files;
        this.options = options;
    }

    /**
     * Checks one model and waits for the end.
     *
     * @param progress is told how far TLC is, every second, on the calling thread
     * @return what TLC found, be it expected or not; {@code STOPPED} where the time limit came first
     * @throws SpecError if the specification or its configuration does not parse or is not there
     * @throws TlcFailure if TLC cannot be started or gives no answer
     * @throws InterruptedException if the calling thread is interrupted; TLC is gone by then
     */
    public ModelResult run(Model model, Consumer<Progress> progress) throws InterruptedException {
        Findings findings = new Findings(files, model, progress);
        files.text(model.moduleFile());
        long start = System.nanoTime();
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            files.unpack(directory.spec());
            Process process = start(model, directory);
            Thread hook = new Thread(process::destroyForcibly, "end of TLC");
            Runtime.getRuntime().addShutdownHook(hook);
            AtomicBoolean late = new AtomicBoolean();
            Thread limit = limit(process, late);
            try {
                boolean interrupted = read(process, findings);
                if (interrupted) {
                    throw new InterruptedException("while TLC checked " + model.name());
                }
                int exit = process.waitFor();
                double seconds = (System.nanoTime() - start) / 1e9;
                return late.get() ? findings.stopped(seconds) : findings.result(exit == SUCCESS, seconds);
            } finally {
                end(process);
                limit.interrupt();
                removeHook(hook);
            }
        }
    }

    private Process start(Model model, TemporaryDirectory directory) {
        ProcessBuilder builder = new ProcessBuilder(command(model, directory))
                .directory(directory.spec().toFile())
                .redirectErrorStream(true);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new TlcFailure("TLC's JVM cannot be started: " + e.getMessage(), e);
        }
    }

    private List<String> command(Model model, TemporaryDirectory directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + options.maxHeap());
        command.add("-XX:+UseParallelGC");
        command.add("-Djava.io.tmpdir=" + directory.tmp());
        command.add("-Duser.language=en");
        command.add("-Duser.country=US");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-D" + TlcChild.DIRECTORY + "=" + directory.path());
        command.add("-D" + TlcChild.FOREIGN + "=" + (options.tla2tools() != null));
        command.add("-cp");
        command.add(classPath());
        command.add(TlcChild.class.getName());
        command.addAll(List.of("-tool", "-checkpoint", "0"));
        command.addAll(List.of("-workers", Integer.toString(options.workers())));
        command.addAll(List.of("-metadir", directory.meta().toString()));
        command.addAll(List.of("-config", model.configFile()));
        command.add(model.moduleFile());
        return command;
    }

    private String classPath() {
        Set<String> places = new LinkedHashSet<>();
        if (options.tla2tools() == null) {
            places.add(placeOf(tlc2.TLC.class));
        } else {
            if (!Files.isReadable(options.tla2tools())) {
                throw new SpecError(options.tla2tools().toString(), 0, 0, "there is no such TLC");
            }
            places.add(options.tla2tools().toAbsolutePath().toString());
        }
        places.add(placeOf(TlcChild.class));
        return String.join(System.getProperty("path.separator"), places);
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads to the end of TLC's output; true if the calling thread was interrupted before. */
    private static boolean read(Process process, Findings findings) {
        Thread reader = Thread.currentThread();
        AtomicBoolean interrupted = new AtomicBoolean();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                findings.line(line);
                if (reader.isInterrupted()) {
                    interrupted.set(true);
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
        return interrupted.get();
    }

    private Thread limit(Process process, AtomicBoolean late) {
        Thread limit = new Thread(
                () -> {
                    try {
                        if (!process.waitFor(options.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                            late.set(true);
                            process.destroyForcibly();
                        }
                    } catch (InterruptedException e) {
                        // The run has ended by itself.
                    }
                },
                "time limit of TLC");
        limit.setDaemon(true);
        if (options.timeout() != null) {
            limit.start();
        }
        return limit;
    }

    private static void end(Process process) {
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down, and the hook runs anyway.
        }
    }
}
