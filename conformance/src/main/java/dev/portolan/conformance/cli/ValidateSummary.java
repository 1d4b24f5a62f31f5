package dev.portolan.conformance.cli;

import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.validate.Opinion;
import dev.portolan.conformance.validate.Unchecked;
import dev.portolan.conformance.validate.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What validating came to, as it grows. */
final class ValidateSummary {

    /** The traces of one dialect. */
    static final class Part {
        final Set<String> files = new HashSet<>();
        int traces;
        int empty;
        long events;
        long compared;
        long states;
        long unjudged;
        int divergences;
        int cuts;
        double seconds;
        final Unchecked unchecked = new Unchecked();
    }

    /** A trace that was not judged to its end although nothing diverged. */
    record Cut(String file, String run, String reason) {}

    private final Map<String, Part> parts = new TreeMap<>();
    private final List<Divergence> divergences = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private Opinion opinion;

    void add(String file, String run, String dialect, Verdict verdict, double seconds) {
        Part part = parts.computeIfAbsent(dialect, name -> new Part());
        part.files.add(file);
        part.traces++;
        part.empty += verdict.compared() == 0 ? 1 : 0;
        part.events += verdict.events();
        part.compared += verdict.compared();
        part.states += verdict.states();
        part.unjudged += verdict.unjudged();
        part.seconds += seconds;
        part.unchecked.add(verdict.unchecked());
        if (!verdict.accepts()) {
            part.divergences++;
            divergences.add(verdict.divergence());
        } else if (verdict.isCut()) {
            part.cuts++;
            cuts.add(new Cut(file, run, verdict.reason()));
        }
    }

    void add(Opinion second) {
        opinion = second;
    }

    /** What TLC itself says of samples; null if it was not asked. */
    Opinion opinion() {
        return opinion;
    }

    /** True unless TLC says of a run what is not said in process. */
    boolean isAgreed() {
        return opinion == null || opinion.disagreements().isEmpty();
    }

    Map<String, Part> parts() {
        return parts;
    }

    List<Divergence> divergences() {
        return divergences;
    }

    List<Cut> cuts() {
        return cuts;
    }

    /** True if nothing diverges, of what could be judged. */
    boolean accepts() {
        return divergences.isEmpty();
    }

    /** True if nothing diverges, and every run was judged to its end. */
    boolean isWhole() {
        return accepts() && cuts.isEmpty();
    }

    int traces() {
        return parts.values().stream().mapToInt(part -> part.traces).sum();
    }

    long compared() {
        return parts.values().stream().mapToLong(part -> part.compared).sum();
    }

    int empty() {
        return parts.values().stream().mapToInt(part -> part.empty).sum();
    }

    long events() {
        return parts.values().stream().mapToLong(part -> part.events).sum();
    }

    long states() {
        return parts.values().stream().mapToLong(part -> part.states).sum();
    }

    long unjudged() {
        return parts.values().stream().mapToLong(part -> part.unjudged).sum();
    }

    int files() {
        Set<String> files = new HashSet<>();
        parts.values().forEach(part -> files.addAll(part.files));
        return files.size();
    }

    Map<String, Long> unchecked() {
        Unchecked all = new Unchecked();
        parts.values().forEach(part -> all.add(part.unchecked));
        return all.counts();
    }

    long perSecond() {
        double seconds =
                parts.values().stream().mapToDouble(part -> part.seconds).sum();
        return seconds == 0 ? 0 : Math.round(events() / seconds);
    }
}
