package dev.portolan.conformance.stdio;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.ProtocolViolation;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.kernel.SlottedNames;
import dev.portolan.traces.Call;
import dev.portolan.traces.JsonCursor;
import dev.portolan.traces.KernelState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A kernel in another process, which speaks the line protocol on its standard input and output.
 *
 * <p>A kernel that ends, or does not answer in time, has crashed at the call that it was making; it is started anew
 * by the next {@link #reset}, and if it does not survive that one, the crash is the first call's after it. So is the
 * failure of one that refuses a setting that it was had in before. One that says what the protocol does not have is
 * not asked any more: every method may throw a {@link ProtocolViolation}. Its standard error is no answer; the last
 * lines of it go with a crash.
 *
 * <p>The state is asked for along with calls that are made by {@link #performAll}; after others, {@link #observe} asks.
 */
public final class StdioKernel implements KernelUnderTest {

    /** How long a kernel may take for an answer, unless told otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Answer NOT_RESET = new Answer.Failed("there was no reset since the kernel failed");
    private static final KernelState NOTHING = new KernelState(null, null, null);

    private final String command;
    private final Duration patience;
    private final JsonCursor cursor = JsonCursor.numbered();
    private final Reply.Hello hello;
    private final boolean observing;

    private KernelProcess process;
    private Requests requests;
    private NameScheme names = SlottedNames.PLAIN;

    /* The setting of the last reset that it did not refuse, and so has no reason to refuse later. */
    private Setting had;

    /* The answer to the next call in place of the kernel's; null while the kernel can be asked. */
    private Answer instead = NOT_RESET;
    private int lines;

    /* Null if the kernel has not told it since the last call. */
    private KernelState state;

    private StdioKernel(String command, Duration patience) {
        this.command = command;
        this.patience = patience;
        this.hello = begin();
        this.observing = Stream.of("spaces", "ports", "threads").anyMatch(hello.declaration()::observes);
    }

    /**
     * Starts the kernel and asks who it is.
     *
     * @param command for the shell
     * @param patience how long it may take for an answer
     * @throws KernelFailure if it does not answer
     * @throws ProtocolViolation if it is no kernel
     */
    public static StdioKernel start(String command, Duration patience) {
        return new StdioKernel(command, patience);
    }

    @Override
    public Declaration declaration() {
        return hello.declaration();
    }

    @Override
    public NameScheme names() {
        return names;
    }

    @Override
    public void reset(Setting setting) {
        instead = NOT_RESET;
        state = null;
        Reply.Begun begun;
        try {
            if (process == null) {
                begin();
            }
            begun = understood(answered(requests.reset(setting), "reset")::reset);
        } catch (Silence silence) {
            instead = new Answer.Crashed(silence.getMessage());
            return;
        }
        if (begun.refusal() != null && setting.equals(had)) {
            instead = new Answer.Failed(begun.refusal());
            return;
        }
        if (begun.refusal() != null) {
            throw new KernelFailure(begun.refusal());
        }
        had = setting;
        names = begun.names();
        instead = null;
    }

    @Override
    public Answer perform(Call call) {
        return perform(call, false);
    }

    private Answer perform(Call call, boolean observed) {
        if (instead != null) {
            Answer answer = instead;
            instead = NOT_RESET;
            return answer;
        }
        state = null;
        Reply reply;
        try {
            reply = answered(requests.step(call, observed), "the call");
        } catch (Silence silence) {
            return new Answer.Crashed(silence.getMessage());
        }
        return settle(understood(reply::step));
    }

    private Answer settle(Reply.Stepped stepped) {
        state = stepped.state();
        if (stepped.answer() instanceof Answer.Failed) {
            instead = NOT_RESET;
        }
        return stepped.answer();
    }

    @Override
    public KernelState observe() {
        if (!observing || instead != null && instead != NOT_RESET) {
            return NOTHING;
        }
        if (state == null) {
            if (instead != null) {
                throw new KernelFailure("there was no reset since the kernel failed");
            }
            Reply.Seen seen = understood(answered(requests.observe(), "observe")::observe);
            if (seen.refusal() != null) {
                throw new KernelFailure("the state cannot be observed: " + seen.refusal());
            }
            state = seen.state();
        }
        return state;
    }

    @Override
    public List<Performed> performAll(List<Call> calls) {
        List<Performed> performed = new ArrayList<>(calls.size());
        if (!hello.batch() || instead != null || calls.size() < 2) {
            oneByOne(calls, performed);
            return performed;
        }
        for (int from = 0; from < calls.size(); from += Protocol.BATCH_STEPS_MAX) {
            if (!batch(calls.subList(from, Math.min(from + Protocol.BATCH_STEPS_MAX, calls.size())), performed)) {
                break;
            }
        }
        return performed;
    }

    private void oneByOne(List<Call> calls, List<Performed> performed) {
        boolean made = true;
        for (int i = 0; i < calls.size() && made; i++) {
            Answer answer = perform(calls.get(i), observing);
            made = answer instanceof Answer.Made;
            performed.add(new Performed(answer, made ? observe() : null));
        }
    }

    /** Makes a batch of calls; answers whether all of them were made. */
    private boolean batch(List<Call> calls, List<Performed> performed) {
        state = null;
        Requests.Observed observed = observing ? Requests.Observed.EACH : Requests.Observed.NEVER;
        Reply reply;
        try {
            reply = answered(requests.batch(calls, observed), "a batch of " + calls.size());
        } catch (Silence silence) {
            performed.clear();
            performed.add(new Performed(new Answer.Crashed(silence.getMessage()), null));
            return false;
        }
        Answer last = null;
        for (Reply.Stepped one : understood(() -> reply.batch(calls.size(), observing))) {
            last = settle(one);
            performed.add(new Performed(last, last instanceof Answer.Made ? observe() : null));
        }
        return last instanceof Answer.Made;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    /** A kernel that gave no answer: it has ended, or was ended. */
    private static final class Silence extends KernelFailure {

        private static final long serialVersionUID = 1L;

        Silence(String message) {
            super(message);
        }
    }

    private Reply.Hello begin() {
        process = KernelProcess.start(command, patience);
        requests = new Requests();
        lines = 0;
        Reply.Hello said = understood(answered(requests.hello(), "hello")::hello);
        process.meetFamily();
        return said;
    }

    /** Reads an answer; whoever gives none that can be understood, is not asked again. */
    private <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ProtocolViolation violation) {
            end();
            throw violation;
        }
    }

    private Reply answered(LineWriter request, String what) {
        LineReader.Next next = process.ask(request);
        if (next instanceof LineReader.Next.Line line) {
            lines = line.number();
            return new Reply(command, cursor, line.bytes(), lines, requests.id());
        }
        if (next instanceof LineReader.Next.TooLong tooLong) {
            end();
            throw new ProtocolViolation(
                    command,
                    "line-too-long",
                    tooLong.number(),
                    Protocol.LINE_BYTES_MAX + 1,
                    "a line has no more than " + Protocol.LINE_BYTES_MAX + " bytes");
        }
        throw new Silence(death(next, what));
    }

    private String death(LineReader.Next next, String what) {
        String how = next instanceof LineReader.Next.End end
                ? process.obituary() + (end.partial() ? " within a line" : "") + " at " + what
                : "did not answer " + what + " within " + seconds() + " and was ended";
        String words = process.lastWords();
        end();
        return words.isEmpty() ? how : how + "; standard error: " + words;
    }

    private String seconds() {
        return patience.toMillis() % 1000 == 0 ? patience.toSeconds() + " s" : patience.toMillis() + " ms";
    }

    private void end() {
        instead = NOT_RESET;
        process.kill();
        process.close();
        process = null;
    }
}
