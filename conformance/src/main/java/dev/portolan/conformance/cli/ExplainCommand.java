package dev.portolan.conformance.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.conformance.explain.Deciders;
import dev.portolan.conformance.explain.Explainer;
import dev.portolan.conformance.explain.Explanation;
import dev.portolan.conformance.explain.HtmlPage;
import dev.portolan.conformance.explain.SvgChart;
import dev.portolan.conformance.explain.TextChart;
import dev.portolan.conformance.explain.Window;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.report.DivergenceText;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.traces.PartFile;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan explain}: what happened in a trace, drawn. */
@Command(
        name = "explain",
        description = {
            "Draws a trace as a message sequence chart, and writes a page on which one steps through its calls.",
            "Of a file with several runs it takes the one that diverges first, else the first.",
        },
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan explain traces/xnu/blocking-scenarios.ndjson.gz"})
final class ExplainCommand implements Callable<Integer> {

    /** More is not read at a glance. */
    private static final int CALLS_SHOWN = 60;

    /** More is no picture. */
    private static final int CALLS_DRAWN = 400;

    /**
     * What {@code --json} prints.
     *
     * @param from the number of the first call that the page holds, {@code to} of the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(
            boolean ok,
            String file,
            String run,
            int calls,
            int from,
            int to,
            String html,
            String svg,
            Divergence divergence) {}

    @Parameters(paramLabel = "TRACE", description = "A trace, plain or .gz.")
    private Path file;

    @Option(names = "--run", paramLabel = "NAME", description = "The run of this name.")
    private String run;

    @Option(names = "--from", paramLabel = "N", description = "Draw from call N on.")
    private Integer from;

    @Option(names = "--to", paramLabel = "N", description = "Draw up to call N.")
    private Integer to;

    @Option(names = "--html", paramLabel = "FILE", description = "Where the page goes, if not into the current folder.")
    private Path html;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write the chart as a picture, too.")
    private Path svg;

    @Option(names = "--json", description = "One JSON object instead of the chart.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Citations citations = new Citations();
        Explanation explanation = explanation(citations);
        Path page = html == null ? page() : html;
        Window window = window(explanation, HtmlPage.CALLS_MAX);
        write(page, HtmlPage.of(explanation, window, citations));
        if (svg != null) {
            write(svg, SvgChart.of(explanation, window(explanation, CALLS_DRAWN)));
        }
        if (json) {
            Json.print(new Report(
                    explanation.divergence() == null,
                    file.toString(),
                    explanation.header().name(),
                    explanation.calls(),
                    window.from() + 1,
                    window.to(),
                    page.toString(),
                    svg == null ? null : svg.toString(),
                    explanation.divergence()));
        } else {
            print(explanation, page);
        }
        return ExitCode.of(explanation.divergence() == null);
    }

    /** {@code runs.ndjson.gz} has its page in {@code runs.html}; not beside it, where others may look for traces only. */
    private Path page() {
        String name = file.getFileName().toString().replaceFirst("(\\.ndjson)?(\\.gz)?$", "");
        return Path.of((run == null ? name : name + "-" + run.replaceAll("[^\\w.-]", "_")) + ".html");
    }

    private static void write(Path to, String text) throws IOException {
        Path folder = to.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new InputError(folder + ": there is no such folder to write to");
        }
        PartFile.write(to, text);
    }

    private Explanation explanation(Citations citations) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new InputError(file + ": there is no such file, or it may not be read");
        }
        Explanation first = null;
        try (Deciders deciders = new Deciders();
                TraceStream traces = TraceStream.open(file)) {
            Explainer explainer = new Explainer(citations, deciders, HtmlPage.CALLS_MAX);
            for (Optional<Trace.Header> header = traces.next(); header.isPresent(); header = traces.next()) {
                if (run == null || run.equals(header.get().name())) {
                    Explanation next = explanation(explainer, header.get(), traces);
                    if (run != null || next.divergence() != null) {
                        return next;
                    }
                    first = first == null ? next : first;
                }
            }
        }
        if (first == null) {
            throw new InputError("--run " + run + ": there is no such run");
        }
        return first;
    }

    private Explanation explanation(Explainer explainer, Trace.Header header, TraceStream traces) throws IOException {
        int line = traces.line();
        try {
            Integer asked = from == null ? null : Math.max(0, from - 1);
            return explainer.explain(file.toString(), line, header, traces.isStepwise(), traces::event, asked);
        } catch (IllegalArgumentException unknown) {
            throw new InputError(file + ":" + line + ": " + unknown.getMessage());
        }
    }

    /** The calls asked for; if none are, as many as can be shown, those around a divergence rather than others. */
    private Window window(Explanation explanation, int most) {
        Window held = explanation.held();
        if (to != null) {
            int end = Math.max(held.from(), Math.min(held.to(), to));
            held = new Window(held.from(), end, held.of());
        }
        boolean asked = from != null || to != null;
        return asked ? held.first(most) : held.around(Math.max(0, explanation.divergesAt()), most);
    }

    private void print(Explanation explanation, Path page) {
        Charset charset = charset();
        Terminal standard = Terminal.standard();
        Terminal terminal = new Terminal(new PrintStream(System.out, true, charset), standard.colour());
        Window window = window(explanation, CALLS_SHOWN);
        terminal.wrapped("", "", title(explanation));
        if (!window.isWhole()) {
            terminal.line(String.format("calls %d to %d of %d", window.from() + 1, window.to(), window.of()));
        }
        terminal.line("");
        TextChart.print(terminal, charset, explanation, window);
        terminal.line("");
        if (explanation.divergence() != null) {
            DivergenceText.print(terminal, explanation.divergence());
        } else {
            terminal.line(terminal.good("the kernel does what the trace says"));
        }
        terminal.line("  page      " + page);
        if (svg != null) {
            terminal.line("  picture   " + svg);
        }
    }

    private static String title(Explanation explanation) {
        return explanation.header().name() + ", dialect " + explanation.header().dialect() + ", " + explanation.calls()
                + " calls";
    }

    /* What the terminal shows, as far as Java knows. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        return name == null || !Charset.isSupported(name) ? Charset.defaultCharset() : Charset.forName(name);
    }
}
