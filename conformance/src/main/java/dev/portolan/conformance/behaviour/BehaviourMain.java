package dev.portolan.conformance.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.jvm.ParentWatch;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The main class of the JVM that writes behaviours of one model. */
public final class BehaviourMain {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NONE = "-";
    private static final int FIXED = 7;

    private BehaviourMain() {}

    /** The arguments that make {@link #main} do what is requested. */
    static List<String> arguments(BehaviourRequest request, Path directory) {
        List<String> arguments = new ArrayList<>(List.of(
                directory.toString(),
                request.kind().name(),
                request.model(),
                Long.toString(request.seed()),
                Integer.toString(request.steps()),
                request.out().toString(),
                request.spec() == null ? NONE : request.spec().toString()));
        for (Goal goal : request.goals()) {
            arguments.add(goal.kind().name());
            arguments.add(goal.value());
        }
        return arguments;
    }

    /** Writes behaviours; for {@link BehaviourProcess} only. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ParentWatch.start(Path.of(args[0]));
        say(out, run(request(args), out));
        Runtime.getRuntime().halt(0);
    }

    private static BehaviourRequest request(String[] args) {
        List<Goal> goals = new ArrayList<>();
        for (int i = FIXED; i < args.length; i += 2) {
            goals.add(new Goal(Goal.Kind.valueOf(args[i]), args[i + 1]));
        }
        return new BehaviourRequest(
                BehaviourRequest.Kind.valueOf(args[1]),
                args[2],
                goals,
                Long.parseLong(args[3]),
                Integer.parseInt(args[4]),
                Path.of(args[5]),
                args[6].equals(NONE) ? null : Path.of(args[6]));
    }

    private static BehaviourMessage run(BehaviourRequest request, PrintStream out) {
        try {
            SpecFiles files = request.spec() == null ? SpecFiles.packaged() : SpecFiles.of(request.spec());
            BehaviourReport report =
                    Behaviours.write(files, request, done -> say(out, new BehaviourMessage(done, null, null, null)));
            return new BehaviourMessage(null, report, null, null);
        } catch (SpecError error) {
            return new BehaviourMessage(null, null, error.getMessage(), null);
        } catch (IOException | RuntimeException | Error failure) {
            failure.printStackTrace();
            return new BehaviourMessage(null, null, null, failure.toString());
        }
    }

    private static synchronized void say(PrintStream out, BehaviourMessage message) {
        try {
            out.println(MAPPER.writeValueAsString(message));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
