package dev.portolan.conformance.validate;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracle;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;

/** An oracle whose calls are heard as it is asked for them, in its own numbers. */
final class Overheard implements KernelUnderTest {

    private final Oracle oracle;
    private Call call;
    private Outcome outcome;

    Overheard(Oracle oracle) {
        this.oracle = oracle;
    }

    /** The call that was made since this was last asked, or null. */
    Call call() {
        Call heard = call;
        call = null;
        return heard;
    }

    /** What became of the last call. */
    Outcome outcome() {
        return outcome;
    }

    @Override
    public Answer perform(Call made) {
        call = made;
        Answer answer = oracle.perform(made);
        outcome = answer instanceof Answer.Made one ? one.outcome() : Outcome.UNOBSERVED;
        return answer;
    }

    @Override
    public Declaration declaration() {
        return oracle.declaration();
    }

    @Override
    public void reset(Setting setting) {
        oracle.reset(setting);
    }

    @Override
    public NameScheme names() {
        return oracle.names();
    }

    @Override
    public KernelState observe() {
        return oracle.observe();
    }

    /** Does nothing: the oracle is its owner's to close. */
    @Override
    public void close() {
        // See above.
    }
}
