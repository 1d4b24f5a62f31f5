package dev.portolan.kernel.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.NameReuse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTableTest {

    private static final int NAMES_MAX = 300;

    private final Map<Integer, IpcEntry> expected = new HashMap<>();
    private final Map<IpcPort, IpcEntry> joined = new HashMap<>();
    private final List<IpcEntry> entries = new ArrayList<>();
    private boolean hasSlots;

    /* Some tables stay small and are looked through, some grow until they are full. */
    @ParameterizedTest
    @CsvSource({"XNU,4,1", "CLASSIC,4,2", "XNU,60,3", "CLASSIC,60,4", "XNU,400,5", "CLASSIC,400,6"})
    void aTableOfAnySizeFindsWhatItHasAndNothingElse(String dialect, int size, long seed) {
        KernelRules rules = dialect.equals("XNU") ? KernelRules.XNU : KernelRules.CLASSIC;
        hasSlots = rules.nameReuse() == NameReuse.GENERATIONS;
        IpcZone zone = new IpcZone(rules, KernelLimits.DEFAULT, false);
        NameTable table = new NameTable(rules.nameReuse(), NAMES_MAX);
        List<IpcPort> ports = new ArrayList<>();
        for (int i = 0; i < 2 * size; i++) {
            ports.add(zone.allocatePort(null, 0));
        }
        Random random = new Random(seed);
        for (int i = 0; i < 40 * size; i++) {
            IpcPort port = ports.get(random.nextInt(ports.size()));
            if (entries.size() < size && random.nextInt(5) > 1) {
                claim(table, port, random);
            } else if (!entries.isEmpty()) {
                give(table, random);
            }
            holds(table, port, random.nextInt());
        }
        for (IpcPort port : ports) {
            assertSame(joined.get(port), table.reverseLookup(port));
        }
    }

    private void claim(NameTable table, IpcPort port, Random random) {
        int lowest = 1;
        while (expected.containsKey(lowest)) {
            lowest++;
        }
        boolean named = random.nextInt(8) == 0;
        IpcEntry entry = named ? claimName(table, random.nextInt(1 << 20) << 8 | 7) : table.claim();
        if (entry == null) {
            assertEquals(NAMES_MAX, entries.size());
            return;
        }
        assertTrue(named || hasSlots || entry.name == lowest, entry.name + " is not the lowest free name");
        assertNull(expected.put(entry.name, entry), "a name is given twice");
        entries.add(entry);
        if (joined.containsKey(port)) {
            entry.set(EntryType.SEND_ONCE, port, 1);
        } else {
            entry.set(random.nextBoolean() ? EntryType.SEND : EntryType.RECEIVE, port, 1);
            joined.put(port, entry);
        }
    }

    private static IpcEntry claimName(NameTable table, int name) {
        return table.lookup(name) != null || table.slotIsTaken(name) || table.isFull() ? null : table.claimName(name);
    }

    private void give(NameTable table, Random random) {
        IpcEntry entry = entries.get(random.nextInt(entries.size()));
        IpcPort port = entry.object == null ? null : entry.port();
        joined.remove(port, entry);
        if (random.nextInt(3) == 0) {
            entry.becomeDeadName();
            return;
        }
        if (random.nextBoolean()) {
            entry.clear();
        }
        table.free(entry);
        entries.remove(entry);
        expected.remove(entry.name);
    }

    private void holds(NameTable table, IpcPort port, int name) {
        assertEquals(entries.size(), table.count());
        for (IpcEntry entry : entries) {
            assertSame(entry, table.lookup(entry.name));
            assertSame(entry, table.get(entry.place));
            assertSame(expected.get(entry.name ^ 4), table.lookup(entry.name ^ 4));
        }
        assertSame(expected.get(name), table.lookup(name));
        assertSame(joined.get(port), table.reverseLookup(port));
        boolean first = hasSlots && entries.stream().anyMatch(entry -> entry.name >>> 8 == 1);
        assertEquals(first, table.slotIsTaken(1 << 8), "slot 1 is taken");
    }
}
