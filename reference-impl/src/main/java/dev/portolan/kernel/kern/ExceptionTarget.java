package dev.portolan.kernel.kern;

/** Whose exception ports a call is about: a thread, a task, or the host to whom it is privileged. */
public sealed interface ExceptionTarget permits ThreadAct, MachTask, MachHost {

    /** True once its port stands for nothing any more. */
    boolean isGone();

    /** True until it is told to end. */
    boolean isActive();

    ExceptionActions exceptions();

    /** Its special ports; null for the host. */
    SpecialPorts special();

    /** The port by which it is controlled. */
    KernelObject self();
}
