package dev.portolan.conformance.cli;

import dev.portolan.conformance.record.TestSkeleton;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.traces.PartFile;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan record test}: a trace as a JUnit test. */
@Command(
        name = "test",
        description = "Writes a JUnit test that makes a trace's calls and asserts the outcomes.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan record test lost.ndjson -o LostReceiveTest.java"})
final class RecordTestCommand implements Callable<Integer> {

    /** What {@code --json} prints. */
    record Report(boolean ok, String file, String trace, int events) {}

    private static final String JAVA = ".java";

    @Parameters(paramLabel = "TRACE", description = "A file of traces, plain or .gz.")
    private Path file;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The test, called after its class: LostReceiveTest.java.")
    private Path out;

    @Option(names = "--run", paramLabel = "NAME", description = "The trace of this name; the first if not given.")
    private String run;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        RecordCommand.checkOut(out);
        String className = className();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new InputError(file + ": there is no such file, or it may not be read");
        }
        Trace trace = trace();
        String source;
        try {
            source = TestSkeleton.of(trace, className);
        } catch (IllegalArgumentException tooLong) {
            throw new InputError(file + ": " + tooLong.getMessage());
        }
        PartFile.write(out, source);
        String name = trace.header().name();
        if (json) {
            Json.print(new Report(true, out.toString(), name, trace.events().size()));
        } else {
            Terminal.standard()
                    .wrapped("", "  ", out + ": makes the " + trace.events().size() + " calls of \"" + name + "\"");
        }
        return ExitCode.CONFORMS;
    }

    private String className() {
        String name = out.getFileName().toString();
        String className = name.endsWith(JAVA) ? name.substring(0, name.length() - JAVA.length()) : "";
        if (!SourceVersion.isName(className) || className.contains(".")) {
            throw new InputError(out + ": a test is called after its class, as in LostReceiveTest.java");
        }
        return className;
    }

    private Trace trace() throws IOException {
        try (TraceReader reader = TraceReader.open(file)) {
            for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                if (run == null || run.equals(trace.get().header().name())) {
                    return trace.get();
                }
            }
        }
        throw new InputError("--run " + run + ": there is no such trace in " + file);
    }
}
