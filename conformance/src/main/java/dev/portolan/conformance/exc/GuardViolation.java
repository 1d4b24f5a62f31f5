package dev.portolan.conformance.exc;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.GuardException;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.trap.MachPortTraps;

/** A thread makes a port of that name, with that guard, violates it by a call, and unmakes the port. */
record GuardViolation(ExceptionKernel kernel, MachThread thread, int name, long guard) {

    /** Answers what the call that violates it came to. */
    CallResult of(int flavor) {
        MachTask task = thread.task();
        MachPortName port = MachPortName.of(name);
        call(MachPortTraps.machPortAllocateName(task, MachPortRight.MACH_PORT_RIGHT_RECEIVE.code(), port));
        if (flavor != GuardException.KGUARD_EXC_UNGUARDED) {
            boolean strict = flavor == GuardException.KGUARD_EXC_SET_CONTEXT;
            boolean immovable = flavor == GuardException.KGUARD_EXC_IMMOVABLE;
            call(MachPortTraps.machPortGuard(task, port, guard, strict, immovable));
        }
        CallResult result = call(violation(task, port, flavor));
        call(MachPortTraps.machPortDestruct(task, port, 0, guard));
        return result;
    }

    private Continuation violation(MachTask task, MachPortName port, int flavor) {
        return switch (flavor) {
            case GuardException.KGUARD_EXC_MOD_REFS ->
                MachPortTraps.machPortModRefs(task, port, MachPortRight.MACH_PORT_RIGHT_RECEIVE, -1);
            case GuardException.KGUARD_EXC_DESTROY -> MachPortTraps.machPortDestroy(task, port);
            case GuardException.KGUARD_EXC_SET_CONTEXT -> MachPortTraps.machPortSetContext(task, port, guard + 1);
            case GuardException.KGUARD_EXC_UNGUARDED, GuardException.KGUARD_EXC_INCORRECT_GUARD ->
                MachPortTraps.machPortUnguard(task, port, guard + 1);
            case GuardException.KGUARD_EXC_IMMOVABLE ->
                MachPortTraps.machPortExtractRight(task, port, MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE.code());
            default -> throw new IllegalArgumentException("no guard is violated so: " + flavor);
        };
    }

    private CallResult call(Continuation call) {
        return kernel.complete(thread, call);
    }
}
