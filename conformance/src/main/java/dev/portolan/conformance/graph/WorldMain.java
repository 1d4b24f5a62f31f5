package dev.portolan.conformance.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The main class of the JVM that executes one world.
 *
 * <p>Standard output is messages, one JSON object a line. It ends when its standard input does, which is when its
 * parent has died.
 */
public final class WorldMain {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NONE = "-";

    private WorldMain() {}

    /** The arguments that make {@link #main} execute a world. */
    static List<String> arguments(String model, Path directory, WorldOptions options) {
        return List.of(
                model,
                directory.toString(),
                Integer.toString(options.workers()),
                Integer.toString(options.tourSteps()),
                Long.toString(options.seed()),
                options.save() == null ? NONE : options.save().toString(),
                options.spec() == null ? NONE : options.spec().toString());
    }

    /** Executes a world; for {@link WorldProcess} only. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ParentWatch.start(Path.of(args[1]));
        WorldOptions options = new WorldOptions(
                Integer.parseInt(args[2]),
                null,
                true,
                Integer.parseInt(args[3]),
                Long.parseLong(args[4]),
                pathOrNull(args[5]),
                pathOrNull(args[6]));
        say(out, run(args[0], options, out));
        Runtime.getRuntime().halt(0);
    }

    private static WorldMessage run(String model, WorldOptions options, PrintStream out) {
        try {
            SpecFiles files = options.spec() == null ? SpecFiles.packaged() : SpecFiles.of(options.spec());
            LongConsumer progress = edges -> say(out, WorldMessage.progress(edges));
            boolean exceptions = Manifest.of(files).model(model).isOfExceptions();
            return WorldMessage.end(
                    exceptions
                            ? new ExceptionConformance(files, model, options).run(progress)
                            : new GraphConformance(files, model, options).run(progress));
        } catch (SpecError error) {
            return WorldMessage.badInput(error.getMessage());
        } catch (RuntimeException | Error failure) {
            failure.printStackTrace();
            return WorldMessage.couldNotRun(failure.toString());
        }
    }

    private static Path pathOrNull(String argument) {
        return argument.equals(NONE) ? null : Path.of(argument);
    }

    private static synchronized void say(PrintStream out, WorldMessage message) {
        try {
            out.println(MAPPER.writeValueAsString(message));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
