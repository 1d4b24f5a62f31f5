package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.GuardException.KGUARD_EXC_INCORRECT_GUARD;
import static dev.portolan.kernel.abi.GuardException.KGUARD_EXC_SET_CONTEXT;
import static dev.portolan.kernel.abi.GuardException.KGUARD_EXC_UNGUARDED;
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
    public static KernReturn setContext(IpcSpace space, int name, long context, GuardWatch watch) {
        return PortAttributes.of(space, name, port -> {
            PortGuard guard = port.guard();
            if (guard.strict()) {
                watch.violated(KGUARD_EXC_SET_CONTEXT, name, guard.context());
                return KERN_INVALID_ARGUMENT;
            }
            return changed(port, guard.with(context));
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
    public static KernReturn unguard(IpcSpace space, int name, long word, GuardWatch watch) {
        return PortAttributes.of(space, name, port -> {
            PortGuard guard = port.guard();
            return isOpened(guard, name, word, watch)
                    ? changed(port, new PortGuard(0, false, false, guard.immovable(), guard.special()))
                    : KERN_INVALID_ARGUMENT;
        });
    }

    /** Changes a guard that is not strict. */
    @Refines("MachPortSwapGuard")
    public static KernReturn swapGuard(IpcSpace space, int name, long word, long other, GuardWatch watch) {
        return PortAttributes.of(space, name, port -> {
            PortGuard guard = port.guard();
            if (guard.guarded() && guard.strict()) {
                watch.violated(KGUARD_EXC_SET_CONTEXT, name, guard.context());
                return KERN_INVALID_ARGUMENT;
            }
            return isOpened(guard, name, word, watch) ? changed(port, guard.with(other)) : KERN_INVALID_ARGUMENT;
        });
    }

    private static boolean isOpened(PortGuard guard, int name, long word, GuardWatch watch) {
        if (!guard.guarded()) {
            watch.violated(KGUARD_EXC_UNGUARDED, name, 0);
            return false;
        }
        if (guard.context() != word) {
            watch.violated(KGUARD_EXC_INCORRECT_GUARD, name, guard.context());
            return false;
        }
        return true;
    }

    private static KernReturn changed(IpcPort port, PortGuard guard) {
        port.setGuard(guard);
        return KERN_SUCCESS;
    }
}
