package dev.portolan.traces;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads what traces are made of where names of rights are a kernel's own numbers: from a {@linkplain
 * JsonCursor#numbered numbered} cursor, and as strictly as a trace is read.
 *
 * <p>All methods throw a {@link Refusal} for what is not what it should be. Not for use by several threads.
 */
public final class NumberedCodec {

    private final EventCodec calls;

    /** Reads calls of these tasks and their threads. */
    public NumberedCodec(Map<String, List<String>> tasks) {
        calls = new EventCodec(
                new Trace.Header(Trace.FORMAT, "protocol", "run", "any", Map.of(), tasks, null, null, null));
    }

    /** The call that is the next value, its name and thread and arguments beside one another. */
    public Call call(JsonCursor in) throws IOException {
        return calls.readCall(in);
    }

    /** The outcome that is the next value; its return code has to be there. */
    public static Outcome outcome(JsonCursor in) throws IOException {
        Outcome outcome = OutcomeCodec.read(in);
        in.required("ret", outcome.ret());
        return outcome;
    }

    /** The state, or parts of a state, that is the next value. */
    public static KernelState state(JsonCursor in) throws IOException {
        return StateCodec.read(in);
    }
}
