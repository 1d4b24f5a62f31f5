package dev.portolan.conformance.cli;

import dev.portolan.conformance.demo.Demo;
import dev.portolan.conformance.demo.Story;
import dev.portolan.conformance.report.StoryText;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.kernel.user.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan demo}: complete examples of user programs on the reference kernel. */
@Command(
        name = "demo",
        description = {
            "Runs user programs on the kernel, and prints what they tell:",
            "crash   a task crashes; another, which holds its exception ports,",
            "        reports thread, registers, ports, queues, signal and corpse",
            "repair  a thread faults; another of its task repairs its registers",
            "Exits with 1 if the programs do not come to their end."
        },
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan demo crash --seed 7"})
final class DemoCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DEMO", description = "crash or repair.")
    private String demo;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Who runs next is chosen by chance from this seed; else always the oldest thread that can.")
    private Long seed;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    /** What {@code --json} prints. */
    record Report(boolean ok, String demo, List<Story.Section> sections) {}

    @Override
    public Integer call() {
        Demo chosen = Arrays.stream(Demo.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(demo))
                .findFirst()
                .orElseThrow(() -> new InputError(demo + ": there is no such demo; there are crash and repair"));
        Story story = chosen.run(seed == null ? Schedule.oldestFirst() : Schedule.random(seed));
        if (json) {
            Json.print(new Report(story.ended(), story.name(), story.sections()));
        } else {
            new StoryText(Terminal.standard()).print(story);
        }
        return ExitCode.of(story.ended());
    }
}
