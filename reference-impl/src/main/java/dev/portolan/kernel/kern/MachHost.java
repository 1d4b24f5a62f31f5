package dev.portolan.kernel.kern;

import dev.portolan.kernel.ipc.KernelCopy;

/** {@code host_priv}: the kernel's own host, by the right that lets one change it. */
public final class MachHost implements ExceptionTarget {

    private final ExceptionActions exceptions;
    private final KernelObject self;

    /** @param masked whether there is a host level at all */
    MachHost(boolean masked) {
        exceptions = new ExceptionActions(masked, masked);
        self = new KernelObject(KernelObject.Kind.HOST, 0);
    }

    MachHost(MachHost original, KernelCopy copy) {
        exceptions = new ExceptionActions(original.exceptions, copy);
        self = new KernelObject(original.self, copy);
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

    @Override
    public SpecialPorts special() {
        return null;
    }

    @Override
    public KernelObject self() {
        return self;
    }
}
