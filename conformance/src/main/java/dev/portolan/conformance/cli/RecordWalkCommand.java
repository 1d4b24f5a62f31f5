package dev.portolan.conformance.cli;

import dev.portolan.conformance.behaviour.Goal;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.record.GoalSearches;
import dev.portolan.conformance.record.GoalSearches.Found;
import dev.portolan.conformance.record.ModelWalk;
import dev.portolan.conformance.record.Surroundings;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.ModelSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan record walk}: behaviours of models. */
@Command(
        name = "walk",
        description = "Records a random walk of a model, or the shortest behaviour that reaches a goal.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {
            "",
            "Example: portolan record walk MCRights_xnu --seed 7 --steps 500 -o walk.ndjson",
            "Example: portolan record walk --exceptions --seed 7 --steps 200 -o exc.ndjson",
            "Example: portolan record walk --goal code=KERN_NO_SPACE -o goal.ndjson"
        })
final class RecordWalkCommand implements Callable<Integer> {

    /** What {@code --json} prints. */
    record Report(boolean ok, String file, String model, Long seed, long events, List<Line> goals) {}

    /** One goal. */
    record Line(String goal, boolean reached, String model, Integer events, List<String> searched) {}

    private static final String OF_THE_MODEL = "a model has its own; it is for a walk without one";
    private static final String[] OWN = {DrawnOptions.STATES, "--dialect", "--tasks", "--threads", "--limit"};

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "The model, or for goals a glob. If not given: for goals all graphs of the quick tier, "
                    + "for a walk the specification itself, in no world's bounds.")
    private String name;

    @Mixin
    private DrawnOptions drawn = new DrawnOptions();

    @Option(names = "--steps", paramLabel = "N", description = "How many steps; 1000 if not given.")
    private int steps = 1_000;

    @Option(
            names = "--goal",
            paramLabel = "KIND=VALUE",
            description = "clause=ID, code=RETURN_CODE or action=NAME, instead of a random walk. Repeatable.")
    private List<String> goals = List.of();

    @Option(
            names = "--exceptions",
            description = "Of the specification of exceptions: calls on tasks and threads, and what handlers do.")
    private boolean exceptions;

    @Option(names = "--spec", paramLabel = "DIR", description = "Specifications to use in place of the packaged ones.")
    private Path spec;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        out = drawn.out();
        if (spec != null && !Files.isDirectory(spec)) {
            throw new InputError(spec + ": there is no such folder");
        }
        SpecFiles files = spec == null ? SpecFiles.packaged() : SpecFiles.of(spec);
        if (exceptions && (name != null || !goals.isEmpty())) {
            throw new InputError("--exceptions: a walk in no world's bounds, without a model or a goal");
        }
        if (!goals.isEmpty()) {
            drawn.refuse("the shortest way to a goal is not drawn", DrawnOptions.SEED, "--steps");
            drawn.refuse(OF_THE_MODEL, OWN);
            return reach(files);
        }
        SurroundingsOptions.atLeast("--steps", steps, 1);
        if (exceptions) {
            drawn.walkObjects(files, steps);
            return walked(true, drawn.events(), null);
        }
        if (name == null) {
            return walkOfNoWorld();
        }
        drawn.refuse(OF_THE_MODEL, OWN);
        return walk(files);
    }

    private int walk(SpecFiles files) throws InterruptedException {
        Model model = Manifest.of(files).model(name);
        int events;
        try (ProgressLine progress = ProgressLine.of(json)) {
            progress.begin("record", steps, " steps");
            events = new ModelWalk(spec).write(model, drawn.seed(), steps, out, done -> progress.at(name, done));
        }
        return walked(true, events, name);
    }

    /* Calls are drawn, and the specification is asked what becomes of each. */
    private int walkOfNoWorld() throws IOException {
        Surroundings surroundings = drawn.surroundings();
        Setting setting = new Setting(surroundings.dialect(), surroundings.limits(), surroundings.tasks(), false);
        try (Oracles oracles = new Oracles(spec)) {
            SymbolicDriver model = SymbolicDriver.boot(oracles.of(setting), setting);
            String broken = drawn.record(model, surroundings, "walk", steps, json);
            return walked(broken == null, drawn.events(), null);
        }
    }

    private int walked(boolean ok, int events, String model) {
        if (json) {
            Json.print(new Report(ok, out.toString(), model, drawn.seed(), events, List.of()));
        } else {
            String of = model == null ? "the specification" : model;
            Terminal.standard().line(String.format(Locale.ROOT, "%s: %,d events of %s", out, events, of));
        }
        return ExitCode.of(ok);
    }

    private int reach(SpecFiles files) throws IOException, InterruptedException {
        List<Goal> wanted = new ArrayList<>();
        for (String goal : goals) {
            wanted.add(Goals.parse(goal));
        }
        List<Model> models = models(Manifest.of(files));
        List<Found> found;
        try (ProgressLine progress = ProgressLine.of(json)) {
            progress.begin(
                    "record",
                    models.stream().mapToLong(RecordWalkCommand::edges).sum(),
                    " edges");
            found = new GoalSearches(spec).search(models, wanted, out, progress::at);
        }
        boolean ok = found.stream().allMatch(Found::isReached);
        if (json) {
            Json.print(report(ok, found));
        } else {
            print(Terminal.standard(), found);
        }
        return ExitCode.of(ok);
    }

    /* Of several models those that are explored whole: a mutant ends where it breaks what it claims. */
    private List<Model> models(Manifest manifest) {
        if (name == null) {
            return manifest.select(ModelSelection.ALL.withConform(true).withTier(TierChoice.QUICK.tier())).stream()
                    .filter(model -> !model.isOfExceptions())
                    .toList();
        }
        ModelSelection named = ModelSelection.named(List.of(name));
        return manifest.select(manifest.select(named).size() == 1 ? named : named.withConform(true));
    }

    private static long edges(Model model) {
        return model.generated() == null ? 1 : model.generated();
    }

    private Report report(boolean ok, List<Found> found) {
        List<Line> lines = found.stream()
                .map(one -> new Line(one.goal().toString(), one.isReached(), one.model(), one.events(), one.searched()))
                .toList();
        long events =
                found.stream().filter(Found::isReached).mapToLong(Found::events).sum();
        return new Report(ok, out.toString(), null, null, events, lines);
    }

    private void print(Terminal terminal, List<Found> found) {
        for (Found one : found) {
            if (one.isReached()) {
                terminal.wrapped(
                        "",
                        "  ",
                        String.format(
                                Locale.ROOT,
                                "%s: reached after %d %s of %s, in %s",
                                one.goal(),
                                one.events(),
                                one.events() == 1 ? "step" : "steps",
                                one.model(),
                                out));
            } else {
                terminal.wrapped(
                        "",
                        "  ",
                        one.goal() + ": not reached by " + String.join(", ", one.searched())
                                + ", whose graphs were seen whole");
                if (name != null) {
                    terminal.wrapped("  ", "  ", "Without a model, or with a glob such as '*', others are tried.");
                }
            }
        }
    }
}
