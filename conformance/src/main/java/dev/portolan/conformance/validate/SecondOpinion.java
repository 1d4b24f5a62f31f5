package dev.portolan.conformance.validate;

import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.tlc.TlcFailure;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * What TLC itself says of samples of the runs that were judged in process.
 *
 * <p>The two share the specification, and which of the model's names and ports a symbol stands for. Evaluating the
 * calls, keeping the state and comparing with what the run says is done by TLC alone. Of a run in parallel TLC takes the
 * steps in the order that was found in process, to the end or as far as one was found. Not for several threads.
 */
public final class SecondOpinion {

    /** More at a time than this TLC would read for longer than it takes to start it again. */
    private static final int EVENTS_AT_A_TIME = 2_000;

    private final Oracles oracles;
    private final TlcJudge tlc;
    private final String dialect;

    /** A stretch in the model's numbers, and where it is from. */
    private record Written(Sample sample, ModelRun run) {}

    /**
     * @param oracles the models; stay the caller's to close
     * @param specification what they are models of
     * @param dialect as for {@link TraceValidator}
     */
    public SecondOpinion(Oracles oracles, SpecFiles specification, String dialect) {
        this.oracles = oracles;
        this.tlc = new TlcJudge(specification);
        this.dialect = dialect;
    }

    /**
     * Draws samples of the runs and puts them to TLC.
     *
     * @param judged runs that were judged under the same dialect
     * @param count how many to draw at most
     * @param seed the same draws the same
     * @param progress is told how many of the traces TLC has judged
     * @throws IOException if a run cannot be read again
     * @throws TlcFailure if TLC comes to no answer
     */
    public Opinion of(List<Judged> judged, int count, long seed, LongConsumer progress)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Written> all = new ArrayList<>();
        Map<Path, List<Sample>> byFile = Sample.draw(judged, count, seed).stream()
                .collect(Collectors.groupingBy(one -> one.judged().file(), TreeMap::new, Collectors.toList()));
        for (Map.Entry<Path, List<Sample>> file : byFile.entrySet()) {
            all.addAll(written(file.getKey(), file.getValue()));
        }
        return of(all, start, progress);
    }

    /**
     * Puts runs in parallel to TLC that are in no file.
     *
     * @param runs that were judged under the same dialect
     * @param progress is told how many of them TLC has judged
     * @throws TlcFailure if TLC comes to no answer
     */
    public Opinion of(List<JudgedInParallel> runs, LongConsumer progress) throws InterruptedException {
        long start = System.nanoTime();
        List<Written> all = new ArrayList<>();
        for (JudgedInParallel run : runs) {
            all.add(inParallel(new Sample(run.judged(), 0, Sample.STEPS_MAX), run.header(), run.events()));
        }
        return of(all, start, progress);
    }

    private Opinion of(List<Written> all, long start, LongConsumer progress) throws InterruptedException {
        Map<Setting, List<Written>> bySetting = new LinkedHashMap<>();
        for (Written written : all) {
            bySetting
                    .computeIfAbsent(atCalls(written.run().setting()), none -> new ArrayList<>())
                    .add(written);
        }
        int traces = 0;
        long events = 0;
        List<Opinion.Disagreement> disagreements = new ArrayList<>();
        for (List<Written> some : parts(bySetting.values())) {
            long[] allowed = tlc.judge(some.stream().map(Written::run).toList());
            for (int i = 0; i < allowed.length; i++) {
                Sample sample = some.get(i).sample();
                events += sample.judgedBy(allowed[i]);
                sample.disagreement(allowed[i]).ifPresent(disagreements::add);
            }
            traces += allowed.length;
            progress.accept(traces);
        }
        return new Opinion(traces, events, (System.nanoTime() - start) / 1e9, disagreements);
    }

    /** Runs of calls and of single steps have the same model. */
    private static Setting atCalls(Setting setting) {
        return new Setting(setting.dialect(), setting.limits(), setting.tasks(), false);
    }

    /** Runs of one setting each, and not too many at a time. */
    private static List<List<Written>> parts(Iterable<List<Written>> settings) {
        List<List<Written>> parts = new ArrayList<>();
        for (List<Written> same : settings) {
            int events = EVENTS_AT_A_TIME;
            for (Written one : same) {
                if (events + one.run().events().size() > EVENTS_AT_A_TIME) {
                    parts.add(new ArrayList<>());
                    events = 0;
                }
                events += one.run().events().size();
                parts.get(parts.size() - 1).add(one);
            }
        }
        return parts;
    }

    /** Looks for the order again, which is the same. */
    private Written inParallel(Sample sample, Trace.Header header, List<Trace.Event> events) {
        Setting setting = Setting.of(header, dialect, true);
        List<ParallelSearch.Move> order =
                ParallelSearch.of(oracles.of(setting), setting, header, events).order();
        ModelRun run = ModelRun.of(oracles.of(setting), setting, header, order, Sample.STEPS_MAX);
        return new Written(sample.ofSteps(run.events().size()), run);
    }

    /** @param samples in the order in which the file has them */
    private List<Written> written(Path file, List<Sample> samples) throws IOException {
        List<Written> written = new ArrayList<>();
        try (TraceStream traces = TraceStream.open(file)) {
            int next = 0;
            for (Sample sample : samples) {
                Trace.Header header = null;
                for (; next <= sample.judged().index(); next++) {
                    header = traces.next().orElseThrow();
                }
                if (!sample.judged().verdict().inOrder()) {
                    written.add(inParallel(sample, header, TraceValidator.all(traces, traces.event())));
                    continue;
                }
                Setting setting = Setting.of(header, dialect, traces.isStepwise());
                ModelRun run = ModelRun.of(oracles.of(setting), setting, header, traces, sample.from(), sample.to());
                written.add(new Written(sample, run));
            }
        }
        return written;
    }
}
