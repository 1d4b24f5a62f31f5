package dev.portolan.spec.graph;

import java.io.IOException;
import java.rmi.RemoteException;
import tlc2.tool.TLCTrace;
import tlc2.tool.fp.FPSet;
import tlc2.tool.fp.FPSetConfiguration;
import tlc2.util.IdThread;

/**
 * TLC's set of fingerprints, remembering for each worker the last one put in.
 *
 * <p>A worker puts in the fingerprint of a successor just before it hands the successor to the state writer. To
 * compute it again would cost as much as to generate the state.
 */
final class FingerprintTap extends FPSet {

    private static final long serialVersionUID = 1L;

    /* Two workers' words on one cache line would have them wait for each other. */
    private static final int STRIDE = 16;

    private final transient FPSet set;
    private final transient long[] last;

    FingerprintTap(FPSet set, FPSetConfiguration configuration, int workers) throws RemoteException {
        super(configuration);
        this.set = set;
        this.last = new long[workers * STRIDE];
    }

    /** The fingerprint that this worker put in last. */
    long last(int worker) {
        return last[worker * STRIDE];
    }

    @Override
    public boolean put(long fingerprint) throws IOException {
        if (Thread.currentThread() instanceof IdThread worker) {
            last[worker.myGetId() * STRIDE] = fingerprint;
        }
        return set.put(fingerprint);
    }

    @Override
    public FPSet init(int threads, String metadir, String filename) throws IOException {
        set.init(threads, metadir, filename);
        return this;
    }

    @Override
    public void incWorkers(int count) {
        set.incWorkers(count);
    }

    @Override
    public long size() {
        return set.size();
    }

    @Override
    public boolean contains(long fingerprint) throws IOException {
        return set.contains(fingerprint);
    }

    @Override
    public void close() {
        set.close();
    }

    @Override
    public void exit(boolean cleanup) throws IOException {
        set.exit(cleanup);
    }

    @Override
    public long checkFPs() throws IOException {
        return set.checkFPs();
    }

    @Override
    public boolean checkInvariant() throws IOException {
        return set.checkInvariant();
    }

    @Override
    public boolean checkInvariant(long expected) throws IOException {
        return set.checkInvariant(expected);
    }

    @Override
    public void beginChkpt() throws IOException {
        set.beginChkpt();
    }

    @Override
    public void commitChkpt() throws IOException {
        set.commitChkpt();
    }

    @Override
    public void recover(TLCTrace trace) throws IOException {
        set.recover(trace);
    }

    @Override
    public void recoverFP(long fingerprint) throws IOException {
        set.recoverFP(fingerprint);
    }

    @Override
    public void beginChkpt(String filename) throws IOException {
        set.beginChkpt(filename);
    }

    @Override
    public void commitChkpt(String filename) throws IOException {
        set.commitChkpt(filename);
    }

    @Override
    public void recover(String filename) throws IOException {
        set.recover(filename);
    }
}
