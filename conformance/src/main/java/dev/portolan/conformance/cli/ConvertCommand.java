package dev.portolan.conformance.cli;

import dev.portolan.conformance.report.Terminal;
import dev.portolan.traces.ItfReader;
import dev.portolan.traces.ItfWriter;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan convert}: a trace in the format of the TLA+ tools, or back. */
@Command(
        name = "convert",
        description = "Turns a trace into the Informal Trace Format of the TLA+ tools, or back, by suffix.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan convert lost.ndjson -o lost.itf.json"})
final class ConvertCommand implements Callable<Integer> {

    /** What {@code --json} prints. */
    record Report(boolean ok, String file, String trace, long events) {}

    @Parameters(paramLabel = "IN", description = "A trace: *.itf.json, else NDJSON, plain or .gz.")
    private Path in;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "*.itf.json, *.ndjson or *.ndjson.gz.")
    private Path out;

    @Option(names = "--run", paramLabel = "NAME", description = "The trace of this name, where there are several.")
    private String run;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    private String name;
    private long events;

    @Override
    public Integer call() throws IOException {
        RecordCommand.checkOut(out);
        if (!Files.isReadable(in) || Files.isDirectory(in)) {
            throw new InputError(in + ": there is no such file, or it may not be read");
        }
        boolean fromItf = isItf(in);
        if (!isItf(out) && !isNdjson(out)) {
            throw new InputError(out + ": the name ends in .itf.json, .ndjson or .ndjson.gz");
        }
        if (fromItf) {
            fromItf();
        } else {
            fromNdjson();
        }
        if (json) {
            Json.print(new Report(true, out.toString(), name, events));
        } else {
            Terminal.standard()
                    .wrapped("", "  ", String.format(Locale.ROOT, "%s: %,d events of %s", out, events, name));
        }
        return ExitCode.CONFORMS;
    }

    private static boolean isItf(Path file) {
        return file.getFileName().toString().endsWith(ItfWriter.SUFFIX);
    }

    private static boolean isNdjson(Path file) {
        return file.getFileName().toString().matches(".*\\.ndjson(\\.gz)?");
    }

    private void fromItf() throws IOException {
        Trace trace = ItfReader.read(in);
        try (Output output = Output.create(out, trace.header())) {
            for (Trace.Event event : trace.events()) {
                output.write(event);
            }
            output.commit();
        }
        name = trace.header().name();
        events = trace.events().size();
    }

    private void fromNdjson() throws IOException {
        try (TraceStream traces = TraceStream.open(in)) {
            for (Optional<Trace.Header> header = traces.next(); header.isPresent(); header = traces.next()) {
                if (run == null || run.equals(header.get().name())) {
                    copy(header.get(), traces);
                    return;
                }
            }
        }
        throw new InputError("--run " + run + ": there is no such trace in " + in);
    }

    private void copy(Trace.Header header, TraceStream traces) throws IOException {
        name = header.name();
        try (Output output = Output.create(out, header)) {
            for (Optional<Trace.Event> event = traces.event(); event.isPresent(); event = traces.event()) {
                output.write(event.get());
                events++;
            }
            if (run == null && traces.next().isPresent()) {
                throw new InputError(in + ": holds several traces; --run says which");
            }
            output.commit();
        } catch (IllegalArgumentException stateless) {
            throw new InputError(in + ": " + stateless.getMessage() + ", and the format has one for every step");
        }
    }

    /** A file of either format. */
    private record Output(TraceWriter ndjson, ItfWriter itf) implements AutoCloseable {

        static Output create(Path file, Trace.Header header) throws IOException {
            if (isItf(file)) {
                return new Output(null, ItfWriter.create(file, header));
            }
            TraceWriter writer = TraceWriter.create(file);
            writer.begin(header);
            return new Output(writer, null);
        }

        void write(Trace.Event event) throws IOException {
            if (itf == null) {
                ndjson.write(event);
            } else {
                itf.write(event);
            }
        }

        void commit() throws IOException {
            if (itf == null) {
                ndjson.commit();
            } else {
                itf.commit();
            }
        }

        @Override
        public void close() throws IOException {
            if (itf == null) {
                ndjson.close();
            } else {
                itf.close();
            }
        }
    }
}
