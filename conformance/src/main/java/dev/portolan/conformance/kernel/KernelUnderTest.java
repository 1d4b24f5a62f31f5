package dev.portolan.conformance.kernel;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel that is to be judged.
 *
 * <p>It speaks its own names: a {@code PortName} that comes out of it is the decimal number that it gave, and one
 * that goes in is such a number, {@code null} or {@code dead}. Whoever judges it learns which of its names stands
 * for which symbol. Ports in states are whatever identities it likes, as long as each keeps its own while it lives.
 *
 * <p>A kernel is at rest whenever a method returns: nothing happens in it but by {@link #perform}. One thread at a
 * time calls it.
 */
public interface KernelUnderTest extends AutoCloseable {

    /** What the kernel is and what can be asked of it; the same answer always. */
    Declaration declaration();

    /**
     * Begins again with a kernel on which nothing has happened. Cheap: suites call it for every sequence.
     *
     * @throws KernelFailure if the kernel cannot be had in this setting
     */
    void reset(Setting setting);

    /** How the kernel that the last {@link #reset} began numbers its names. */
    default NameScheme names() {
        return SlottedNames.PLAIN;
    }

    /**
     * Makes the call, and waits until everything that it set going has come to rest.
     *
     * <p>A call that waits is answered {@code BLOCKED}; the answer to the call that ends it says so in its {@code
     * woke}.
     */
    Answer perform(Call call);

    /**
     * The state as far as it can be observed; what is not, is null.
     *
     * @throws KernelFailure if the kernel cannot tell
     */
    KernelState observe();

    /** A call's answer, and the state after it as {@link #observe} tells it; null if the call was not made. */
    record Performed(Answer answer, KernelState state) {}

    /**
     * Makes several calls, one after the other, as {@link #perform} does each, and observes after each.
     *
     * @return the answers in order; the last one may be the first that is not {@link Answer.Made}, and then the calls
     *     after it were not made. A kernel that crashed at one of several calls may have its crash stand alone
     */
    default List<Performed> performAll(List<Call> calls) {
        List<Performed> performed = new ArrayList<>(calls.size());
        for (Call call : calls) {
            Answer answer = perform(call);
            boolean made = answer instanceof Answer.Made;
            performed.add(new Performed(answer, made ? observe() : null));
            if (!made) {
                break;
            }
        }
        return performed;
    }

    /** Ends the kernel, and whatever it runs in. */
    @Override
    void close();
}
