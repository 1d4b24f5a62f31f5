package dev.portolan.conformance.graph;

import dev.portolan.conformance.abstraction.Binding.Bound;
import dev.portolan.traces.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An edge of the spanning tree: the call, and what appeared in the kernel by it under which symbol.
 *
 * <p>The kernel is deterministic, so that the call on the same path brings forth the same names and ports.
 */
record Hop(Call call, List<Bound> bound) {

    /** Equal hops as one small number. Safe for use by several threads. */
    static final class Table {

        private final Map<Hop, Integer> numbers = new HashMap<>();
        private final List<Hop> hops = new ArrayList<>();

        synchronized int number(Hop hop) {
            return numbers.computeIfAbsent(hop, fresh -> {
                hops.add(fresh);
                return hops.size() - 1;
            });
        }

        synchronized Hop[] hops(int[] of) {
            Hop[] path = new Hop[of.length];
            for (int i = 0; i < path.length; i++) {
                path[i] = hops.get(of[i]);
            }
            return path;
        }
    }
}
