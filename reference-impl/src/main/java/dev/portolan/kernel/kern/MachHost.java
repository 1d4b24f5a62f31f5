package dev.portolan.kernel.kern;

import dev.portolan.kernel.ipc.KernelCopy;

/** The kernel's own host. */
public final class MachHost implements ExceptionTarget {

    private final ExceptionActions exceptions;
    private final KernelObject self;
    private final KernelObject privileged;

    /** @param masked whether there is a host level at all */
    MachHost(boolean masked) {
        exceptions = new ExceptionActions(masked, masked);
        self = new KernelObject(KernelObject.Kind.HOST, 0);
        privileged = new KernelObject(KernelObject.Kind.HOST_PRIV, 0);
    }

    MachHost(MachHost original, KernelCopy copy) {
        exceptions = new ExceptionActions(original.exceptions, copy);
        self = new KernelObject(original.self, copy);
        privileged = new KernelObject(original.privileged, copy);
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

    /** {@code host_priv}: the host for who may change it. */
    public KernelObject privileged() {
        return privileged;
    }
}
