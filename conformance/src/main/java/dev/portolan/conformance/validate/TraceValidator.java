package dev.portolan.conformance.validate;

import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracle;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Judges traces by the specification: each call is put to it, and what it answers is what should have happened.
 *
 * <p>The trace's names are bound to the model's as they are to a kernel's. Not for use by several threads.
 */
public final class TraceValidator {

    private final Oracles oracles;
    private final Citations citations;
    private final String dialect;

    /**
     * @param oracles the models; stay the caller's to close
     * @param dialect to be used in place of what the traces say, or null
     */
    public TraceValidator(Oracles oracles, Citations citations, String dialect) {
        this.oracles = oracles;
        this.citations = citations;
        this.dialect = dialect;
    }

    /**
     * Judges the trace that the stream has gone to, to its end or to its first divergence.
     *
     * @param file where it is read from, for messages
     * @throws IllegalArgumentException if no model can have the trace's setting
     * @throws KernelFailure if the model cannot answer
     */
    public Verdict validate(String file, TraceStream trace, Trace.Header header) throws IOException {
        Setting setting = Setting.of(header, dialect, trace.isStepwise());
        Oracle oracle = oracle(setting);
        SequentialRun run = new SequentialRun(
                SymbolicDriver.boot(oracle, setting), header, new Told(file, trace.line(), header, dialect, citations));
        for (Optional<Trace.Event> event = trace.event(); event.isPresent(); event = trace.event()) {
            run.judge(event.get());
        }
        return run.verdict();
    }

    private Oracle oracle(Setting setting) {
        try {
            return oracles.of(setting);
        } catch (KernelFailure refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }
}
