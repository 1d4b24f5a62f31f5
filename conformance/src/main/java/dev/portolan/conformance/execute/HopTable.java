package dev.portolan.conformance.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Equal edges of the spanning tree as one small number. Safe for use by several threads. */
final class HopTable<H> {

    private final Map<H, Integer> numbers = new HashMap<>();
    private final List<H> hops = new ArrayList<>();

    synchronized int number(H hop) {
        return numbers.computeIfAbsent(hop, fresh -> {
            hops.add(fresh);
            return hops.size() - 1;
        });
    }

    synchronized List<H> hops(int[] of) {
        List<H> path = new ArrayList<>(of.length);
        for (int number : of) {
            path.add(hops.get(number));
        }
        return path;
    }
}
