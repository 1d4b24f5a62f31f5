package dev.portolan.conformance.abstraction;

import dev.portolan.traces.PortName;
import java.util.Arrays;

/** Which numbers the symbols of one task stand or stood for. */
final class BoundNames {

    final String task;
    PortName[] symbols = new PortName[8];
    int[] numbers = new int[8];
    boolean[] live = new boolean[8];
    int count;

    BoundNames(String task) {
        this.task = task;
    }

    BoundNames(BoundNames other) {
        task = other.task;
        symbols = other.symbols.clone();
        numbers = other.numbers.clone();
        live = other.live.clone();
        count = other.count;
    }

    /** The latest binding of the symbol; earlier ones are kept for calls still on their way. */
    int indexOf(PortName symbol) {
        for (int i = count - 1; i >= 0; i--) {
            if (symbols[i] == symbol || symbols[i].equals(symbol)) {
                return i;
            }
        }
        return -1;
    }

    /** Lets the symbol stand for the number, and nothing else stand for that number. */
    void put(PortName symbol, int number) {
        int latest = indexOf(symbol);
        if (latest >= 0 && numbers[latest] == number) {
            takeFromOthers(symbol, number);
            symbols[latest] = symbol;
            live[latest] = true;
            return;
        }
        takeFromOthers(symbol, number);
        forget(symbol, number);
        int index = append();
        symbols[index] = symbol;
        numbers[index] = number;
        live[index] = true;
    }

    private void takeFromOthers(PortName symbol, int number) {
        for (int i = 0; i < count; i++) {
            boolean same = symbols[i].equals(symbol);
            if (numbers[i] == number && !same) {
                numbers[i] = Binding.UNBOUND;
                live[i] = false;
            } else if (same) {
                live[i] = false;
            }
        }
    }

    /** Drops what is not remembered for anything: a pair about to be bound anew, and symbols of old without number. */
    private void forget(PortName symbol, int number) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            boolean anew = numbers[i] == number && symbols[i].equals(symbol);
            boolean useless = numbers[i] == Binding.UNBOUND && i != indexOf(symbols[i]);
            if (!anew && !useless) {
                symbols[kept] = symbols[i];
                numbers[kept] = numbers[i];
                live[kept++] = live[i];
            }
        }
        count = kept;
    }

    private int append() {
        if (count == symbols.length) {
            symbols = Arrays.copyOf(symbols, 2 * count);
            numbers = Arrays.copyOf(numbers, 2 * count);
            live = Arrays.copyOf(live, 2 * count);
        }
        return count++;
    }
}
