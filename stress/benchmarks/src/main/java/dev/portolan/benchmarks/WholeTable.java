package dev.portolan.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures everything, writes {@code portolan-benchmarks.json} and prints the tables; with arguments it is JMH.
 *
 * <p>Some 550 forks of three seconds on an idle machine; JMH tells how far it is.
 */
public final class WholeTable {

    private static final Path RESULTS = Path.of("portolan-benchmarks.json");

    private WholeTable() {}

    public static void main(String[] arguments) throws IOException, RunnerException {
        if (arguments.length > 0) {
            Main.main(arguments);
            return;
        }
        List<RunResult> results = new ArrayList<>();
        results.addAll(run(transfers()));
        // What has no capacity is the same at each.
        results.addAll(run(
                transfers().param("queue", "linkedTransfer", "concurrentLinked").param("capacity", "1024")));
        results.addAll(run(transfers().param("queue", "mpscArray").param("pairs", "1")));
        results.addAll(run(new OptionsBuilder().include(RoundTripBenchmark.class.getSimpleName())));
        try (PrintStream out = new PrintStream(Files.newOutputStream(RESULTS), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        ResultTables.print(Files.readString(RESULTS), System.out);
    }

    private static ChainedOptionsBuilder transfers() {
        return new OptionsBuilder().include(TransferBenchmark.class.getSimpleName());
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }
}
