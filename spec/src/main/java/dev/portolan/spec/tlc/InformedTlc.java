package dev.portolan.spec.tlc;

import dev.portolan.spec.value.Label;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tlc2.TLC;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.output.OutputCollector;
import tlc2.tool.ModelChecker;
import tlc2.tool.TLCStateInfo;
import util.SimpleFilenameToStream;

/** TLC with two messages of our own: progress every second, and the arguments of the steps of an error trace. */
final class InformedTlc {

    /** States generated when progress was told last. Only the teller's thread uses it. */
    private static long generatedBefore;

    private InformedTlc() {}

    /** Does what TLC's main method does, and ends this JVM with the same code. */
    static void run(String[] args) {
        TLC tlc = new TLC();
        if (!tlc.handleParameters(args)) {
            System.exit(1);
        }
        tlc.setResolver(new SimpleFilenameToStream());
        ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(InformedTlc::daemon);
        teller.scheduleAtFixedRate(InformedTlc::tellProgress, 1, 1, TimeUnit.SECONDS);
        int code = tlc.process();
        tellParameters();
        System.exit(EC.ExitStatus.errorConstantToExitStatus(code));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    }

    private static void tellProgress() {
        if (TLCGlobals.mainChecker instanceof ModelChecker checker) {
            long generated = checker.getStatesGenerated();
            tell(
                    TlcChild.PROGRESS,
                    generated + " " + checker.getDistinctStatesGenerated() + " " + checker.getStateQueueSize() + " "
                            + (generated - generatedBefore));
            generatedBefore = generated;
        }
    }

    /** Best effort: a trace without arguments is still a trace. */
    private static void tellParameters() {
        List<TLCStateInfo> trace = OutputCollector.getTrace();
        if (trace == null || !(TLCGlobals.mainChecker instanceof ModelChecker checker)) {
            return;
        }
        try {
            StepParameters parameters = new StepParameters(checker.tool);
            for (int i = 1; i < trace.size(); i++) {
                TLCStateInfo step = trace.get(i);
                Label label = parameters.of(trace.get(i - 1).state, step.state, actionOf(step));
                if (label != null) {
                    tell(TlcChild.PARAMETERS, parameters(i + 1, label));
                }
            }
        } catch (RuntimeException e) {
            // The specification may be the very one that cannot be evaluated.
        }
    }

    /** TLC says {@code <Name line 1, ...>}. */
    private static String actionOf(TLCStateInfo step) {
        return String.valueOf(step.info).replaceFirst("^<(\\S+)(?s).*", "$1");
    }

    private static String parameters(int number, Label label) {
        StringBuilder text = new StringBuilder().append(number).append(": ").append(label.name());
        label.parameters()
                .forEach((name, value) ->
                        text.append("\n/\\ ").append(name).append(" = ").append(value));
        return text.toString();
    }

    private static void tell(int code, String text) {
        System.out.println(new TlcMessage(code, 0, text).framed());
    }
}
