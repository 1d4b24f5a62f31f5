package dev.portolan.kernel.ipc;

import dev.portolan.kernel.rules.KernelRules.WaiterOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads that wait on one object, in the order in which they will be let go. Guarded by that object's lock.
 */
final class WaiterQueue {

    private WaiterLine<Waiter> line;

    WaiterQueue(WaiterOrder order) {
        line = new WaiterLine<>(order);
    }

    private WaiterQueue(WaiterLine<Waiter> line) {
        this.line = line;
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    void add(Waiter waiter) {
        line = line.with(waiter);
    }

    /** Adds a waiter ahead of all others. */
    void addFirst(Waiter waiter) {
        line = line.withFirst(waiter);
    }

    /** Takes the waiter that is next to be let go, or answers null. */
    Waiter poll() {
        Waiter first = line.first();
        line = line.rest();
        return first;
    }

    /** Takes that waiter from wherever it stands; answers false if it does not wait here. */
    boolean remove(Waiter waiter) {
        WaiterLine<Waiter> before = line;
        line = line.without(waiter);
        return line != before;
    }

    /** The waiters in the order in which they will be let go. */
    List<Waiter> waiters() {
        if (line.isEmpty()) {
            return List.of();
        }
        List<Waiter> waiters = new ArrayList<>();
        line.forEach(waiters::add);
        return waiters;
    }

    WaiterQueue copy(KernelCopy copy) {
        return new WaiterQueue(line.map(copy::waiter));
    }
}
