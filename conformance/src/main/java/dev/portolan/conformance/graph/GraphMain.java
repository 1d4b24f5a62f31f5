package dev.portolan.conformance.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.jvm.ParentWatch;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The main class of the JVM that tells one world's graph. */
public final class GraphMain {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NONE = "-";

    private GraphMain() {}

    /**
     * The arguments that make {@link #main} tell a graph.
     *
     * @param spec a folder with specifications in place of the packaged ones, or null
     */
    static List<String> arguments(String model, Path directory, Path spec) {
        return List.of(directory.toString(), model, spec == null ? NONE : spec.toString());
    }

    /** Tells a graph; for {@link GraphProcess} only. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ParentWatch.start(Path.of(args[0]));
        say(out, run(args[1], args[2].equals(NONE) ? null : Path.of(args[2]), out));
        Runtime.getRuntime().halt(0);
    }

    private static GraphMessage run(String model, Path spec, PrintStream out) {
        try {
            SpecFiles files = spec == null ? SpecFiles.packaged() : SpecFiles.of(spec);
            return GraphMessage.end(new GraphTeller(files, model, message -> say(out, message)).run());
        } catch (SpecError error) {
            return GraphMessage.badInput(error.getMessage());
        } catch (RuntimeException | Error failure) {
            failure.printStackTrace();
            return GraphMessage.couldNotRun(failure.toString());
        }
    }

    private static synchronized void say(PrintStream out, GraphMessage message) {
        try {
            out.println(MAPPER.writeValueAsString(message));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
