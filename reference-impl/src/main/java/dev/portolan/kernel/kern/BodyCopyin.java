package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_MSG_TOO_SMALL;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.ipc.BodyTransfer;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.kern.Continuation.Admit;
import dev.portolan.kernel.kern.Continuation.CopyinBody;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.BodyForm;
import dev.portolan.kernel.rules.KernelRules.CircularSend;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of {@link CopyinBody}: the next descriptor is copied in, and the thread goes on with the one behind it or
 * with its message; or it is not, and what was is given up with the header.
 */
record BodyCopyin(CopyinBody at, MachThread thread) {

    Step step() {
        IpcKmsg message = at.message();
        List<MachMsgDescriptor> body = at.body();
        if (hasSizes() && message.descriptors().isEmpty() && !BodyTransfer.fits(message.size(), body)) {
            thread.doomed().addRights(message);
            return thread.after(CallResult.of(MACH_SEND_MSG_TOO_SMALL));
        }
        List<NakedRight> lost = new ArrayList<>();
        BodyTransfer.Copyin copyin =
                thread.bodyTransfer().copyin(body.get(0), message.destination().port(), lost);
        if (copyin.code() != MACH_MSG_SUCCESS) {
            return fails(copyin.code(), lost);
        }
        IpcKmsg more = message.with(copyin.descriptor());
        if (body.size() > 1) {
            return thread.after(new CopyinBody(more, body.subList(1, body.size()), at.timeout(), at.receive()));
        }
        boolean dies = rules().circularSend() == CircularSend.DIES_AT_ONCE && more.isCircular();
        return dies
                ? thread.swallow(more, at.receive())
                : thread.after(new Admit(more, at.timeout(), at.receive(), false));
    }

    /* Of an array that fails, what was copied in goes before the header or after it. */
    private Step fails(MachMsgReturn code, List<NakedRight> lost) {
        if (hasSizes()) {
            lost.forEach(thread.doomed()::add);
        }
        thread.doomed().addRights(at.message());
        if (!hasSizes()) {
            lost.forEach(thread.doomed()::add);
        }
        return thread.after(CallResult.of(code));
    }

    private boolean hasSizes() {
        return rules().bodyForm() == BodyForm.DESCRIPTORS;
    }

    private KernelRules rules() {
        return thread.kernel().rules();
    }
}
