package dev.portolan.conformance.validate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A stretch of a run that was judged in process, for TLC to judge too.
 *
 * <p>Of a run in parallel the events are the steps of the order that was found, as far as one was found.
 *
 * @param judged the run
 * @param from how many events are before it
 * @param to how many there are with it: a diverging one is the last
 */
record Sample(Judged judged, long from, long to) {

    /** TLC reads the events as text, and is slow at that. */
    static final int EVENTS_MAX = 200;

    /** A run in parallel of 100 calls has fewer steps. */
    static final int STEPS_MAX = 1_000;

    /** How many events TLC judged of the sample, if it allows so many. */
    long judgedBy(long allowed) {
        return Math.min(allowed + 1, to - from);
    }

    /**
     * Where the verdict in process and TLC's are not the same, if they are not.
     *
     * @param allowed how many events of the sample TLC allows
     */
    Optional<Opinion.Disagreement> disagreement(long allowed) {
        boolean divergesAtLast = judged.verdict().inOrder() && !judged.verdict().accepts();
        long inProcess = divergesAtLast ? to - 1 : to;
        return from + allowed == inProcess
                ? Optional.empty()
                : Optional.of(new Opinion.Disagreement(
                        judged.file().toString(),
                        judged.line(),
                        judged.run(),
                        verdict(inProcess),
                        verdict(from + allowed)));
    }

    private String verdict(long allowed) {
        String what = judged.verdict().inOrder() ? "event" : "step";
        String stretch = what + "s " + (from + 1) + " to " + to;
        return stretch + (allowed == to ? " are allowed" : ": " + what + " " + (allowed + 1) + " diverges");
    }

    /**
     * Draws samples; the same seed draws the same.
     *
     * @param count how many, if there are as many runs of which some event could be judged
     */
    static List<Sample> draw(List<Judged> all, int count, long seed) {
        Random random = new Random(seed);
        List<Judged> drawn = new ArrayList<>(all);
        drawn.removeIf(one -> one.verdict().events() == 0);
        // A file may have been named twice.
        Set<List<Object>> runs = new HashSet<>();
        drawn.removeIf(one -> !runs.add(List.of(one.file(), one.index())));
        Collections.shuffle(drawn, random);
        return drawn.stream()
                .limit(count)
                .map(one -> of(one, random))
                .sorted(Comparator.comparing((Sample one) -> one.judged().file())
                        .thenComparing(one -> one.judged().index()))
                .toList();
    }

    /** Of a run in parallel, of which so many steps are put to TLC. */
    Sample ofSteps(long steps) {
        return new Sample(judged, 0, steps);
    }

    private static Sample of(Judged judged, Random random) {
        if (!judged.verdict().inOrder()) {
            return new Sample(judged, 0, STEPS_MAX);
        }
        long events = judged.verdict().events();
        long before = Math.max(0, events - EVENTS_MAX);
        long from = judged.verdict().accepts() ? (long) (random.nextDouble() * (before + 1)) : before;
        return new Sample(judged, from, Math.min(events, from + EVENTS_MAX));
    }
}
