package dev.portolan.traces.recorded;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.traces.NdjsonLines;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceFormatException;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Turns recordings of one kernel into traces.
 *
 * <p>Each recorded run becomes a trace of the operations before its border; a run whose first operation lies
 * beyond the border becomes none, and is counted. Holds one run in memory. Safe for several threads.
 */
public final class RecordingImporter {

    /** Takes the traces as they are made. */
    public interface Sink {
        void accept(Trace trace) throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Recording recording;

    private RecordingImporter(Recording recording) {
        this.recording = recording;
    }

    /** An importer of recordings of XNU, judged under dialect {@code xnu}. */
    public static RecordingImporter xnu() {
        return new RecordingImporter(new XnuRecording());
    }

    /** An importer of recordings of GNU Mach, judged under dialect {@code classic}. */
    public static RecordingImporter gnumach() {
        return new RecordingImporter(new GnumachRecording());
    }

    /**
     * Reads one recording, plain or gzip-compressed.
     *
     * @throws TraceFormatException if it is not a recording of this kernel
     */
    public ImportSummary read(Path file, Sink traces) throws IOException {
        ImportSummary summary = ImportSummary.NOTHING;
        try (NdjsonLines lines = NdjsonLines.open(file)) {
            ImportedRun run = null;
            while (lines.next()) {
                JsonNode line = parse(lines);
                if (line.has("begin")) {
                    summary = summary.plus(finish(run, traces));
                    run = begun(source(file, lines.line()), line);
                } else if (run == null) {
                    checkOracle(lines, line);
                } else if (!line.path("run").asText().equals(run.name())) {
                    throw lines.refuse(1, "a line of no run that has begun");
                } else {
                    run.line(line);
                }
            }
            if (run == null) {
                throw lines.refuse(1, "no run begins in this file");
            }
            return summary.plus(finish(run, traces));
        }
    }

    /**
     * Imports recordings into {@code out}: a file for all, or, if it is a folder or several are imported, a
     * folder with a file each, {@code NAME.ndjson.gz}. No file appears of a recording without a trace.
     */
    public ImportSummary write(List<Path> recordings, Path out) throws IOException {
        if (recordings.size() > 1 || Files.isDirectory(out)) {
            Files.createDirectories(out);
            ImportSummary summary = ImportSummary.NOTHING;
            for (Path file : recordings) {
                summary = summary.plus(writeOne(file, out.resolve(traceName(file))));
            }
            return summary;
        }
        return writeOne(recordings.get(0), out);
    }

    private ImportSummary writeOne(Path recordingFile, Path out) throws IOException {
        try (TraceWriter writer = TraceWriter.create(out)) {
            ImportSummary summary = read(recordingFile, writer::write);
            if (summary.traces() > 0) {
                writer.commit();
            }
            return summary;
        }
    }

    private static String traceName(Path file) {
        return file.getFileName().toString().replaceFirst("(\\.ndjson)?(\\.gz)?$", "") + ".ndjson.gz";
    }

    private ImportedRun begun(Trace.Source source, JsonNode begin) {
        if (begin.has("fault")) {
            return new ExceptionRun(recording, source, begin);
        }
        return begin.path("state").has("tasks")
                ? new TaskRun(recording, source, begin)
                : new RecordedRun(recording, source, begin);
    }

    private static ImportSummary finish(ImportedRun run, Sink traces) throws IOException {
        if (run == null) {
            return ImportSummary.NOTHING;
        }
        run.finish();
        Optional<Trace> trace = run.trace();
        if (trace.isPresent()) {
            traces.accept(trace.get());
        }
        return run.summary();
    }

    private Trace.Source source(Path file, int line) {
        return new Trace.Source(file.getFileName().toString(), recording.kernel(), line);
    }

    private void checkOracle(NdjsonLines lines, JsonNode line) throws IOException {
        String oracle = line.path("oracle").asText();
        if (!oracle.equals(recording.oracle())) {
            throw lines.refuse(
                    1,
                    oracle.isEmpty()
                            ? "a line of no run that has begun"
                            : "a recording of " + oracle + ", not of " + recording.oracle());
        }
    }

    private static JsonNode parse(NdjsonLines lines) throws IOException {
        try (JsonParser parser = lines.parser(JSON.getFactory())) {
            JsonNode line = JSON.readTree(parser);
            if (line == null || !line.isObject() || parser.nextToken() != null) {
                throw lines.refuse(1, "one object is wanted on this line");
            }
            return line;
        } catch (JsonProcessingException broken) {
            int column = broken.getLocation() == null
                    ? 1
                    : Math.max(1, broken.getLocation().getColumnNr());
            throw lines.refuse(column, "this is not JSON: " + broken.getOriginalMessage());
        }
    }
}
