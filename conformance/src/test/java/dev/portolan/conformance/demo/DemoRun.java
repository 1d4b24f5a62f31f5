package dev.portolan.conformance.demo;

import dev.portolan.conformance.report.StoryText;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.kernel.user.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/** Runs a demo on the kernel that this class's loader has: its name and a seed in, what it prints out. */
public final class DemoRun implements BiFunction<String, Long, String> {

    /** For the schedule without chance. */
    static final long NO_SEED = -1;

    @Override
    public String apply(String name, Long seed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Schedule schedule = seed == NO_SEED ? Schedule.oldestFirst() : Schedule.random(seed);
        try {
            Story story = Demo.valueOf(name).run(schedule);
            new StoryText(new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false)).print(story);
        } catch (IllegalStateException | AssertionError failure) {
            return failure.toString();
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
