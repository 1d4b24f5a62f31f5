package dev.portolan.conformance.jvm;

import dev.portolan.spec.tlc.ClassArchive;
import dev.portolan.spec.tlc.TemporaryDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A JVM for models, since TLC keeps what it knows of one in static fields.
 *
 * @param maxHeap as for {@code -Xmx}
 * @param isLong whether there is so much to do that it pays to compile for speed
 */
public record ChildJvm(String maxHeap, boolean isLong) {

    /**
     * Runs a main class for one answer.
     *
     * @param model what it is about, for messages
     * @param arguments of the main class, given the child's temporary folder
     * @param reader as for {@link RunningJvm#read}
     * @return the reader's answer
     * @throws IllegalStateException if the child ends without an answer
     * @throws InterruptedException if the calling thread is interrupted; the process is gone by then
     */
    public <R> R run(String model, Class<?> main, Function<Path, List<String>> arguments, Function<String, R> reader)
            throws InterruptedException {
        try (RunningJvm jvm = start(main, arguments)) {
            return jvm.read(model, reader);
        }
    }

    /** Starts a main class; its arguments are given the child's temporary folder. */
    public RunningJvm start(Class<?> main, Function<Path, List<String>> arguments) {
        return RunningJvm.start(directory -> command(main, arguments.apply(directory.path()), directory));
    }

    private List<String> command(Class<?> main, List<String> arguments, TemporaryDirectory directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + maxHeap);
        command.add("-XX:+UseSerialGC");
        command.addAll(ClassArchive.options());
        if (!isLong) {
            // The optimizing compiler would take longer than it saves.
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Djava.io.tmpdir=" + directory.tmp());
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
