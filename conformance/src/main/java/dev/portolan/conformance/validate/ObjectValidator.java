package dev.portolan.conformance.validate;

import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges runs whose calls make tasks and threads by the actions of the specification of exceptions, in TLC itself, several
 * at a time: it takes longer to start than to judge.
 *
 * <p>Holds what was added in memory. Not for use by several threads.
 */
public final class ObjectValidator {

    /** What came of one run. */
    public record Judgement(String file, String run, String dialect, Verdict verdict) {}

    private record Added(String file, int line, ObjectRun run) {}

    private static final Outcome NOTHING = new Outcome(null, null, null, List.of());

    private final SpecFiles specification;
    private final Citations citations;
    private final String dialect;
    private final Map<String, List<Added>> byDialect = new LinkedHashMap<>();

    /** @param dialect to be used in place of what the traces say, or null */
    public ObjectValidator(SpecFiles specification, Citations citations, String dialect) {
        this.specification = specification;
        this.citations = citations;
        this.dialect = dialect;
    }

    /**
     * Takes the trace that the stream has gone to, to its end.
     *
     * @throws IllegalArgumentException if it does not begin with one task of one thread, or its calls overlap
     */
    public void add(String file, TraceStream trace, Trace.Header header) throws IOException {
        int line = trace.line();
        ObjectRun run = new ObjectRun(header);
        for (Optional<Trace.Event> event = trace.event(); event.isPresent(); event = trace.event()) {
            if (event.get().start() != null) {
                throw new IllegalArgumentException("calls that make tasks and threads are judged one after the other");
            }
            run.add(event.get());
        }
        String under = dialect == null ? header.dialect() : dialect;
        byDialect.computeIfAbsent(under, one -> new ArrayList<>()).add(new Added(file, line, run));
    }

    /** Judges what was added since the last time. */
    public List<Judgement> judge() throws InterruptedException {
        List<Judgement> told = new ArrayList<>();
        for (Map.Entry<String, List<Added>> one : byDialect.entrySet()) {
            told.addAll(judge(one.getKey(), one.getValue()));
        }
        byDialect.clear();
        return told;
    }

    private List<Judgement> judge(String under, List<Added> added) throws InterruptedException {
        ObjectJudge judge = new ObjectJudge(specification);
        int[] cameTo = judge.judge(under, added.stream().map(Added::run).toList());
        Map<ObjectRun, Integer> refused = new LinkedHashMap<>();
        for (int i = 0; i < cameTo.length; i++) {
            if (cameTo[i] < added.get(i).run().events().size()) {
                refused.put(added.get(i).run(), cameTo[i]);
            }
        }
        Map<ObjectRun, Map<Integer, TlaValue>> has = refused.isEmpty() ? Map.of() : judge.around(under, refused);
        List<Judgement> judged = new ArrayList<>();
        for (int i = 0; i < cameTo.length; i++) {
            Added one = added.get(i);
            Told told = new Told(one.file(), one.line(), one.run().header(), dialect, citations);
            Divergence divergence = refused.containsKey(one.run())
                    ? new ObjectRefusal(one.run(), told).of(cameTo[i], has.get(one.run()))
                    : null;
            Verdict verdict = verdict(one, cameTo[i], divergence);
            judged.add(new Judgement(one.file(), one.run().header().name(), under, verdict));
        }
        return judged;
    }

    private static Verdict verdict(Added added, int cameTo, Divergence divergence) {
        ObjectRun run = added.run();
        List<ObjectRun.Judged> events = run.events();
        int judged = divergence == null ? events.size() : cameTo + 1;
        Unchecked unchecked = new Unchecked();
        long compared = 0;
        for (ObjectRun.Judged one : events.subList(0, judged)) {
            compared += unchecked.note(one.event(), NOTHING, false) ? 1 : 0;
        }
        return new Verdict(
                judged,
                compared,
                judged,
                run.unjudged() + events.size() - judged,
                divergence,
                run.reason(),
                unchecked,
                true);
    }
}
