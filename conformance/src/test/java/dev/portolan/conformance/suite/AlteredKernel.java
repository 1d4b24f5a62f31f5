package dev.portolan.conformance.suite;

import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;

/** The reference kernel, with something else done in place of some calls. */
public class AlteredKernel implements KernelUnderTest {

    /** What is answered to a call. */
    public interface Alteration {
        Answer answer(Call call, ReferenceKernel kernel);
    }

    private final ReferenceKernel kernel = new ReferenceKernel();
    private final Alteration alteration;
    int resets;
    int calls;

    public AlteredKernel(Alteration alteration) {
        this.alteration = alteration;
    }

    @Override
    public Declaration declaration() {
        return kernel.declaration();
    }

    @Override
    public void reset(Setting setting) {
        resets++;
        kernel.reset(setting);
    }

    @Override
    public NameScheme names() {
        return kernel.names();
    }

    @Override
    public Answer perform(Call call) {
        calls++;
        return alteration.answer(call, kernel);
    }

    @Override
    public KernelState observe() {
        return kernel.observe();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
