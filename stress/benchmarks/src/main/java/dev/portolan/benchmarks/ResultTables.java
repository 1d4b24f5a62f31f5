package dev.portolan.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The tables of a run, from the JSON that JMH writes: throughput with error and as ratios, and round trips. */
public final class ResultTables {

    private static final String OURS = "portolan";

    /* Those that never block are compared with what never blocks. */
    private static final String OURS_TRYING = "portolanTry";

    private record Setting(int capacity, int pairs) implements Comparable<Setting> {
        @Override
        public int compareTo(Setting other) {
            return capacity != other.capacity
                    ? Integer.compare(capacity, other.capacity)
                    : Integer.compare(pairs, other.pairs);
        }
    }

    private record Score(double value, double error) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f ± %.2f", value, error);
        }
    }

    private final Map<Setting, Map<String, Score>> transfers = new TreeMap<>();
    private final Map<String, JsonNode> roundTrips = new TreeMap<>();
    private final Collection<String> queues = new LinkedHashSet<>();

    private ResultTables(JsonNode results) {
        for (JsonNode result : results) {
            JsonNode metric = result.get("primaryMetric");
            JsonNode params = result.get("params");
            String queue = params.get("queue").asText();
            if (result.get("benchmark").asText().endsWith("TransferBenchmark.transfer")) {
                queues.add(queue);
                Setting setting = new Setting(
                        params.get("capacity").asInt(), params.get("pairs").asInt());
                transfers
                        .computeIfAbsent(setting, unknown -> new TreeMap<>())
                        .put(
                                queue,
                                new Score(
                                        metric.get("score").asDouble(),
                                        metric.get("scoreError").asDouble()));
            } else {
                roundTrips.put(queue, metric.get("scorePercentiles"));
            }
        }
    }

    /** Reads the file that is the only argument and prints Markdown. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1 || !Files.isRegularFile(Path.of(arguments[0]))) {
            System.err.println("usage: ResultTables FILE, a file that -rf json -rff FILE wrote");
            System.exit(2);
        }
        print(Files.readString(Path.of(arguments[0])), System.out);
    }

    static void print(String json, PrintStream out) throws IOException {
        ResultTables tables = new ResultTables(new ObjectMapper().readTree(json));
        tables.printScores(out);
        tables.printRatios(out);
        tables.printRoundTrips(out);
    }

    private void printScores(PrintStream out) {
        List<String> head = new ArrayList<>(List.of("capacity", "pairs"));
        head.addAll(queues);
        row(out, head);
        rule(out, head.size());
        transfers.forEach((setting, scores) -> {
            List<String> cells = cells(setting);
            queues.forEach(queue ->
                    cells.add(scores.containsKey(queue) ? scores.get(queue).toString() : ""));
            row(out, cells);
        });
        out.println();
    }

    private void printRatios(PrintStream out) {
        List<String> peers = queues.stream()
                .filter(queue -> !queue.equals(OURS) && !queue.equals(OURS_TRYING))
                .toList();
        List<String> head = new ArrayList<>(List.of("capacity", "pairs"));
        peers.forEach(peer -> head.add(oursBeside(peer) + " / " + peer));
        row(out, head);
        rule(out, head.size());
        transfers.forEach((setting, scores) -> {
            List<String> cells = cells(setting);
            peers.forEach(peer -> cells.add(ratio(scores.get(oursBeside(peer)), scores.get(peer))));
            row(out, cells);
        });
        out.println();
    }

    private static String oursBeside(String peer) {
        return peer.equals("concurrentLinked") || peer.equals("mpmcArray") ? OURS_TRYING : OURS;
    }

    private static String ratio(Score ours, Score peer) {
        return ours == null || peer == null ? "" : String.format(Locale.ROOT, "%.2f", ours.value() / peer.value());
    }

    private void printRoundTrips(PrintStream out) {
        row(out, List.of("round trip, ns", "50 %", "90 %", "99 %", "99.9 %"));
        rule(out, 5);
        roundTrips.forEach((queue, percentiles) -> {
            List<String> cells = new ArrayList<>(List.of(queue));
            for (String percentile : List.of("50.0", "90.0", "99.0", "99.9")) {
                cells.add(String.format(
                        Locale.ROOT, "%.0f", percentiles.get(percentile).asDouble()));
            }
            row(out, cells);
        });
    }

    private static List<String> cells(Setting setting) {
        return new ArrayList<>(List.of(Integer.toString(setting.capacity()), Integer.toString(setting.pairs())));
    }

    private static void row(PrintStream out, List<String> cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }

    private static void rule(PrintStream out, int columns) {
        out.println("| " + String.join(" | ", java.util.Collections.nCopies(columns, "---:")) + " |");
    }
}
