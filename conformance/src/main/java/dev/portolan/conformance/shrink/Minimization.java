package dev.portolan.conformance.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Delta debugging: from a list that shows something to a short one that still shows it, from which no single element
 * can be taken away.
 *
 * <p>As Zeller and Hildebrandt have it, in chunks that halve; a try may answer with less than it was given.
 *
 * @param <T> the elements
 */
final class Minimization<T> {

    /** Tries whether a list still shows it. */
    interface Trial<T> {

        /** The list, or the part of it that was enough; empty if it does not show it. */
        Optional<List<T>> of(List<T> list);
    }

    private final Trial<T> trial;
    private final Budget budget;

    Minimization(Trial<T> trial, Budget budget) {
        this.trial = trial;
        this.budget = budget;
    }

    /**
     * The short list; minimal unless the budget ran out.
     *
     * @param shown a list that shows it
     */
    List<T> of(List<T> shown) {
        List<T> list = shown;
        int chunk = Math.max(1, list.size() / 2);
        while (!list.isEmpty()) {
            List<T> less = withoutAChunk(list, chunk);
            if (less != null) {
                list = less;
                chunk = Math.max(1, Math.min(chunk, list.size() / 2));
            } else if (chunk == 1) {
                return list;
            } else {
                chunk = chunk / 2;
            }
        }
        return list;
    }

    /* Chunks that were needed once are seldom superfluous later, so one pass removes all that it can. */
    private List<T> withoutAChunk(List<T> list, int chunk) {
        List<T> left = list;
        // From the end: what comes late is used by little.
        for (int end = list.size(); end > 0; end -= chunk) {
            int to = Math.min(end, left.size());
            int from = Math.max(0, to - chunk);
            Optional<List<T>> found = to <= from ? Optional.empty() : tried(left, from, to);
            left = found.orElse(left);
        }
        return left.size() < list.size() ? left : null;
    }

    private Optional<List<T>> tried(List<T> list, int from, int to) {
        if (!budget.allowsOne()) {
            return Optional.empty();
        }
        List<T> less = new ArrayList<>(list.subList(0, from));
        less.addAll(list.subList(to, list.size()));
        return trial.of(less);
    }
}
