package dev.portolan.kernel.ipc;

/**
 * Entries of one space by a number that no two of them share: a hash table with linear probing. Guarded by the space's
 * lock.
 */
final class EntryIndex {

    private static final int SMALLEST = 32;

    /* A power of two long and at most half full. */
    private long[] keys = new long[SMALLEST];
    private IpcEntry[] entries = new IpcEntry[SMALLEST];
    private int count;

    /** The entry of that key, or null. */
    IpcEntry get(long key) {
        return entries[find(key)];
    }

    void put(long key, IpcEntry entry) {
        int at = find(key);
        if (entries[at] == null && 2 * ++count > entries.length) {
            grow();
            at = find(key);
        }
        keys[at] = key;
        entries[at] = entry;
    }

    /** Forgets the entry, if it has that key here. */
    void remove(long key, IpcEntry entry) {
        int gap = find(key);
        if (entries[gap] != entry) {
            return;
        }
        count--;
        entries[gap] = null;
        // What probing had put behind the gap comes nearer, so that a gap still ends every search.
        for (int at = next(gap); entries[at] != null; at = next(at)) {
            IpcEntry moved = entries[at];
            entries[at] = null;
            int home = find(keys[at]);
            keys[home] = keys[at];
            entries[home] = moved;
        }
    }

    /* Where the key is, or else where it would be put. */
    private int find(long key) {
        int at = (int) (key * 0x9E3779B97F4A7C15L >>> 33) & entries.length - 1;
        while (entries[at] != null && keys[at] != key) {
            at = next(at);
        }
        return at;
    }

    private int next(int at) {
        return at + 1 & entries.length - 1;
    }

    private void grow() {
        long[] oldKeys = keys;
        IpcEntry[] old = entries;
        keys = new long[2 * oldKeys.length];
        entries = new IpcEntry[keys.length];
        for (int i = 0; i < old.length; i++) {
            if (old[i] != null) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                entries[at] = old[i];
            }
        }
    }
}
