package dev.portolan.spec.tlc;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Tier;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Checks models with TLC, each in a JVM and a temporary folder of its own.
 *
 * <p>The JVM ends and the folder goes when the run ends, when the calling thread is interrupted, when this JVM is
 * shut down, and when it is killed. Any number of runs may go on at once, from as many threads.
 */
public final class TlcRun {

    private static final int SUCCESS = 0;
    private static final int LAST_WORDS_SECONDS = 10;

    private final SpecFiles files;
    private final TlcOptions options;

    public TlcRun(SpecFiles files, TlcOptions options) {
        this.files = files;
        this.options = options;
    }

    /**
     * Checks one model and waits for the end.
     *
     * @param progress is told how far TLC is, every second, on a thread of its own; what it throws ends the run
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
            OutputReader reader = new OutputReader(process, findings);
            try {
                reader.start();
                reader.join(
                        options.timeout() == null
                                ? 0
                                : Math.max(1, options.timeout().toMillis()));
                boolean late = reader.isAlive();
                if (late) {
                    process.destroyForcibly();
                }
                end(process);
                reader.join();
                reader.rethrow();
                double seconds = (System.nanoTime() - start) / 1e9;
                return late ? findings.stopped(seconds) : findings.result(process.exitValue() == SUCCESS, seconds);
            } finally {
                process.destroyForcibly();
                end(process);
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
        if (model.tier() == Tier.QUICK) {
            // Over before the optimizing compiler has paid for itself.
            command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        } else {
            command.add("-XX:+UseParallelGC");
        }
        command.addAll(archive());
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

    /* It has our TLC, and fits our class path alone. */
    private List<String> archive() {
        return options.tla2tools() == null ? ClassArchive.options() : List.of();
    }

    private String classPath() {
        if (!archive().isEmpty()) {
            return System.getProperty("java.class.path");
        }
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
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for the end of a JVM whose output has ended, or that is to end now; a moment is given to the first for
     * its exit code.
     */
    private static void end(Process process) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
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
