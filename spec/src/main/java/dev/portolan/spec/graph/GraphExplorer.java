package dev.portolan.spec.graph;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.tlc.Progress;
import dev.portolan.spec.tlc.TlcFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.tool.ModelChecker;
import tlc2.tool.fp.FPSet;
import tlc2.tool.fp.FPSetConfiguration;
import tlc2.tool.fp.FPSetFactory;

/**
 * Explores a loaded model with TLC's worker threads in this JVM and hands over every labelled edge.
 *
 * <p>TLC checks the configuration's invariants and properties meanwhile, as it does in a run of its own. No edge is
 * kept. One exploration for each loaded model.
 */
public final class GraphExplorer {

    /* TLC would take a quarter of the heap; this holds eight million states before it turns to the disk. */
    private static final long FINGERPRINT_BYTES = 64L << 20;

    private final LoadedModel model;
    private final int workers;
    private volatile boolean stopped;
    private volatile ModelChecker checker;

    /**
     * @param workers TLC's threads; with more than one, the depth may be reported too large
     */
    public GraphExplorer(LoadedModel model, int workers) {
        this.model = model;
        this.workers = workers;
    }

    /**
     * Explores the whole graph, and waits for the end.
     *
     * @param listener what it throws ends the exploration and is thrown by this method
     * @param progress is told how far the exploration is, every second, on a thread of its own
     * @return what TLC found: success, or a violation that ended the exploration; {@code STOPPED} after {@link
     *     #stop}
     * @throws SpecError if TLC finds fault with the configuration
     * @throws TlcFailure if TLC gives no answer
     */
    public ModelResult explore(GraphListener listener, Consumer<Progress> progress) {
        long start = System.nanoTime();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(GraphExplorer::daemon);
        EdgeWriter writer = null;
        int code;
        try {
            TLCGlobals.setNumWorkers(workers);
            TLCGlobals.chkptDuration = 0;
            FPSetConfiguration configuration = new FPSetConfiguration();
            configuration.setRatio(Math.min(
                    0.5, FINGERPRINT_BYTES / (double) Runtime.getRuntime().maxMemory()));
            String metadir = model.directory().meta().toString();
            FPSet set = FPSetFactory.getFPSet(configuration);
            FingerprintTap tap = new FingerprintTap(set, configuration, workers);
            // TLC lets other machines reach its sets; nobody needs to reach these.
            tap.unexportObject(true);
            set.unexportObject(true);
            tap.init(workers, metadir, model.tool().getRootName());
            writer = new EdgeWriter(model, listener, tap, workers);
            checker = new ModelChecker(
                    model.tool(),
                    metadir,
                    writer,
                    model.tool().getModelConfig().getCheckDeadlock(),
                    null,
                    CompletableFuture.completedFuture(tap),
                    System.currentTimeMillis());
            TLCGlobals.mainChecker = checker;
            clock.scheduleAtFixedRate(new Ticker(checker, progress), 1, 1, TimeUnit.SECONDS);
            code = stopped ? EC.NO_ERROR : checker.modelCheck();
        } catch (Exception e) {
            throw new TlcFailure("TLC cannot explore " + model.model().name() + ": " + e, e);
        } finally {
            clock.shutdownNow();
        }
        rethrow(writer.failure());
        writer.end();
        double seconds = (System.nanoTime() - start) / 1e9;
        return stopped ? model.findings().stopped(seconds) : model.findings().result(code == EC.NO_ERROR, seconds);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    /** Ends the exploration soon; edges already begun are still told. Any thread, any time; idempotent. */
    public void stop() {
        stopped = true;
        ModelChecker running = checker;
        if (running != null) {
            running.stop();
        }
    }

    /** Reads the counters that TLC's workers keep. */
    private static final class Ticker implements Runnable {
        private final ModelChecker checker;
        private final Consumer<Progress> progress;
        private long before;

        Ticker(ModelChecker checker, Consumer<Progress> progress) {
            this.checker = checker;
            this.progress = progress;
        }

        @Override
        public void run() {
            long generated = checker.getStatesGenerated();
            progress.accept(new Progress(
                    generated, checker.getDistinctStatesGenerated(), checker.getStateQueueSize(), generated - before));
            before = generated;
        }
    }
}
