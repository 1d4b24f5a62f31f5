package dev.portolan.conformance.abstraction;

import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.PortName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Which numbers the symbols of one task stand or stood for.
 *
 * <p>Of pairs there are few in a world, where they are copied at each edge, and hundreds of thousands in a long run:
 * few are looked through, many are looked up. Names that stand for something now are few in both.
 */
final class BoundNames {

    /** As many pairs are looked through faster than looked up. */
    private static final int FEW = 32;

    final String task;
    private PortName[] symbols = new PortName[8];
    private int[] numbers = new int[8];
    private boolean[] live = new boolean[8];

    /* The how many-th binding the latest of each pair was. */
    private int[] turns = new int[8];
    private int turn;
    private int count;

    /* The indexes that are live, and perhaps some that were. */
    private int[] lively = new int[8];
    private int livelyCount;

    /* The latest index of each symbol and of each number; null while there are few, or nobody has asked. */
    private Map<PortName, Integer> bySymbol;
    private Map<Integer, Integer> byNumber;

    BoundNames(String task) {
        this.task = task;
    }

    BoundNames(BoundNames other) {
        task = other.task;
        symbols = other.symbols.clone();
        numbers = other.numbers.clone();
        live = other.live.clone();
        turns = other.turns.clone();
        turn = other.turn;
        count = other.count;
        lively = other.lively.clone();
        livelyCount = other.livelyCount;
    }

    /** 64 bits of the pairs, whatever their order. */
    long fingerprint() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            if (numbers[i] != Binding.UNBOUND) {
                sum += Fingerprint.of(task, symbols[i].symbol(), numbers[i], live[i]);
            }
        }
        return sum;
    }

    /** The number that the symbol stands or stood for last, or {@link Binding#UNBOUND}. */
    int numberOf(PortName symbol) {
        int index = indexOf(symbol);
        return index < 0 ? Binding.UNBOUND : numbers[index];
    }

    /** The symbol that stands or stood for the number, or null. */
    PortName symbolOf(int number) {
        int index = indexOf(number);
        return index < 0 ? null : symbols[index];
    }

    /** The symbol that stands for the number now, or null. */
    PortName liveSymbolOf(int number) {
        for (int i = 0; i < livelyCount; i++) {
            if (numbers[lively[i]] == number && live[lively[i]]) {
                return symbols[lively[i]];
            }
        }
        return null;
    }

    /** True if the number, which some symbol stands or stood for, is the one of its slot that was bound last. */
    boolean isLastOfSlot(int number, NameScheme names) {
        int turnOfNumber = turns[indexOf(number)];
        for (int i = 0; i < count; i++) {
            if (turns[i] > turnOfNumber && numbers[i] != Binding.UNBOUND && names.sameSlot(numbers[i], number)) {
                return false;
            }
        }
        return true;
    }

    boolean isLive(PortName symbol) {
        int index = indexOf(symbol);
        return index >= 0 && live[index];
    }

    /** The number of a symbol that is live and passes the test, or {@link Binding#UNBOUND}. */
    int numberOfLive(Predicate<PortName> test) {
        for (int i = 0; i < livelyCount; i++) {
            if (live[lively[i]] && test.test(symbols[lively[i]])) {
                return numbers[lively[i]];
            }
        }
        return Binding.UNBOUND;
    }

    /** True if the number of a name that is live passes the test. */
    boolean anyLive(IntPredicate test) {
        for (int i = 0; i < livelyCount; i++) {
            if (live[lively[i]] && test.test(numbers[lively[i]])) {
                return true;
            }
        }
        return false;
    }

    void release(PortName symbol) {
        int index = indexOf(symbol);
        if (index >= 0) {
            live[index] = false;
        }
    }

    /** Makes exactly the names of these entries live. */
    void settle(List<EntryState> entries) {
        for (int i = 0; i < livelyCount; i++) {
            live[lively[i]] = false;
        }
        livelyCount = 0;
        for (EntryState entry : entries) {
            int index = indexOf(entry.name());
            if (index >= 0) {
                enliven(index);
            }
        }
    }

    /** Lets no name live whose number fails the test. */
    void keep(IntPredicate test) {
        int kept = 0;
        for (int i = 0; i < livelyCount; i++) {
            int index = lively[i];
            live[index] &= test.test(numbers[index]);
            if (live[index]) {
                lively[kept++] = index;
            }
        }
        livelyCount = kept;
    }

    /** Lets the symbol stand for the number, and nothing else stand for that number. */
    void put(PortName symbol, int number) {
        int latest = indexOf(symbol);
        int holder = indexOf(number);
        if (holder >= 0 && !symbols[holder].equals(symbol)) {
            unbind(holder);
        }
        if (latest >= 0 && numbers[latest] == number) {
            symbols[latest] = symbol;
            turns[latest] = ++turn;
            enliven(latest);
            return;
        }
        if (latest >= 0) {
            live[latest] = false;
        }
        if (holder >= 0 && symbols[holder].equals(symbol)) {
            // The symbol had the number before the one that it has now.
            unbind(holder);
        }
        append(symbol, number);
    }

    private void unbind(int index) {
        if (byNumber != null) {
            byNumber.remove(numbers[index]);
        }
        numbers[index] = Binding.UNBOUND;
        live[index] = false;
    }

    private void append(PortName symbol, int number) {
        if (count == symbols.length) {
            compact();
        }
        symbols[count] = symbol;
        numbers[count] = number;
        live[count] = false;
        turns[count] = ++turn;
        if (bySymbol != null) {
            bySymbol.put(symbol, count);
            byNumber.put(number, count);
        }
        enliven(count++);
    }

    private void enliven(int index) {
        if (live[index]) {
            return;
        }
        if (livelyCount == lively.length) {
            keep(number -> true);
        }
        if (livelyCount == lively.length) {
            lively = Arrays.copyOf(lively, 2 * livelyCount);
        }
        live[index] = true;
        lively[livelyCount++] = index;
    }

    /** Makes room: drops symbols of old without number, and if that does not help, makes the arrays longer. */
    private void compact() {
        boolean[] kept = new boolean[count];
        int keeps = 0;
        for (int i = 0; i < count; i++) {
            kept[i] = numbers[i] != Binding.UNBOUND || i == indexOf(symbols[i]);
            keeps += kept[i] ? 1 : 0;
        }
        int length = 2 * keeps > symbols.length ? 2 * symbols.length : symbols.length;
        PortName[] oldSymbols = symbols;
        int[] oldNumbers = numbers;
        boolean[] oldLive = live;
        int[] oldTurns = turns;
        int oldCount = count;
        symbols = new PortName[length];
        numbers = new int[length];
        live = new boolean[length];
        turns = new int[length];
        count = 0;
        livelyCount = 0;
        bySymbol = null;
        byNumber = null;
        for (int i = 0; i < oldCount; i++) {
            if (kept[i]) {
                symbols[count] = oldSymbols[i];
                numbers[count] = oldNumbers[i];
                turns[count] = oldTurns[i];
                if (oldLive[i]) {
                    enliven(count);
                }
                count++;
            }
        }
    }

    /** The latest binding of the symbol; earlier ones are kept for calls still on their way. */
    private int indexOf(PortName symbol) {
        if (count > FEW) {
            return index(bySymbol(), symbol);
        }
        for (int i = count - 1; i >= 0; i--) {
            if (symbols[i] == symbol || symbols[i].equals(symbol)) {
                return i;
            }
        }
        return -1;
    }

    private int indexOf(int number) {
        if (count > FEW) {
            bySymbol();
            return index(byNumber, number);
        }
        for (int i = count - 1; i >= 0; i--) {
            if (numbers[i] == number) {
                return i;
            }
        }
        return -1;
    }

    private static <K> int index(Map<K, Integer> map, K key) {
        Integer index = map.get(key);
        return index == null ? -1 : index;
    }

    private Map<PortName, Integer> bySymbol() {
        if (bySymbol == null) {
            bySymbol = new HashMap<>(4 * count);
            byNumber = new HashMap<>(4 * count);
            for (int i = 0; i < count; i++) {
                bySymbol.put(symbols[i], i);
                if (numbers[i] != Binding.UNBOUND) {
                    byNumber.put(numbers[i], i);
                }
            }
        }
        return bySymbol;
    }
}
