package dev.portolan.spec.tlc;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValueParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TLC's messages add up to, for one run.
 *
 * <p>The codes are those of TLC's class {@code EC}. Not thread-safe.
 */
public final class Findings {

    private static final int RAW_LINES = 20_000;

    private static final Pattern INVARIANT = Pattern.compile("Invariant (.+?) is violated(?s).*");
    private static final Pattern PROPERTY = Pattern.compile("(?:Action p|P)roperty (.+?) is violated(?s).*");
    private static final Pattern TOTALS =
            Pattern.compile("([\\d,]+) states generated.*?, ([\\d,]+) distinct states found.*");
    private static final Pattern DEPTH = Pattern.compile("The depth of the complete state graph search is (\\d+).*");
    private static final Pattern STEP = Pattern.compile("(\\d+): (<.*>|Stuttering)\\s*");
    private static final Pattern ACTION =
            Pattern.compile("<(\\S+?)(?:\\(.*\\))? line (\\d+), col \\d+ to line \\d+, col \\d+ of module (\\S+)>");
    private static final Pattern CONFIG_LINE = Pattern.compile("configuration file (?:\\S+ )?at line (\\d+)\\s*(.*)");

    private final SpecFiles files;
    private final Model model;
    private final ConfigNames names;
    private final Consumer<Progress> progress;
    private final TlcTranscript transcript = new TlcTranscript(this::message, this::plain);

    private final List<String> raw = new ArrayList<>();
    private final List<String> parserOutput = new ArrayList<>();
    private final List<TraceStep> steps = new ArrayList<>();
    private final StringBuilder errors = new StringBuilder();
    private boolean parsing;
    private int backTo;
    private SpecError specError;
    private Result result;
    private String violated;
    private long generated;
    private long distinct;
    private boolean totalled;
    private int depth;
    private int failureCode;

    /**
     * @param files where the model comes from, so that errors name the author's files
     * @param progress is told how far TLC is, on the thread that calls {@link #line}
     */
    public Findings(SpecFiles files, Model model, Consumer<Progress> progress) {
        this.files = files;
        this.model = model;
        this.names = ConfigNames.parse(files.text(model.configFile()));
        this.progress = progress;
    }

    /** Takes the next line of TLC's output, without its end. */
    public void line(String line) {
        if (raw.size() < RAW_LINES) {
            raw.add(line);
        } else if (raw.size() == RAW_LINES) {
            raw.add(ModelResult.CUT);
        }
        transcript.line(line);
    }

    private void plain(String line) {
        if (parsing) {
            parserOutput.add(line);
        } else if (line.startsWith("Exception in thread") || line.startsWith("Error:")) {
            errors.append(line).append('\n');
        }
    }

    private void message(TlcMessage message) {
        String text = message.text().strip();
        switch (message.code()) {
            case 2220 -> parsing = true;
            case 2219 -> parsing = false;
            case 2171, 3002 -> specError = SanyErrors.first(files, parserOutput);
            case 2104, 2105 -> found(Result.ASSUMPTION_VIOLATION, null, text);
            case 2107, 2110, 2146 -> invariant(text);
            case 2108, 2112 -> property(text);
            case 2116 -> found(Result.PROPERTY_VIOLATION, names.property(null), text);
            case 2114 -> found(Result.DEADLOCK, null, text);
            case 2121, 2264 -> steps.clear();
            case 2217, 2218 -> step(text);
            case 2122 -> backTo = number(text);
            case TlcChild.PARAMETERS -> parameters(text);
            case TlcChild.PROGRESS -> progress(text);
            case 2199 -> totals(text);
            case 2194 ->
                depth = matcher(DEPTH, text)
                        .map(m -> Integer.parseInt(m.group(1)))
                        .orElse(depth);
            default -> other(message, text);
        }
    }

    /** Errors of configuration are the author's; of the others an expression is the likeliest cause. */
    private void other(TlcMessage message, String text) {
        int code = message.code();
        if (code >= 5001 && code <= 5006 || code >= 2222 && code <= 2245 || code == 2280 || code == 2281) {
            int line = matcher(CONFIG_LINE, text)
                    .map(m -> Integer.parseInt(m.group(1)))
                    .orElse(0);
            specError = new SpecError(files.pathOf(model.configFile()), line, 0, text.replaceAll("\\s+", " "));
        } else if (message.severity() == TlcMessage.ERROR || message.severity() == 2) {
            errors.append(errors.length() > 0 ? "\n" : "").append(text);
            failureCode = failureCode == 0 ? code : failureCode;
        }
    }

    private void found(Result how, String what, String text) {
        if (result == null) {
            result = how;
            violated = what;
            errors.append(text.lines().findFirst().orElse(""));
        }
    }

    private void invariant(String text) {
        String name = matcher(INVARIANT, text).map(m -> m.group(1)).orElse(null);
        if (names.isInvariant(name)) {
            found(Result.SAFETY_VIOLATION, name, text);
        } else {
            found(Result.PROPERTY_VIOLATION, names.property(name), text);
        }
        initialState(text);
    }

    private void property(String text) {
        String name = matcher(PROPERTY, text).map(m -> m.group(1)).orElse(null);
        found(Result.PROPERTY_VIOLATION, names.property(name), text);
        initialState(text);
    }

    /** A violation by an initial state carries the state in its own text. */
    private void initialState(String text) {
        int colon = text.indexOf("initial state:");
        if (colon >= 0) {
            String state = text.substring(colon + "initial state:".length());
            steps.add(new TraceStep(1, TraceStep.INITIAL, null, null, 0, TlaValueParser.parseState(state)));
        }
    }

    private void step(String text) {
        int end = text.indexOf('\n');
        Matcher head = STEP.matcher(end < 0 ? text : text.substring(0, end));
        if (!head.matches()) {
            return;
        }
        int number = Integer.parseInt(head.group(1));
        Map<String, TlaValue> state = end < 0 ? Map.of() : TlaValueParser.parseState(text.substring(end));
        Matcher action = ACTION.matcher(head.group(2));
        if (action.matches()) {
            String module = action.group(3);
            steps.add(new TraceStep(number, action.group(1), null, module, Integer.parseInt(action.group(2)), state));
        } else {
            steps.add(new TraceStep(number, head.group(2).replaceAll("[<>]", ""), null, null, 0, state));
        }
    }

    private void parameters(String text) {
        int number = number(text);
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        String action = text.substring(text.indexOf(':') + 1, end).strip();
        Map<String, TlaValue> values = TlaValueParser.parseState(text.substring(end));
        steps.replaceAll(step -> step.number() == number ? step.called(action, values) : step);
    }

    /* The teller of progress is a thread of its own: its last word may come after TLC's totals. */
    private void progress(String text) {
        if (totalled) {
            return;
        }
        String[] counts = text.split(" ");
        generated = Long.parseLong(counts[0]);
        distinct = Long.parseLong(counts[1]);
        progress.accept(new Progress(generated, distinct, Long.parseLong(counts[2]), Long.parseLong(counts[3])));
    }

    private void totals(String text) {
        matcher(TOTALS, text).ifPresent(m -> {
            totalled = true;
            generated = count(m.group(1));
            distinct = count(m.group(2));
        });
    }

    private static java.util.Optional<Matcher> matcher(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? java.util.Optional.of(matcher) : java.util.Optional.empty();
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(0, text.indexOf(':')));
    }

    private static long count(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    /**
     * The result, when TLC has ended.
     *
     * @param success whether TLC itself says that no error has been found
     * @param seconds how long it took
     * @throws SpecError if the specification or its configuration does not parse
     * @throws TlcFailure if TLC gave no answer
     */
    public ModelResult result(boolean success, double seconds) {
        if (specError != null) {
            throw specError;
        }
        Result ended = result;
        if (ended == null) {
            ended = success ? Result.SUCCESS : Result.EVALUATION_ERROR;
        }
        if (ended == Result.EVALUATION_ERROR && (failureCode == 0 || failureCode >= 1001 && failureCode <= 1005)) {
            throw new TlcFailure(errors.length() > 0 ? errors.toString().strip() : "TLC ended without an answer");
        }
        return build(ended, seconds);
    }

    /** The result of a run that was ended from outside. */
    public ModelResult stopped(double seconds) {
        return build(Result.STOPPED, seconds);
    }

    private ModelResult build(Result ended, double seconds) {
        ErrorTrace trace = steps.isEmpty() ? null : new ErrorTrace(steps, backTo);
        String message = errors.length() == 0 ? null : errors.toString().strip();
        return new ModelResult(
                model, ended, violated, distinct, generated, depth, seconds, trace, message, List.copyOf(raw));
    }
}
