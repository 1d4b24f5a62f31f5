package dev.portolan.conformance.cli;

import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.validate.Judged;
import dev.portolan.conformance.validate.ObjectValidator;
import dev.portolan.conformance.validate.Opinion;
import dev.portolan.conformance.validate.SecondOpinion;
import dev.portolan.conformance.validate.TraceValidator;
import dev.portolan.conformance.validate.Verdict;
import dev.portolan.spec.SpecFiles;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of traces validated, counted by dialect. */
final class Validations {

    private final Oracles oracles;
    private final TraceValidator validator;
    private final String dialect;
    private final String run;
    private final ValidateSummary summary = new ValidateSummary();
    private final List<Judged> judged = new ArrayList<>();
    private final ObjectValidator objects;

    /**
     * @param specification what the oracles are models of
     * @param dialect in place of what the traces say, or null
     * @param run the only run to validate, or null
     */
    Validations(Oracles oracles, SpecFiles specification, String dialect, String run) {
        this.oracles = oracles;
        Citations citations = new Citations();
        this.validator = new TraceValidator(oracles, citations, dialect);
        this.objects = new ObjectValidator(specification, citations, dialect);
        this.dialect = dialect;
        this.run = run;
    }

    ValidateSummary validate(List<Path> files, ProgressLine progress) throws IOException, InterruptedException {
        for (Path file : files) {
            validate(file, progress);
            judgeObjects();
        }
        return summary;
    }

    /* Those of a file at a time. */
    private void judgeObjects() throws InterruptedException {
        long start = System.nanoTime();
        List<ObjectValidator.Judgement> told = objects.judge();
        double each = (System.nanoTime() - start) / 1e9 / Math.max(1, told.size());
        told.forEach(one -> summary.add(one.file(), one.run(), one.dialect(), one.verdict(), each));
    }

    private void validate(Path file, ProgressLine progress) throws IOException {
        try (TraceStream traces = TraceStream.open(file)) {
            progress.begin(file.getFileName().toString(), traces.eventCount(), " events");
            traces.watch(count -> progress.at("", count));
            int index = 0;
            for (Optional<Trace.Header> header = traces.next(); header.isPresent(); header = traces.next()) {
                if (run != null && !run.equals(header.get().name())) {
                    index++;
                    continue;
                }
                if (header.get().created() != null) {
                    add(file.toString(), traces, header.get());
                } else {
                    int line = traces.line();
                    Verdict verdict = validate(file.toString(), traces, header.get());
                    judged.add(new Judged(file, index, header.get().name(), line, verdict));
                }
                index++;
            }
        }
    }

    /** What TLC itself says of samples of the runs that were validated. */
    Opinion secondOpinion(SpecFiles specification, int count, long seed, ProgressLine progress)
            throws IOException, InterruptedException {
        progress.begin("TLC", Math.min(count, judged.size()), " traces");
        return new SecondOpinion(oracles, specification, dialect)
                .of(judged, count, seed, done -> progress.at("", done));
    }

    private void add(String file, TraceStream traces, Trace.Header header) throws IOException {
        try {
            objects.add(file, traces, header);
        } catch (IllegalArgumentException unknown) {
            throw new InputError(file + ":" + traces.line() + ": " + unknown.getMessage());
        }
    }

    private Verdict validate(String file, TraceStream traces, Trace.Header header) throws IOException {
        long start = System.nanoTime();
        Verdict verdict;
        try {
            verdict = validator.validate(file, traces, header);
        } catch (IllegalArgumentException unknown) {
            throw new InputError(file + ":" + traces.line() + ": " + unknown.getMessage());
        }
        String under = dialect == null ? header.dialect() : dialect;
        summary.add(file, header.name(), under, verdict, (System.nanoTime() - start) / 1e9);
        return verdict;
    }
}
