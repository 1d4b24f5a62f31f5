package dev.portolan.conformance.graph;

import java.util.Arrays;

/**
 * For every state that was reached, the state and the label by which it was reached first.
 *
 * <p>About forty bytes a state: fingerprints in an open-addressing table, parents and labels by index. Safe for use
 * by several threads; a state is visible to all once {@link #add} has returned.
 */
public final class SpanningTree {

    private static final int NONE = -1;

    private long[] fingerprints = new long[1 << 12];
    private int[] indices = new int[1 << 12];
    private int[] parents = new int[1 << 11];
    private int[] labels = new int[1 << 11];
    private int count;

    public SpanningTree() {
        Arrays.fill(indices, NONE);
    }

    /** How many states are known. */
    public synchronized int size() {
        return count;
    }

    /** Adds a root, or does nothing if it is there. */
    public synchronized void addRoot(long fingerprint) {
        add(fingerprint, NONE, NONE);
    }

    /**
     * Adds a state under its parent.
     *
     * @return its index, or -1 if the state was there already
     */
    public synchronized int add(long fingerprint, int parent, int label) {
        int slot = slot(fingerprint);
        if (indices[slot] != NONE) {
            return NONE;
        }
        if (count == parents.length) {
            parents = Arrays.copyOf(parents, 2 * count);
            labels = Arrays.copyOf(labels, 2 * count);
        }
        fingerprints[slot] = fingerprint;
        indices[slot] = count;
        parents[count] = parent;
        labels[count++] = label;
        if (2 * count > indices.length) {
            grow();
        }
        return count - 1;
    }

    /** The state's index, or -1 if it is not known. */
    public synchronized int indexOf(long fingerprint) {
        return indices[slot(fingerprint)];
    }

    /** The labels from the root to the state, in order. */
    public synchronized int[] path(int index) {
        int length = 0;
        for (int at = index; parents[at] != NONE; at = parents[at]) {
            length++;
        }
        int[] path = new int[length];
        for (int at = index; parents[at] != NONE; at = parents[at]) {
            path[--length] = labels[at];
        }
        return path;
    }

    /** The indices of the states from the root to this one, both among them, in order. */
    public synchronized int[] states(int index) {
        int length = 1;
        for (int at = index; parents[at] != NONE; at = parents[at]) {
            length++;
        }
        int[] states = new int[length];
        for (int at = index; at != NONE; at = parents[at]) {
            states[--length] = at;
        }
        return states;
    }

    private int slot(long fingerprint) {
        int mask = indices.length - 1;
        int slot = (int) (fingerprint ^ fingerprint >>> 32) & mask;
        while (indices[slot] != NONE && fingerprints[slot] != fingerprint) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldFingerprints = fingerprints;
        int[] oldIndices = indices;
        fingerprints = new long[2 * oldFingerprints.length];
        indices = new int[2 * oldIndices.length];
        Arrays.fill(indices, NONE);
        for (int i = 0; i < oldIndices.length; i++) {
            if (oldIndices[i] != NONE) {
                int slot = slot(oldFingerprints[i]);
                fingerprints[slot] = oldFingerprints[i];
                indices[slot] = oldIndices[i];
            }
        }
    }
}
