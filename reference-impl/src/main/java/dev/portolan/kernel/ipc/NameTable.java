package dev.portolan.kernel.ipc;

import dev.portolan.kernel.rules.KernelRules.NameReuse;
import java.util.Arrays;

/**
 * The names of one space, and which name comes next. Guarded by the space's lock.
 *
 * <p>Under {@code nameReuse = generations} a name is {@code index << 8 | generation}; the slot freed last is
 * used first, under its next generation.
 *
 * <p>A few entries are looked through; more are found by two indexes, by slot and by port, so that no look-up costs more
 * in a large space than in a small one.
 */
final class NameTable {

    /* A generation's low two bits are always set, so there are 64; the reference wraps after 16, 32, 48 or 64. */
    private static final int GENERATION_STEP = 4;
    private static final int GENERATION_MASK = 0xff;
    private static final int FIRST_GENERATION = 3;

    private static final int FEW = 8;
    private static final int[] NO_NAMES = {};

    private final NameReuse reuse;
    private final int namesMax;

    /* In no order; each entry knows its place. */
    private IpcEntry[] entries;
    private int count;

    /* Null until there are more than a few entries. */
    private EntryIndex bySlot;
    private EntryIndex byPort;

    /* The names that free slots had last, the one freed last at the end. */
    private int[] freed = NO_NAMES;
    private int freedCount;

    /* Falls with the space's: then its entries only wait for their end. */
    private boolean active = true;

    /* Where names have generations, no slot of this index or more was ever allocated; elsewhere no name below it is free. */
    private int next = 1;

    NameTable(NameReuse reuse, int namesMax) {
        this.reuse = reuse;
        this.namesMax = namesMax;
        entries = new IpcEntry[FEW];
    }

    NameTable(NameTable original, KernelCopy copy) {
        reuse = original.reuse;
        namesMax = original.namesMax;
        count = original.count;
        entries = new IpcEntry[Math.max(FEW, count)];
        for (int i = 0; i < count; i++) {
            entries[i] = new IpcEntry(original.entries[i], this, copy);
        }
        freedCount = original.freedCount;
        freed = freedCount == 0 ? NO_NAMES : Arrays.copyOf(original.freed, freedCount);
        next = original.next;
        active = original.active;
        if (count > FEW) {
            index();
        }
    }

    int count() {
        return count;
    }

    /** The entries in no order, by number from 0. */
    IpcEntry get(int i) {
        return entries[i];
    }

    boolean isFull() {
        return !active || count >= namesMax;
    }

    /** From now on no look-up finds anything, and no name is given out. */
    void die() {
        active = false;
    }

    /** The entry of that name, or null. */
    IpcEntry lookup(int name) {
        return active ? find(name) : null;
    }

    /** The entry of that name, or null, though the space may be dead. */
    IpcEntry find(int name) {
        if (bySlot != null) {
            IpcEntry entry = bySlot.get(slot(name));
            return entry != null && entry.name == name ? entry : null;
        }
        for (int i = 0; i < count; i++) {
            if (entries[i].name == name) {
                return entries[i];
            }
        }
        return null;
    }

    /** The name under which the space holds send or receive rights to the port, or null. */
    IpcEntry reverseLookup(IpcPort port) {
        if (!active) {
            return null;
        }
        if (byPort != null) {
            return byPort.get(port.serial());
        }
        for (int i = 0; i < count; i++) {
            if (entries[i].object == port && entries[i].joinsRights()) {
                return entries[i];
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
        return reuse == NameReuse.GENERATIONS && (name >>> 8 == 0 || isInUse(name));
    }

    /** The entry's name is free. */
    void free(IpcEntry entry) {
        IpcEntry last = entries[--count];
        entries[count] = null;
        if (last != entry) {
            put(last, entry.place);
        }
        if (bySlot != null) {
            bySlot.remove(slot(entry.name), entry);
            if (entry.object instanceof IpcPort port) {
                byPort.remove(port.serial(), entry);
            }
        }
        if (reuse == NameReuse.GENERATIONS) {
            if (freedCount == freed.length) {
                freed = Arrays.copyOf(freed, Math.max(4, 2 * freedCount));
            }
            freed[freedCount++] = entry.name;
        } else if (Integer.compareUnsigned(entry.name, next) < 0) {
            next = entry.name;
        }
    }

    /** An entry that denoted rights which join, to the port {@code before} or to none, denotes what it says now. */
    void changed(IpcEntry entry, IpcPort before) {
        if (byPort == null) {
            return;
        }
        IpcPort now = entry.joinsRights() ? entry.port() : null;
        if (before != null && before != now) {
            byPort.remove(before.serial(), entry);
        }
        if (now != null) {
            byPort.put(now.serial(), entry);
        }
    }

    private int slot(int name) {
        return reuse == NameReuse.GENERATIONS ? name >>> 8 : name;
    }

    private int nextGeneration() {
        if (freedCount > 0) {
            int last = freed[--freedCount];
            return last & ~GENERATION_MASK | last + GENERATION_STEP & GENERATION_MASK;
        }
        while (isInUse(next << 8)) {
            next++;
        }
        return next++ << 8 | FIRST_GENERATION;
    }

    private int lowestFree() {
        while (isInUse(next)) {
            next++;
        }
        return next++;
    }

    /* True if an entry has the name's slot, under whatever name. */
    private boolean isInUse(int name) {
        int slot = slot(name);
        if (bySlot != null) {
            return bySlot.get(slot) != null;
        }
        for (int i = 0; i < count; i++) {
            if (slot(entries[i].name) == slot) {
                return true;
            }
        }
        return false;
    }

    private IpcEntry insert(int name) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, 2 * count);
        }
        IpcEntry entry = new IpcEntry(name, this);
        put(entry, count++);
        if (bySlot != null) {
            bySlot.put(slot(name), entry);
        } else if (count > FEW) {
            index();
        }
        return entry;
    }

    private void put(IpcEntry entry, int place) {
        entries[place] = entry;
        entry.place = place;
    }

    private void index() {
        bySlot = new EntryIndex();
        byPort = new EntryIndex();
        for (int i = 0; i < count; i++) {
            bySlot.put(slot(entries[i].name), entries[i]);
            changed(entries[i], null);
        }
    }
}
