package dev.portolan.kernel.ipc;

import dev.portolan.kernel.rules.KernelRules.WaiterOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads that wait on one object, in the order in which they will be let go. Guarded by that object's lock.
 */
final class WaiterQueue {

    /*
     * One structure for all three orders: a pairing heap of equal priorities, of which a queue is the heap whose
     * nodes have no children. Of two trees with equal keys the first stays parent and takes the other as its
     * first child. So an insertion makes the newcomer the root's first child, and a removal of the root pairs
     * its children front to back, then merges the pairs back to front, each into the one after it: of 1, 2, 3
     * the order is 1, 3, 2.
     */
    private static final class Node {
        final Waiter waiter;
        Node child;
        Node next;

        Node(Waiter waiter) {
            this.waiter = waiter;
        }
    }

    private final WaiterOrder order;
    private Node root;

    WaiterQueue(WaiterOrder order) {
        this.order = order;
    }

    boolean isEmpty() {
        return root == null;
    }

    void add(Waiter waiter) {
        Node node = new Node(waiter);
        switch (order) {
            case HEAP -> root = merge(root, node);
            case NEWEST_FIRST -> {
                node.next = root;
                root = node;
            }
            case FIFO -> append(node);
        }
    }

    /** Adds a waiter ahead of all others. */
    void addFirst(Waiter waiter) {
        Node node = new Node(waiter);
        if (order == WaiterOrder.HEAP) {
            root = merge(node, root);
        } else {
            node.next = root;
            root = node;
        }
    }

    /** Takes the waiter that is next to be let go, or answers null. */
    Waiter poll() {
        Node first = root;
        if (first == null) {
            return null;
        }
        root = order == WaiterOrder.HEAP ? meld(first.child) : first.next;
        return first.waiter;
    }

    /** Takes that waiter from wherever it stands; answers false if it does not wait here. */
    boolean remove(Waiter waiter) {
        if (root == null) {
            return false;
        }
        if (root.waiter == waiter) {
            poll();
            return true;
        }
        if (order == WaiterOrder.HEAP) {
            Node removed = removeFromChildren(root, waiter);
            if (removed != null && removed.child != null) {
                root = merge(root, meld(removed.child));
            }
            return removed != null;
        }
        return removeFromList(root, waiter) != null;
    }

    /** The waiters in the order in which they will be let go. */
    List<Waiter> waiters() {
        if (root == null) {
            return List.of();
        }
        List<Waiter> waiters = new ArrayList<>();
        WaiterQueue rest = new WaiterQueue(order);
        rest.root = clone(root, null);
        for (Waiter waiter = rest.poll(); waiter != null; waiter = rest.poll()) {
            waiters.add(waiter);
        }
        return waiters;
    }

    WaiterQueue copy(KernelCopy copy) {
        WaiterQueue twin = new WaiterQueue(order);
        twin.root = clone(root, copy);
        return twin;
    }

    private void append(Node node) {
        if (root == null) {
            root = node;
            return;
        }
        Node last = root;
        while (last.next != null) {
            last = last.next;
        }
        last.next = node;
    }

    private static Node merge(Node parent, Node child) {
        if (parent == null) {
            return child;
        }
        if (child != null) {
            child.next = parent.child;
            parent.child = child;
            parent.next = null;
        }
        return parent;
    }

    /* Makes one tree of a list of siblings. */
    private static Node meld(Node siblings) {
        Node pairs = null;
        for (Node first = siblings; first != null; ) {
            Node second = first.next;
            Node rest = second == null ? null : second.next;
            Node pair = merge(first, second);
            pair.next = pairs;
            pairs = pair;
            first = rest;
        }
        Node melded = null;
        while (pairs != null) {
            Node rest = pairs.next;
            pairs.next = null;
            melded = merge(melded, pairs);
            pairs = rest;
        }
        return melded;
    }

    /* Unlinks the waiter's node from below that parent and returns it, its own children still on it. */
    private static Node removeFromChildren(Node parent, Waiter waiter) {
        if (parent.child == null) {
            return null;
        }
        if (parent.child.waiter == waiter) {
            Node removed = parent.child;
            parent.child = removed.next;
            return removed;
        }
        Node removed = removeFromList(parent.child, waiter);
        for (Node sibling = parent.child; removed == null && sibling != null; sibling = sibling.next) {
            removed = removeFromChildren(sibling, waiter);
        }
        return removed;
    }

    /* Unlinks the waiter's node from the siblings after that one and returns it. */
    private static Node removeFromList(Node head, Waiter waiter) {
        for (Node before = head; before.next != null; before = before.next) {
            if (before.next.waiter == waiter) {
                Node removed = before.next;
                before.next = removed.next;
                return removed;
            }
        }
        return null;
    }

    private static Node clone(Node node, KernelCopy copy) {
        if (node == null) {
            return null;
        }
        Node twin = new Node(copy == null ? node.waiter : copy.waiter(node.waiter));
        twin.child = clone(node.child, copy);
        twin.next = clone(node.next, copy);
        return twin;
    }
}
