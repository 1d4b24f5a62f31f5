package dev.portolan.spec.graph;

import java.util.concurrent.atomic.AtomicReference;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.util.BitVector;
import tlc2.util.IStateWriter;
import tlc2.util.IdThread;

/** TLC's state writer that hands edges to the listeners instead of to a file. */
final class EdgeWriter implements IStateWriter {

    private final LoadedModel model;
    private final GraphListener listener;
    private final FingerprintTap fingerprints;
    private final Worker[] workers;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** What one worker is at; touched by that worker alone. */
    private static final class Worker {
        private EdgeListener listener;
        private TLCState source;
    }

    EdgeWriter(LoadedModel model, GraphListener listener, FingerprintTap fingerprints, int workers) {
        this.model = model;
        this.listener = listener;
        this.fingerprints = fingerprints;
        this.workers = new Worker[workers];
        for (int i = 0; i < workers; i++) {
            this.workers[i] = new Worker();
        }
    }

    /** What a listener threw first, or null. */
    Throwable failure() {
        return failure.get();
    }

    /** Tells the listeners that there is no more; the workers have ended. */
    void end() {
        for (Worker worker : workers) {
            if (worker.listener != null) {
                worker.listener.end();
            }
        }
    }

    @Override
    public void writeState(TLCState state) {
        try {
            listener.initial(new ModelState(model, state));
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    @Override
    public void writeState(TLCState source, TLCState target, boolean isNew, Action action) {
        // TLC evaluates a failing state once more on its main thread, to find the place of the failure.
        if (!(Thread.currentThread() instanceof IdThread thread)) {
            return;
        }
        int id = thread.myGetId();
        Worker worker = workers[id];
        try {
            if (worker.listener == null) {
                worker.listener = listener.worker(id);
            }
            if (worker.source != source) {
                worker.source = source;
                worker.listener.source(new ModelState(model, source));
            }
            worker.listener.edge(new ModelState(model, target, fingerprints.last(id)), isNew, model.label(action));
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    /* TLC calls the remaining methods for stuttering steps and liveness graphs only. */

    @Override
    public void writeState(TLCState state, TLCState successor, boolean isNew) {}

    @Override
    public void writeState(TLCState state, TLCState successor, boolean isNew, Visualization visualization) {}

    @Override
    public void writeState(
            TLCState state, TLCState successor, BitVector actionChecks, int from, int length, boolean isNew) {}

    @Override
    public void writeState(
            TLCState state,
            TLCState successor,
            BitVector actionChecks,
            int from,
            int length,
            boolean isNew,
            Visualization visualization) {}

    @Override
    public void close() {}

    @Override
    public String getDumpFileName() {
        return null;
    }

    @Override
    public boolean isNoop() {
        return false;
    }

    @Override
    public boolean isDot() {
        return false;
    }

    @Override
    public void snapshot() {}
}
