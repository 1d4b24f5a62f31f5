package dev.portolan.conformance.graph;

import java.util.Arrays;

/** An action on one of TLC's threads, or the calls that others let go: how often which answer was seen. */
public final class AnswerCounts {

    private final String name;

    /* A call has few answers. */
    private String[] rets = new String[4];
    private String[] clauses = new String[4];
    private long[] edges = new long[4];
    private int count;

    public AnswerCounts(String name) {
        this.name = name;
    }

    public void count(String ret, String clause) {
        for (int i = 0; i < count; i++) {
            if (rets[i].equals(ret) && clauses[i].equals(clause)) {
                edges[i]++;
                return;
            }
        }
        if (count == rets.length) {
            rets = Arrays.copyOf(rets, 2 * count);
            clauses = Arrays.copyOf(clauses, 2 * count);
            edges = Arrays.copyOf(edges, 2 * count);
        }
        rets[count] = ret;
        clauses[count] = clause;
        edges[count++] = 1;
    }

    /** Who wants to know how often which answer was seen. */
    public interface Counts {
        void add(String name, String ret, String clause, long edges);
    }

    public void tell(Counts counts) {
        for (int i = 0; i < count; i++) {
            counts.add(name, rets[i], clauses[i], edges[i]);
        }
    }
}
