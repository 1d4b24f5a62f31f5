import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.List;

/** A kernel with one fault and two gaps: it never gives up a dead name, has no types, and does not like to send. */
final class LeakyKernel implements KernelUnderTest {

    private final ReferenceKernel kernel = new ReferenceKernel();

    @Override
    public Declaration declaration() {
        return kernel.declaration();
    }

    @Override
    public void reset(Setting setting) {
        kernel.reset(setting);
    }

    @Override
    public NameScheme names() {
        return kernel.names();
    }

    @Override
    public Answer perform(Call call) {
        if (call instanceof Call.MachPortType) {
            return new Answer.Unsupported("mach_port_type is not written yet");
        }
        if (call instanceof Call.MachMsg) {
            return new Answer.Skipped("messages are being rewritten");
        }
        if (call instanceof Call.MachPortDeallocate deallocate && isDeadName(deallocate)) {
            return new Answer.Made(new Outcome("KERN_SUCCESS", null, null, List.of()));
        }
        return kernel.perform(call);
    }

    private boolean isDeadName(Call.MachPortDeallocate call) {
        for (KernelState.SpaceState space : kernel.observe().spaces()) {
            for (KernelState.EntryState entry : space.entries()) {
                if (space.task().equals(call.task())
                        && entry.name().equals(call.name())
                        && entry.type().equals("DEAD_NAME")) {
                    return true;
                }
            }
        }
        return false;
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
