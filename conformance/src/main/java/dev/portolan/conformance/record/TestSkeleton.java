package dev.portolan.conformance.record;

import dev.portolan.conformance.abstraction.Words;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * A JUnit test that makes a trace's calls on a kernel and asserts what becomes of each.
 *
 * <p>It is a beginning: it compiles and runs as it is, on the reference kernel, and says where another is put in its
 * place. Of the states the last is asserted,
 * and can be cut down to what matters.
 */
public final class TestSkeleton {

    /** Beyond this many calls a method would be longer than a class file allows. */
    private static final int EVENTS_MAX = 500;

    private final Trace trace;

    private TestSkeleton(Trace trace) {
        this.trace = trace;
    }

    /**
     * The test's source.
     *
     * @param className a Java identifier; the class is in the unnamed package
     * @throws IllegalArgumentException if the trace is too long for a test that somebody reads
     */
    public static String of(Trace trace, String className) {
        if (trace.events().size() > EVENTS_MAX) {
            throw new IllegalArgumentException("a trace of " + trace.events().size()
                    + " events is too long for a test; " + EVENTS_MAX + " are not");
        }
        return new TestSkeleton(trace).source(className);
    }

    private String source(String className) {
        List<String> lines = new ArrayList<>(IMPORTS);
        lines.add("");
        lines.add("/** Made from the trace \"" + comment(trace.header().name())
                + "\"; to be made a test of your own. */");
        lines.add("class " + className + " {");
        lines.add("");
        lines.add("    private static final Setting SETTING = new Setting(");
        lines.add("            " + JavaLiteral.of(trace.header().dialect()) + ",");
        lines.add("            " + JavaLiteral.of(trace.header().limits()) + ",");
        lines.add("            " + JavaLiteral.of(trace.header().tasks()) + ",");
        lines.add("            " + TraceReplayer.isStepwise(trace) + ");");
        lines.add("");
        lines.add("    /* Any other KernelUnderTest can stand here. */");
        lines.add("    private final Driver kernel = SymbolicDriver.boot(new ReferenceKernel(), SETTING);");
        lines.add("");
        if (trace.header().kind().equals("graph")) {
            lines.add("    {");
            lines.add("        // The trace's names are a model's: numbers, where a kernel gives out the lowest.");
            lines.add("        Boot.fixNames(kernel, 64);");
            lines.add("    }");
            lines.add("");
        }
        lines.add("    @Test");
        lines.add("    void " + method() + "() {");
        trace.events().forEach(event -> lines.addAll(call(event)));
        lines.add("    }");
        lines.addAll(METHODS);
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }

    private List<String> call(Trace.Event event) {
        // No outcome tells the name that a step inserts a right under; the state does.
        boolean inserted = event.call() instanceof Call.Step step && step.at().equals("InsertRight");
        boolean shown = event.state() != null
                && (inserted || event.seq() == trace.events().size());
        List<String> lines = new ArrayList<>();
        lines.add("        // " + event.seq() + ". " + comment(Words.of(event.call())));
        lines.add("        call(" + JavaLiteral.of(event.call()) + ",");
        lines.add("                " + JavaLiteral.of(withoutClauses(event.outcome())) + ",");
        lines.add("                " + (shown ? JavaLiteral.of(event.state()) : "null") + ");");
        return lines;
    }

    /* A kernel does not say which clause decided. */
    private static Outcome withoutClauses(Outcome outcome) {
        List<Outcome.Completion> woke = outcome.woke() == null
                ? List.of()
                : outcome.woke().stream()
                        .map(one -> new Outcome.Completion(one.thread(), one.ret(), null, one.out()))
                        .toList();
        return new Outcome(outcome.ret(), null, outcome.out(), woke);
    }

    /* What the trace is called, as a method. */
    private String method() {
        StringBuilder method = new StringBuilder("does");
        for (String word : trace.header().name().split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                method.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return method.toString();
    }

    /* Nothing that would end the comment, or be read as an escape. */
    private static String comment(String text) {
        return text.replaceAll("[^ -~]", "?").replace("\\", "/").replace("*/", "* /");
    }

    private static final List<String> IMPORTS = List.of(
            "import static dev.portolan.traces.PortName.DEAD;",
            "import static dev.portolan.traces.PortName.NULL;",
            "import static org.junit.jupiter.api.Assertions.assertEquals;",
            "",
            "import dev.portolan.conformance.drive.Attempt;",
            "import dev.portolan.conformance.drive.Boot;",
            "import dev.portolan.conformance.drive.Driver;",
            "import dev.portolan.conformance.drive.ReferenceKernel;",
            "import dev.portolan.conformance.drive.SymbolicDriver;",
            "import dev.portolan.conformance.kernel.Setting;",
            "import dev.portolan.traces.Call;",
            "import dev.portolan.traces.KernelState;",
            "import dev.portolan.traces.Outcome;",
            "import dev.portolan.traces.PortName;",
            "import java.util.List;",
            "import java.util.Map;",
            "import org.junit.jupiter.api.Test;");

    private static final List<String> METHODS = List.of(
            "",
            "    /* Makes the call, and binds what appears to the names by which the outcome speaks of it. */",
            "    private void call(Call call, Outcome expected, KernelState state) {",
            "        Attempt attempt = Attempt.of(kernel, call, expected, state, true);",
            "        assertEquals(List.of(), attempt.differences(true), call::toString);",
            "        attempt.settle(kernel);",
            "    }",
            "",
            "    private static PortName name(String symbol) {",
            "        return PortName.of(symbol);",
            "    }");
}
