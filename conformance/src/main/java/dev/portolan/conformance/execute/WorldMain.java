package dev.portolan.conformance.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.jvm.ParentWatch;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The main class of the JVM that executes worlds.
 *
 * <p>Standard input is requests for a world each, standard output is messages, one JSON value a line. It ends when its
 * standard input does, which is when its parent has died.
 */
public final class WorldMain {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NONE = "-";

    private WorldMain() {}

    /** The line that makes {@link #main} execute a world. */
    static String request(String model, WorldOptions options) {
        return json(List.of(
                model,
                Integer.toString(options.workers()),
                Integer.toString(options.tourSteps()),
                Long.toString(options.seed()),
                options.save() == null ? NONE : options.save().toString(),
                options.spec() == null ? NONE : options.spec().toString()));
    }

    /** Executes worlds one after the other; for {@link WorldProcess} only. */
    public static void main(String[] args) throws InterruptedException, JsonProcessingException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ParentWatch parent = ParentWatch.start(Path.of(args[0]));
        while (true) {
            String[] request = MAPPER.readValue(parent.next(), String[].class);
            say(out, run(request[0], options(request), out));
        }
    }

    private static WorldOptions options(String[] request) {
        return new WorldOptions(
                Integer.parseInt(request[1]),
                Integer.parseInt(request[2]),
                Long.parseLong(request[3]),
                pathOrNull(request[4]),
                pathOrNull(request[5]));
    }

    private static WorldMessage run(String model, WorldOptions options, PrintStream out) {
        try {
            SpecFiles files = options.spec() == null ? SpecFiles.packaged() : SpecFiles.of(options.spec());
            LongConsumer progress = edges -> say(out, WorldMessage.progress(edges));
            return WorldMessage.end(new GraphConformance(files, model, options).run(progress));
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
        out.println(json(message));
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
