package dev.portolan.conformance.cli;

import dev.portolan.conformance.report.Table;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.traces.recorded.ImportSummary;
import dev.portolan.traces.recorded.RecordingImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan import}: recordings of real kernels made traces. */
@Command(
        name = "import",
        description = "Turns recordings of a real kernel into traces, each run up to the slice's border.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan import --from xnu random-seed1.ndjson.gz -o traces/xnu"})
final class ImportCommand implements Callable<Integer> {

    /** The kernels that recordings come from. */
    enum Kernel {
        XNU,
        GNUMACH
    }

    /** What {@code --json} prints. */
    record Report(boolean ok, int files, ImportSummary imported) {}

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings, plain or .gz.")
    private List<Path> files;

    @Option(names = "--from", required = true, paramLabel = "KERNEL", description = "xnu or gnumach.")
    private Kernel from;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "A folder, or the file for a single recording.")
    private Path out;

    @Option(names = "--json", description = "One JSON object instead of the table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new InputError(file + ": there is no such file, or it may not be read");
            }
        }
        Path parent = out.toAbsolutePath().getParent();
        if (files.size() == 1 && !Files.isDirectory(out) && !Files.isDirectory(parent)) {
            throw new InputError(parent + ": there is no such folder to write to");
        }
        RecordingImporter importer = from == Kernel.XNU ? RecordingImporter.xnu() : RecordingImporter.gnumach();
        ImportSummary summary = importer.write(files, out);
        if (json) {
            Json.print(new Report(true, files.size(), summary));
        } else {
            print(Terminal.standard(), summary);
        }
        return ExitCode.CONFORMS;
    }

    private static void print(Terminal terminal, ImportSummary summary) {
        Table table = new Table("runs end there because of", "runs", "operations left");
        summary.borders().forEach((reason, border) -> table.row(reason, border.runs(), border.operations()));
        if (!table.isEmpty()) {
            table.print(terminal);
        }
        Table left = new Table("operations that make no difference", "times");
        summary.leftOut().forEach(left::row);
        if (!left.isEmpty()) {
            left.print(terminal);
        }
        terminal.line(String.format(
                Locale.ROOT,
                "%,d of %,d runs, %,d operations imported, %,d left",
                summary.traces(),
                summary.runs(),
                summary.events(),
                summary.skipped()));
    }
}
