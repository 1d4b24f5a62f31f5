package dev.portolan.traces.recorded;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an import took and what it left.
 *
 * @param runs recorded runs seen
 * @param traces traces made: runs of which at least one operation could be taken
 * @param events recorded operations taken
 * @param skipped recorded operations left
 * @param leftOut recorded operations within the border that make no difference to a trace, by what they are
 * @param borders why runs were left before their end, by reason
 */
public record ImportSummary(
        int runs,
        int traces,
        int events,
        int skipped,
        SortedMap<String, Integer> leftOut,
        SortedMap<String, Border> borders) {

    /** How many runs ended for one reason, and how many recorded operations they left. */
    public record Border(int runs, int operations) {}

    public static final ImportSummary NOTHING =
            new ImportSummary(0, 0, 0, 0, Collections.emptySortedMap(), Collections.emptySortedMap());

    public ImportSummary {
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
        borders = Collections.unmodifiableSortedMap(new TreeMap<>(borders));
    }

    public ImportSummary plus(ImportSummary other) {
        SortedMap<String, Border> sum = new TreeMap<>(borders);
        other.borders.forEach((reason, border) ->
                sum.merge(reason, border, (a, b) -> new Border(a.runs() + b.runs(), a.operations() + b.operations())));
        SortedMap<String, Integer> left = new TreeMap<>(leftOut);
        other.leftOut.forEach((what, count) -> left.merge(what, count, Integer::sum));
        return new ImportSummary(
                runs + other.runs, traces + other.traces, events + other.events, skipped + other.skipped, left, sum);
    }

    /** The same, and these were left out. */
    ImportSummary leaving(Map<String, Integer> what) {
        return new ImportSummary(runs, traces, events, skipped, new TreeMap<>(what), borders);
    }

    /** One run's part: {@code reason} is null if it was taken to its end. */
    static ImportSummary ofRun(int events, int skipped, String reason) {
        SortedMap<String, Border> border = new TreeMap<>();
        if (reason != null) {
            border.put(reason, new Border(1, skipped));
        }
        return new ImportSummary(1, events > 0 ? 1 : 0, events, skipped, Collections.emptySortedMap(), border);
    }
}
