package dev.portolan.conformance.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the tree of parents")
class SpanningTreeTest {

    private static final int STATES = 50_000;

    private final SpanningTree tree = new SpanningTree();

    @Test
    void aPathHasTheLabelsInOrder() {
        tree.addRoot(100);
        int child = tree.add(200, tree.indexOf(100), 5);
        int grandchild = tree.add(300, child, 6);
        assertArrayEquals(new int[] {5, 6}, tree.path(grandchild));
        assertArrayEquals(new int[] {}, tree.path(tree.indexOf(100)));
    }

    @Test
    void theFirstParentStays() {
        tree.addRoot(100);
        int first = tree.add(200, 0, 5);
        assertEquals(-1, tree.add(200, 0, 6));
        assertArrayEquals(new int[] {5}, tree.path(first));
    }

    @Test
    void anUnknownStateHasNoIndex() {
        tree.addRoot(100);
        assertEquals(-1, tree.indexOf(101));
    }

    @Test
    void itGrowsAndForgetsNothing() {
        tree.addRoot(fingerprint(0));
        for (int i = 1; i < STATES; i++) {
            assertEquals(i, tree.add(fingerprint(i), i - 1, i));
        }
        for (int i = 0; i < STATES; i++) {
            assertEquals(i, tree.indexOf(fingerprint(i)));
        }
        assertEquals(STATES, tree.size());
    }

    private static long fingerprint(int i) {
        return i * 0x9E3779B97F4A7C15L;
    }
}
