package dev.portolan.kernel.ipc;

import dev.portolan.kernel.rules.KernelRules.NameReuse;
import java.util.Arrays;

/**
 * The names of one space, and which name comes next. Guarded by the space's lock.
 *
 * <p>Under {@code nameReuse = generations} a name is {@code index << 8 | generation}; the slot freed last is
 * used first, under its next generation.
 */
final class NameTable {

    /* A generation's low two bits are always set, so there are 64; the reference wraps after 16, 32, 48 or 64. */
    private static final int GENERATION_STEP = 4;
    private static final int GENERATION_MASK = 0xff;
    private static final int FIRST_GENERATION = 3;

    private static final int[] NO_NAMES = {};

    private final NameReuse reuse;
    private final int namesMax;

    /* Entries by ascending name, compared as unsigned numbers. */
    private IpcEntry[] entries;
    private int count;

    /* The names that free slots had last, the one freed last at the end. */
    private int[] freed = NO_NAMES;
    private int freedCount;

    /* No slot of this index or more was ever allocated. */
    private int nextIndex = 1;

    NameTable(NameReuse reuse, int namesMax) {
        this.reuse = reuse;
        this.namesMax = namesMax;
        entries = new IpcEntry[8];
    }

    NameTable(NameTable original, KernelCopy copy) {
        reuse = original.reuse;
        namesMax = original.namesMax;
        count = original.count;
        entries = new IpcEntry[Math.max(8, count + 2)];
        for (int i = 0; i < count; i++) {
            entries[i] = new IpcEntry(original.entries[i], copy);
        }
        freedCount = original.freedCount;
        freed = freedCount == 0 ? NO_NAMES : Arrays.copyOf(original.freed, freedCount);
        nextIndex = original.nextIndex;
    }

    int count() {
        return count;
    }

    IpcEntry get(int i) {
        return entries[i];
    }

    boolean isFull() {
        return count >= namesMax;
    }

    /** The entry of that name, or null. */
    IpcEntry lookup(int name) {
        int i = indexOf(name);
        return i >= 0 ? entries[i] : null;
    }

    /** The name under which the space holds send or receive rights to the port, or null. */
    IpcEntry reverseLookup(IpcPort port) {
        for (int i = 0; i < count; i++) {
            IpcEntry entry = entries[i];
            if (entry.object == port && entry.type != EntryType.SEND_ONCE) {
                return entry;
            }
        }
        return null;
    }

    /** A new entry under the name that is next, or null if the space has no room. */
    IpcEntry claim() {
        if (isFull()) {
            return null;
        }
        return insert(reuse == NameReuse.GENERATIONS ? nextGeneration() : lowestFree());
    }

    /** A new entry under that name, which no entry has. */
    IpcEntry claimName(int name) {
        if (reuse == NameReuse.GENERATIONS) {
            for (int i = 0; i < freedCount; i++) {
                if (freed[i] >>> 8 == name >>> 8) {
                    System.arraycopy(freed, i + 1, freed, i, --freedCount - i);
                    break;
                }
            }
        }
        return insert(name);
    }

    /** True if the name's slot cannot be used under that name: it is reserved, or in use under another. */
    boolean slotIsTaken(int name) {
        return reuse == NameReuse.GENERATIONS && (name >>> 8 == 0 || indexInUse(name >>> 8));
    }

    /** The entry's name is free. */
    void free(IpcEntry entry) {
        int i = indexOf(entry.name);
        System.arraycopy(entries, i + 1, entries, i, count - i - 1);
        entries[--count] = null;
        if (reuse == NameReuse.GENERATIONS) {
            if (freedCount == freed.length) {
                freed = Arrays.copyOf(freed, Math.max(4, 2 * freedCount));
            }
            freed[freedCount++] = entry.name;
        }
    }

    private int nextGeneration() {
        if (freedCount > 0) {
            int last = freed[--freedCount];
            return last & ~GENERATION_MASK | last + GENERATION_STEP & GENERATION_MASK;
        }
        while (indexInUse(nextIndex)) {
            nextIndex++;
        }
        return nextIndex++ << 8 | FIRST_GENERATION;
    }

    private int lowestFree() {
        int name = 1;
        while (name <= count && entries[name - 1].name == name) {
            name++;
        }
        return name;
    }

    private boolean indexInUse(int index) {
        int i = indexOf(index << 8);
        int at = i >= 0 ? i : -i - 1;
        return at < count && entries[at].name >>> 8 == index;
    }

    private IpcEntry insert(int name) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, 2 * count);
        }
        int i = -indexOf(name) - 1;
        System.arraycopy(entries, i, entries, i + 1, count - i);
        count++;
        IpcEntry entry = new IpcEntry(name);
        entries[i] = entry;
        return entry;
    }

    /* The place of the name, or -1 - the place where it would stand. */
    private int indexOf(int name) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            int order = Integer.compareUnsigned(entries[middle].name, name);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return -1 - low;
    }
}
