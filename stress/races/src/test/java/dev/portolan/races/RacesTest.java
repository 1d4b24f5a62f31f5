package dev.portolan.races;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.planted.FaultySource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the races, a short while each, or with {@code -Praces} as long as JCStress does by default, in every kind of JVM
 * that it tries; and the variants, a short while each, which must show their faults.
 *
 * <p>A machine with two processors leaves out the race of three.
 */
class RacesTest {

    private static final boolean WHOLE = Boolean.getBoolean("portolan.races.whole");

    /* Of the many kinds of JVM that JCStress would try, one. */
    private static final List<String> SHORTLY =
            List.of("-f", "1", "-iters", "1", "-time", "200", "-jvmArgs", "-XX:+UseSerialGC");

    private static final long LIMIT_MINUTES = WHOLE ? 120 : 10;

    @TempDir
    Path folder;

    private record Run(int exitCode, String said) {

        int count(String what) {
            Matcher line =
                    Pattern.compile(what + ": (?:(\\d+) matching|No matches)").matcher(said);
            assertTrue(line.find(), said);
            return line.group(1) == null ? 0 : Integer.parseInt(line.group(1));
        }
    }

    private Run run(String classPath, List<String> options) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "org.openjdk.jcstress.Main",
                "-sc",
                "false",
                "-af",
                "NONE",
                "-r",
                folder.resolve("report").toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), "the races do not end");
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    /* JCStress reads the first list of tests that it finds. */
    private static String classPath(String first) {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(entry.endsWith(first) ? 0 : path.size(), entry);
        }
        return String.join(File.pathSeparator, path);
    }

    @Test
    void nothingForbiddenHappens() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(WHOLE ? List.of("-m", "default") : SHORTLY);
        options.addAll(List.of("-t", "Race$"));
        Run run = run(classPath(File.separator + "classes"), options);
        assertEquals(0, run.exitCode(), run.said());
        assertEquals(0, run.count("Failed tests"), run.said());
        assertEquals(0, run.count("Error tests"), run.said());
        assertTrue(run.count("All remaining tests") >= 46, run.said());
        if (WHOLE) {
            System.out.println(run.said());
        }
    }

    /** Each race stands beside a variant with the fault, which shows what the race must not. */
    @Test
    void everyVariantShowsItsFault() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(SHORTLY);
        options.addAll(List.of("-t", "Race\\."));
        Run run = run(classPath(File.separator + "classes"), options);
        long races;
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/portolan/races"))) {
            races = sources.filter(
                            source -> source.toString().endsWith("Race.java") && !source.endsWith("KernelRace.java"))
                    .count();
        }
        assertTrue(races >= 54, races + " races");
        // One has three actors, and JCStress wants a processor for each.
        long possible = Runtime.getRuntime().availableProcessors() < 3 ? races - 1 : races;
        assertEquals(possible, run.count("Interesting tests"), run.said());
        assertEquals(0, run.count("All remaining tests"), run.said());
    }

    /** A kernel that cancels a timer without the lock under which its time comes is found by the race of the two. */
    @Test
    void aKernelWithAFaultIsFound() throws IOException, InterruptedException {
        FaultySource fault = new FaultySource(
                Path.of("../../reference-impl/src/main/java/dev/portolan/kernel/ipc/MkTimers.java"),
                "synchronized (port) {\n                MkTimer timer",
                "synchronized (entry) {\n                MkTimer timer");
        List<String> options = new ArrayList<>(SHORTLY);
        options.addAll(List.of("-t", "ExpireCancelRace$"));
        Path faulty = fault.compiled(folder);
        Run run = run(faulty + File.pathSeparator + classPath(File.separator + "classes"), options);
        assertNotEquals(0, run.exitCode(), run.said());
        assertEquals(1, run.count("Failed tests"), run.said());
        assertTrue(run.said().contains("told of 1, messages 1"), run.said());
    }

    @Test
    void whatIsForbiddenIsSeen() throws IOException, InterruptedException {
        Run run = run(classPath(File.separator + "test-classes"), SHORTLY);
        assertNotEquals(0, run.exitCode(), run.said());
        assertEquals(1, run.count("Failed tests"), run.said());
    }
}
