package dev.portolan.conformance.validate;

import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracle;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.tlc.CallEncoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a run in the model's own numbers, as the module {@code IpcTrace} takes it.
 *
 * @param start the kernel before the first event, in TLA+
 * @param events in TLA+
 */
record ModelRun(Setting setting, boolean exact, String start, List<String> events) {

    /** The least integer, which TLC does not read as one. */
    private static final String LEAST = Integer.toString(Integer.MIN_VALUE);

    private static final String LEAST_IN_TLA = "(" + (Integer.MIN_VALUE + 1) + " - 1)";

    /**
     * Puts a stretch in numbers; what the symbols stand for is worked out from the run's first event on.
     *
     * @param oracle to which nothing has happened
     * @param trace gone to the run, of which nothing has been read
     * @param from how many events are before the stretch
     * @param to how many there are with it; fewer are written if one of them cannot be judged, or diverges
     */
    static ModelRun of(Oracle oracle, Setting setting, Trace.Header header, TraceStream trace, long from, long to)
            throws IOException {
        Overheard model = new Overheard(oracle);
        SymbolicDriver driver = SymbolicDriver.boot(model, setting);
        SequentialRun run = new SequentialRun(driver, header, new Told("", 0, header, null, new Citations()));
        boolean exact = !header.kind().equals("real");
        SaidInNumbers said = new SaidInNumbers(model, driver, exact);
        CallEncoder calls = new CallEncoder(new TlcText(TlcText.NUMBERS));
        List<String> events = new ArrayList<>();
        Oracle.Moment start = oracle.moment();
        for (long seq = 0; seq < to; seq++) {
            Optional<Trace.Event> event = trace.event();
            start = seq == from ? oracle.moment() : start;
            event.ifPresent(run::judge);
            Call call = model.call();
            if (call == null) {
                break;
            }
            if (seq >= from) {
                events.add(event(calls, call, said.of(event.orElseThrow())));
            }
        }
        return new ModelRun(setting, exact, oracle.text(start), events);
    }

    /**
     * Puts the order that was found for a run in parallel in numbers, one step of a thread after the other. The run says
     * how its calls ended and which of them waited.
     *
     * @param oracle to which nothing has happened
     * @param most how many steps at most, from the first
     */
    static ModelRun of(Oracle oracle, Setting setting, Trace.Header header, List<ParallelSearch.Move> order, int most) {
        Overheard model = new Overheard(oracle);
        SymbolicDriver driver = ParallelSearch.driver(model, setting, header);
        boolean exact = ParallelSearch.isExact(header);
        SaidInNumbers said = new SaidInNumbers(model, driver, exact);
        CallEncoder calls = new CallEncoder(new TlcText(TlcText.NUMBERS));
        List<String> events = new ArrayList<>();
        Oracle.Moment start = oracle.moment();
        for (ParallelSearch.Move move : order.subList(0, Math.min(most, order.size()))) {
            driver.perform(move.call());
            Outcome answer = driver.outcome();
            boolean ends =
                    !answer.ret().equals(Outcome.BLOCKED) && !answer.ret().equals(Outcome.CONTINUE);
            if (ends) {
                ParallelSearch.ended(driver, move.one(), answer);
            }
            events.add(event(calls, model.call(), said.of(move.one(), answer.ret(), ends)));
            driver.settle();
        }
        return new ModelRun(setting, exact, oracle.text(start), events);
    }

    /** In TLA+. */
    String text() {
        return "[start |-> " + start + ",\n stepwise |-> " + truth(setting.stepwise()) + ", exact |-> " + truth(exact)
                + ",\n events |-> <<\n" + String.join(",\n", events) + ">>]";
    }

    private static String event(CallEncoder calls, Call call, TlaValue says) {
        String text = "[call |-> " + calls.encode(call) + ", says |-> " + says + "]";
        return text.replace(LEAST, LEAST_IN_TLA);
    }

    private static String truth(boolean value) {
        return value ? "TRUE" : "FALSE";
    }
}
