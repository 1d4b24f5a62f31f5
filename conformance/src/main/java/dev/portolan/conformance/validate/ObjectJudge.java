package dev.portolan.conformance.validate;

import dev.portolan.conformance.oracle.SettingModel;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.tlc.TlcFailure;
import dev.portolan.spec.tlc.TlcOptions;
import dev.portolan.spec.tlc.TlcRun;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValueParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs of tasks, threads and exceptions, judged by TLC in a JVM of its own: the module {@code ExcTrace}. */
public final class ObjectJudge {

    /** As {@code ExcTrace} tells how far it has come with a run. */
    private static final Pattern CAME_TO = Pattern.compile("<<\"came to\", (\\d+), (\\d+)>>");

    /** As it tells what the model has, on as many lines as that takes. */
    private static final Pattern HAS = Pattern.compile("(?s)<<\\s*\"has\",.*?>>(?=\\n\\S|\\s*$)");

    private static final Map<String, String> RULES = Map.of("xnu", "XnuExceptions", "classic", "ClassicExceptions");

    private static final String NAME = "ObjectRuns";

    private final SpecFiles specification;

    ObjectJudge(SpecFiles specification) {
        this.specification = specification;
    }

    /**
     * How many events of each run the specification allows, one after the other from its first.
     *
     * @param runs at least one
     * @throws TlcFailure if TLC comes to no answer
     */
    int[] judge(String dialect, List<ObjectRun> runs) throws InterruptedException {
        int[] cameTo = new int[runs.size()];
        for (String line : raw(dialect, runs, run -> run.text(Set.of(), true))) {
            Matcher told = CAME_TO.matcher(line);
            if (told.matches()) {
                int run = Integer.parseInt(told.group(1)) - 1;
                cameTo[run] = Math.max(cameTo[run], Integer.parseInt(told.group(2)));
            }
        }
        return cameTo;
    }

    /**
     * What the model has after so many events of each run, and after one more; the latter is not there if the model has no
     * such event.
     *
     * @param runs at least one, each with its number of events
     * @throws TlcFailure if TLC comes to no answer
     */
    Map<ObjectRun, Map<Integer, TlaValue>> around(String dialect, Map<ObjectRun, Integer> runs)
            throws InterruptedException {
        List<ObjectRun> list = List.copyOf(runs.keySet());
        Map<ObjectRun, Map<Integer, TlaValue>> has = new HashMap<>();
        list.forEach(run -> has.put(run, new TreeMap<>()));
        List<String> lines = raw(dialect, list, run -> run.text(Set.of(runs.get(run), runs.get(run) + 1), true));
        read(lines, list, has);
        return has;
    }

    /** What the model has after each of these events of a run, of which what was seen need not be so. */
    Map<Integer, TlaValue> after(String dialect, ObjectRun run, Set<Integer> events) throws InterruptedException {
        Map<Integer, TlaValue> has = new TreeMap<>();
        read(raw(dialect, List.of(run), one -> one.text(events, false)), List.of(run), Map.of(run, has));
        return has;
    }

    private static void read(List<String> lines, List<ObjectRun> list, Map<ObjectRun, Map<Integer, TlaValue>> has) {
        Matcher told = HAS.matcher(String.join("\n", lines));
        while (told.find()) {
            List<TlaValue> tuple = ((TlaValue.Tuple) TlaValueParser.parse(told.group())).elements();
            has.get(list.get(number(tuple.get(1)) - 1)).put(number(tuple.get(2)), tuple.get(3));
        }
    }

    private static int number(TlaValue value) {
        return (int) ((TlaValue.Int) value).value();
    }

    private List<String> raw(String dialect, List<ObjectRun> runs, Function<ObjectRun, String> text)
            throws InterruptedException {
        SpecFiles files = specification.with(
                Map.of(NAME + ".tla", module(runs, text), NAME + ".cfg", configuration(dialect, runs)));
        ModelResult result = new TlcRun(files, TlcOptions.DEFAULT).run(SettingModel.graph(NAME, dialect), at -> {});
        if (result.result() != Result.SUCCESS) {
            throw new TlcFailure("TLC cannot judge the runs: " + result.message());
        }
        return result.whole();
    }

    private static String module(List<ObjectRun> runs, Function<ObjectRun, String> text) {
        String cases = threads(runs).entrySet().stream()
                .filter(task -> !task.getValue().isEmpty())
                .map(task -> "t \\in " + set(task.getValue()) + " -> \"" + task.getKey() + '"')
                .collect(Collectors.joining(" [] ", "CASE ", ""));
        return """
                ---- MODULE %s ----
                EXTENDS ExcTrace
                RunsTaskOf == [t \\in Threads |-> %s]
                RunsAll == <<
                %s>>
                ====
                """.formatted(NAME, cases, runs.stream().map(text).collect(Collectors.joining(",\n")));
    }

    private static String configuration(String dialect, List<ObjectRun> runs) {
        Map<String, List<String>> threads = threads(runs);
        return """
                INIT Init
                NEXT Next
                CHECK_DEADLOCK FALSE
                CONSTANTS
                    ExceptionRules <- %s
                    TaskOf <- RunsTaskOf
                    Runs <- RunsAll
                    FirstRegisters <- FirstWords
                    ArePossible <- WordsArePossible
                    ToldIn <- WordsToldIn
                    Loaded <- WordsLoaded
                    Tasks = %s
                    Threads = %s
                    Ports = %d
                    Replies = %d
                    Types = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}
                """.formatted(
                RULES.get(dialect),
                set(threads.keySet()),
                set(threads.values().stream().flatMap(List::stream).toList()),
                Math.max(1, runs.stream().mapToInt(ObjectRun::ports).max().orElseThrow()),
                runs.stream().mapToInt(ObjectJudge::replies).max().orElseThrow());
    }

    /* At most one for each exception and each level; then there is one more that nobody needs. */
    private static int replies(ObjectRun run) {
        return 1 + 3 * run.raised();
    }

    /* By task, all that any run has. */
    private static Map<String, List<String>> threads(List<ObjectRun> runs) {
        Map<String, List<String>> threads = new TreeMap<>();
        for (ObjectRun run : runs) {
            run.header().tasks().forEach((task, names) -> {
                List<String> known = threads.computeIfAbsent(task, name -> new ArrayList<>());
                for (int i = 0; i < names.size(); i++) {
                    add(known, task + "." + i);
                }
            });
            for (int number = 1; number <= run.received(); number++) {
                add(threads.get(run.recorder()), ObjectRun.handler(run.recorder(), number));
            }
        }
        return threads;
    }

    private static void add(List<String> known, String one) {
        if (!known.contains(one)) {
            known.add(one);
        }
    }

    private static String set(Collection<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ", "{", "}"));
    }
}
