package dev.portolan.conformance.abstraction;

import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.PortName;
import java.util.Comparator;
import java.util.List;

/** The order of the parts of a state. */
public final class StateOrder {

    /** Symbols in the order of the numbers that they end in. */
    public static final Comparator<PortName> BY_SYMBOL = (a, b) -> compare(a.symbol(), b.symbol());

    /** The order of the parts of a state. */
    public static final Comparator<SpaceState> BY_TASK = Comparator.comparing(SpaceState::task);

    public static final Comparator<EntryState> BY_NAME = (a, b) -> BY_SYMBOL.compare(a.name(), b.name());
    public static final Comparator<PortState> BY_PORT = (a, b) -> compare(a.port(), b.port());
    public static final Comparator<ThreadState> BY_THREAD = Comparator.comparing(ThreadState::thread);

    private StateOrder() {}

    private static int compare(String a, String b) {
        return a.length() == b.length() ? a.compareTo(b) : a.length() - b.length();
    }

    /** Sorts what is nearly always sorted. */
    public static <T> void sort(List<T> list, Comparator<T> order) {
        for (int i = 1; i < list.size(); i++) {
            if (order.compare(list.get(i - 1), list.get(i)) > 0) {
                list.sort(order);
                return;
            }
        }
    }
}
