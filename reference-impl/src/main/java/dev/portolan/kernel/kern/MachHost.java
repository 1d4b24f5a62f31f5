package dev.portolan.kernel.kern;

import dev.portolan.kernel.ipc.KernelCopy;

/** {@code host_priv}: the kernel's own host, by the right that lets one change it. */
public final class MachHost implements ExceptionTarget {

    private final ExceptionActions exceptions;

    /** @param masked whether there is a host level at all */
    MachHost(boolean masked) {
        exceptions = new ExceptionActions(masked, masked);
    }

    MachHost(MachHost original, KernelCopy copy) {
        exceptions = new ExceptionActions(original.exceptions, copy);
    }

    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public ExceptionActions exceptions() {
        return exceptions;
    }
}
