package dev.portolan.conformance.drive;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import java.util.Map;
import java.util.Set;

/** The reference kernel as any other: in its own names, through the door that all kernels use. */
public final class ReferenceKernel implements KernelUnderTest {

    private static final Declaration DECLARATION = new Declaration(
            "portolan-reference",
            "0.1.0",
            null,
            Set.of("xnu", "classic"),
            Set.of("ipc", "tasks", "steps"),
            Map.of(),
            Set.of(Declaration.EVERYTHING));

    private KernelDriver driver;

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public void reset(Setting setting) {
        try {
            driver = Boot.ofNumbers(setting);
        } catch (IllegalArgumentException unknown) {
            throw new KernelFailure(unknown.getMessage(), unknown);
        }
    }

    @Override
    public NameScheme names() {
        return driver.binding().names();
    }

    @Override
    public Answer perform(Call call) {
        try {
            driver.perform(call);
            return new Answer.Made(driver.outcome());
        } catch (RuntimeException | AssertionError fault) {
            return new Answer.Failed(fault.toString());
        }
    }

    @Override
    public KernelState observe() {
        return driver.state();
    }

    @Override
    public void close() {
        driver = null;
    }
}
