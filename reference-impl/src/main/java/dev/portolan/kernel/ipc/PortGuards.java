package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;

/**
 * A port's context, and the guard that it may be. Each public method is one critical section on a port whose receive
 * right a name denotes; of other names it answers as {@link PortAttributes} does.
 */
public final class PortGuards {

    private PortGuards() {}

    /** Tells the context; a strict guard is not told. */
    @Refines("MachPortGetContext")
    public static CallResult getContext(IpcSpace space, int name) {
        return PortAttributes.seen(space, name, port -> {
            PortGuard guard = port.guard();
            return CallResult.of(KERN_SUCCESS, new OutValue.Context(guard.strict() ? 0 : guard.context()));
        });
    }

    /** Changes the context, and with it a guard that is not strict. */
    @Refines("MachPortSetContext")
    public static KernReturn setContext(IpcSpace space, int name, long context) {
        return PortAttributes.of(space, name, port -> {
            PortGuard guard = port.guard();
            return guard.strict() ? KERN_INVALID_ARGUMENT : changed(port, guard.with(context));
        });
    }

    /** Guards a port that has no context. That its right is immovable is not taken back. */
    @Refines("MachPortGuard")
    public static KernReturn guard(IpcSpace space, int name, PortGuard wanted) {
        return PortAttributes.of(space, name, port -> {
            PortGuard guard = port.guard();
            if (guard.context() != 0) {
                return KERN_INVALID_ARGUMENT;
            }
            boolean immovable = guard.immovable() || wanted.immovable();
            return changed(port, new PortGuard(wanted.context(), true, wanted.strict(), immovable, guard.special()));
        });
    }

    /** Takes the guard away; an immovable right stays one. */
    @Refines("MachPortUnguard")
    public static KernReturn unguard(IpcSpace space, int name, long word) {
        return PortAttributes.of(space, name, port -> {
            PortGuard guard = port.guard();
            return !guard.guarded() || guard.context() != word
                    ? KERN_INVALID_ARGUMENT
                    : changed(port, new PortGuard(0, false, false, guard.immovable(), guard.special()));
        });
    }

    /** Changes a guard that is not strict. */
    @Refines("MachPortSwapGuard")
    public static KernReturn swapGuard(IpcSpace space, int name, long word, long other) {
        return PortAttributes.of(space, name, port -> {
            PortGuard guard = port.guard();
            return !guard.guarded() || guard.strict() || guard.context() != word
                    ? KERN_INVALID_ARGUMENT
                    : changed(port, guard.with(other));
        });
    }

    private static KernReturn changed(IpcPort port, PortGuard guard) {
        port.setGuard(guard);
        return KERN_SUCCESS;
    }
}
