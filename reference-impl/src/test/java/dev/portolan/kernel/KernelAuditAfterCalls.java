package dev.portolan.kernel;

import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;

/** Runs the kernel's audit; every call of a {@link Simulation} ends with it. */
final class KernelAuditAfterCalls {

    private KernelAuditAfterCalls() {}

    static void audit(Kernel kernel) {
        KernelAudit.audit(kernel);
    }
}
