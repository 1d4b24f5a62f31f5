package dev.portolan.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The tables of a run, from the JSON that JMH writes: throughput with error, the goals, and round trips. */
public final class ResultTables {

    private static final String OURS = "portolan";

    /* Those that never block are compared with what never blocks. */
    private static final String OURS_TRYING = "portolanTry";

    /* Room and messages go to those who wait in the order in which they came. */
    private static final Set<String> GRANT_IN_ORDER = Set.of("arrayBlockingFair", "kotlinChannel");

    private static final Set<String> BLOCK =
            Set.of("arrayBlocking", "arrayBlockingFair", "linkedBlocking", "linkedTransfer", "kotlinChannel");

    private static final Set<String> UNBOUNDED = Set.of("linkedTransfer", "concurrentLinked");

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
    /* By clients and queue. */
    private final Map<String, Map<String, JsonNode>> roundTrips = new TreeMap<>(Comparator.reverseOrder());
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
                String clients = result.get("benchmark").asText().replaceFirst(".*\\.", "");
                roundTrips
                        .computeIfAbsent(clients, unknown -> new TreeMap<>())
                        .put(queue, metric.get("scorePercentiles"));
            }
        }
        UNBOUNDED.forEach(this::spread);
    }

    /* What has no capacity was measured once, and is the same at each. */
    private void spread(String queue) {
        Map<Integer, Score> byPairs = new TreeMap<>();
        transfers.forEach((setting, scores) -> {
            if (scores.containsKey(queue)) {
                byPairs.put(setting.pairs(), scores.get(queue));
            }
        });
        transfers.forEach((setting, scores) -> {
            if (byPairs.containsKey(setting.pairs())) {
                scores.put(queue, byPairs.get(setting.pairs()));
            }
        });
    }

    /** Reads the file that is the only argument and prints Markdown. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1 || !Files.isRegularFile(Path.of(arguments[0]))) {
            System.err.println("usage: ResultTables FILE, which -rf json -rff FILE wrote, or a whole run");
            System.exit(2);
        }
        print(Files.readString(Path.of(arguments[0])), System.out);
    }

    static void print(String json, PrintStream out) throws IOException {
        ResultTables tables = new ResultTables(new ObjectMapper().readTree(json));
        tables.printScores(out);
        tables.printGoals(out);
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

    /** What there is to be better than: the fastest of some peers, so many times. */
    private record Goal(String ours, double times, Set<String> peers) {

        static Goal of(int capacity) {
            return capacity < 64 ? new Goal(OURS, 2, GRANT_IN_ORDER) : new Goal(OURS, 2, BLOCK);
        }

        static Goal neverBlocking() {
            return new Goal(OURS_TRYING, 0.7, Set.of("mpmcArray"));
        }
    }

    private void printGoals(PrintStream out) {
        List<String> head = List.of("capacity", "pairs", "ours", "fastest of its peers", "times", "goal", "");
        row(out, head);
        rule(out, head.size());
        transfers.forEach((setting, scores) -> {
            goal(out, setting, scores, Goal.of(setting.capacity()));
            goal(out, setting, scores, Goal.neverBlocking());
        });
        out.println();
    }

    private static void goal(PrintStream out, Setting setting, Map<String, Score> scores, Goal goal) {
        Score ours = scores.get(goal.ours());
        Optional<String> fastest = scores.keySet().stream()
                .filter(goal.peers()::contains)
                .max(Comparator.comparingDouble(peer -> scores.get(peer).value()));
        if (ours == null || fastest.isEmpty()) {
            return;
        }
        double times = ours.value() / scores.get(fastest.get()).value();
        List<String> cells = cells(setting);
        cells.addAll(List.of(
                goal.ours(),
                fastest.get(),
                String.format(Locale.ROOT, "%.2f", times),
                String.format(Locale.ROOT, "%.1f", goal.times()),
                times >= goal.times() ? "met" : "missed"));
        row(out, cells);
    }

    private void printRoundTrips(PrintStream out) {
        roundTrips.forEach((clients, percentilesOf) -> {
            row(out, List.of("round trip of " + clients + ", ns", "50 %", "90 %", "99 %", "99.9 %"));
            rule(out, 5);
            percentilesOf.forEach((queue, percentiles) -> {
                List<String> cells = new ArrayList<>(List.of(queue));
                for (String percentile : List.of("50.0", "90.0", "99.0", "99.9")) {
                    cells.add(String.format(
                            Locale.ROOT, "%.0f", percentiles.get(percentile).asDouble()));
                }
                row(out, cells);
            });
            out.println();
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
