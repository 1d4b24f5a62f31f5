package dev.portolan.kernel.ipc;

import dev.portolan.kernel.queue.WaitingLine;
import dev.portolan.kernel.rules.KernelRules.WaiterOrder;
import java.util.function.UnaryOperator;

/** Who waits, in one of the orders that Mach's kernels let threads go in. Immutable. */
final class WaiterLine<T> implements WaitingLine<T> {

    /*
     * One structure for all three orders: a pairing heap of equal priorities, of which a queue is the heap whose
     * nodes have no children. Of two trees with equal keys the first stays parent and takes the other as its
     * first child. So an insertion makes the newcomer the root's first child, and a removal of the root pairs
     * its children front to back, then merges the pairs back to front, each into the one after it: of 1, 2, 3
     * the order is 1, 3, 2.
     */
    private record Node<T>(T waiter, Node<T> child, Node<T> next) {}

    private final WaiterOrder order;
    private final Node<T> root;

    WaiterLine(WaiterOrder order) {
        this(order, null);
    }

    private WaiterLine(WaiterOrder order, Node<T> root) {
        this.order = order;
        this.root = root;
    }

    private WaiterLine<T> of(Node<T> newRoot) {
        return new WaiterLine<>(order, newRoot);
    }

    @Override
    public T first() {
        return root == null ? null : root.waiter;
    }

    @Override
    public WaiterLine<T> rest() {
        if (root == null) {
            return this;
        }
        return of(order == WaiterOrder.HEAP ? meld(root.child) : root.next);
    }

    @Override
    public WaiterLine<T> with(T waiter) {
        Node<T> node = new Node<>(waiter, null, null);
        return switch (order) {
            case HEAP -> of(merge(root, node));
            case NEWEST_FIRST -> withFirst(waiter);
            case FIFO -> of(append(root, node));
        };
    }

    /** The line with a waiter ahead of all others. */
    WaiterLine<T> withFirst(T waiter) {
        return of(
                order == WaiterOrder.HEAP
                        ? merge(new Node<>(waiter, null, null), root)
                        : new Node<>(waiter, null, root));
    }

    @Override
    public boolean contains(T waiter) {
        return find(root, waiter) != null;
    }

    @Override
    public WaiterLine<T> without(T waiter) {
        if (root == null) {
            return this;
        }
        if (root.waiter == waiter) {
            return rest();
        }
        Node<T> removed = find(root, waiter);
        if (removed == null) {
            return this;
        }
        Node<T> others = strip(root, waiter);
        return of(removed.child == null ? others : merge(others, meld(removed.child)));
    }

    @Override
    public WaiterLine<T> none() {
        return of(null);
    }

    /** The line of those that stand for these. */
    WaiterLine<T> map(UnaryOperator<T> twin) {
        return of(map(root, twin));
    }

    private static <T> Node<T> map(Node<T> node, UnaryOperator<T> twin) {
        return node == null ? null : new Node<>(twin.apply(node.waiter), map(node.child, twin), map(node.next, twin));
    }

    private static <T> Node<T> append(Node<T> list, Node<T> last) {
        return list == null ? last : new Node<>(list.waiter, null, append(list.next, last));
    }

    /* Of two trees without siblings the first stays parent. */
    private static <T> Node<T> merge(Node<T> parent, Node<T> child) {
        if (parent == null || child == null) {
            return parent == null ? child : parent;
        }
        return new Node<>(parent.waiter, new Node<>(child.waiter, child.child, parent.child), null);
    }

    /* Makes one tree of a list of siblings. */
    private static <T> Node<T> meld(Node<T> siblings) {
        Node<T> pairs = null;
        for (Node<T> first = siblings; first != null; ) {
            Node<T> second = first.next;
            Node<T> pair = merge(first, second);
            pairs = new Node<>(pair.waiter, pair.child, pairs);
            first = second == null ? null : second.next;
        }
        Node<T> melded = null;
        for (Node<T> pair = pairs; pair != null; pair = pair.next) {
            melded = merge(melded, new Node<>(pair.waiter, pair.child, null));
        }
        return melded;
    }

    private static <T> Node<T> find(Node<T> node, T waiter) {
        for (Node<T> sibling = node; sibling != null; sibling = sibling.next) {
            if (sibling.waiter == waiter) {
                return sibling;
            }
            Node<T> below = find(sibling.child, waiter);
            if (below != null) {
                return below;
            }
        }
        return null;
    }

    /* The same trees without the waiter's own. */
    private static <T> Node<T> strip(Node<T> node, T waiter) {
        if (node == null) {
            return null;
        }
        return node.waiter == waiter
                ? node.next
                : new Node<>(node.waiter, strip(node.child, waiter), strip(node.next, waiter));
    }
}
