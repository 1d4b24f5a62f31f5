package dev.portolan.spec.tlc;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How to run TLC.
 *
 * @param maxHeap as for {@code -Xmx}: {@code 2g}
 * @param workers TLC's threads; with more than one, the depth and the states seen before a violation vary from run
 *     to run, and a violated temporal property may be missed (tlaplus issue 971)
 * @param tla2tools another TLC to run, or null for the one we are built on
 * @param timeout when to give up, or null
 */
public record TlcOptions(String maxHeap, int workers, Path tla2tools, Duration timeout) {

    /** One worker, two gigabytes, our TLC, no time limit. */
    public static final TlcOptions DEFAULT = new TlcOptions("2g", 1, null, null);

    public TlcOptions withMaxHeap(String other) {
        return new TlcOptions(other, workers, tla2tools, timeout);
    }

    public TlcOptions withWorkers(int other) {
        return new TlcOptions(maxHeap, other, tla2tools, timeout);
    }

    public TlcOptions withTla2tools(Path other) {
        return new TlcOptions(maxHeap, workers, other, timeout);
    }

    public TlcOptions withTimeout(Duration other) {
        return new TlcOptions(maxHeap, workers, tla2tools, other);
    }
}
