package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MigArguments;
import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.kern.CallRights.Carried;
import dev.portolan.kernel.rules.ExceptionRules.EndedObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A routine that a request to a port of the kernel's calls.
 *
 * @param of what the port must stand for
 * @param tellsArray whether a success tells an array, even of nothing
 */
record KernelRoutine(Of of, MigShape shape, boolean tellsArray, Maker maker) {

    /** What a routine is called on, and what it answers where the port stands for something else. */
    enum Of {
        TASK(KernReturn.KERN_INVALID_ARGUMENT, KernelObject.Kind.TASK),
        /** A task of which one is told, and which one needs not control. */
        TASK_NAME(KernReturn.KERN_INVALID_ARGUMENT, KernelObject.Kind.TASK, KernelObject.Kind.TASK_NAME),
        SPACE(KernReturn.KERN_INVALID_TASK, KernelObject.Kind.TASK),
        THREAD(KernReturn.KERN_INVALID_ARGUMENT, KernelObject.Kind.THREAD),
        HOST(KernReturn.KERN_INVALID_ARGUMENT, KernelObject.Kind.HOST, KernelObject.Kind.HOST_PRIV),
        HOST_PRIV(KernReturn.KERN_INVALID_ARGUMENT, KernelObject.Kind.HOST_PRIV);

        private final ReturnCode ofNull;
        private final Set<KernelObject.Kind> kinds;

        Of(ReturnCode ofNull, KernelObject.Kind first, KernelObject.Kind... others) {
            this.ofNull = ofNull;
            kinds = EnumSet.of(first, others);
        }
    }

    /** Makes the call that a request is. */
    interface Maker {
        Continuation.Call call(ExceptionTarget target, MigArguments in, List<NakedRight> rights);
    }

    /** A call on a task, one on a thread, and one on the host. */
    interface OfTask {
        Continuation.Call call(MachTask task, MigArguments in, List<NakedRight> rights);
    }

    interface OfThread {
        Continuation.Call call(MachThread thread, MigArguments in, List<NakedRight> rights);
    }

    interface OfHost {
        Continuation.Call call(MachHost host, MigArguments in, List<NakedRight> rights);
    }

    static KernelRoutine task(MigShape shape, OfTask maker) {
        return task(Of.TASK, shape, maker);
    }

    static KernelRoutine task(Of of, MigShape shape, OfTask maker) {
        return new KernelRoutine(of, shape, false, (target, in, rights) -> maker.call((MachTask) target, in, rights));
    }

    static KernelRoutine thread(MigShape shape, OfThread maker) {
        return new KernelRoutine(
                Of.THREAD, shape, false, (target, in, rights) -> maker.call(((ThreadAct) target).thread(), in, rights));
    }

    static KernelRoutine host(Of of, MigShape shape, OfHost maker) {
        return new KernelRoutine(of, shape, false, (target, in, rights) -> maker.call((MachHost) target, in, rights));
    }

    /** The same, whose success tells an array even if it is told nothing. */
    KernelRoutine tellingArray() {
        return new KernelRoutine(of, shape, true, maker);
    }

    Continuation.Call call(ExceptionTarget target, MigArguments in, List<NakedRight> rights) {
        return maker.call(target, in, rights);
    }

    /** What it answers where the port stands for nothing that it is called on. */
    ReturnCode ofNull() {
        return of.ofNull;
    }

    /** {@code convert_port_to_task} and its kin: what the port stands for; null if that is not what the routine is for. */
    ExceptionTarget target(Kernel kernel, IpcPort port) {
        if (!port.isActive() || !of.kinds.contains(KernelObject.kindOf(port))) {
            return null;
        }
        int index = KernelObject.indexOf(port);
        ExceptionTarget target = switch (of) {
            case TASK, TASK_NAME, SPACE -> kernel.task(index);
            case THREAD -> kernel.thread(index).act();
            case HOST, HOST_PRIV -> kernel.host();
        };
        boolean converts = kernel.exceptionRules().endedObject() == EndedObject.SEEN || target.isActive();
        return converts ? target : null;
    }

    static CallRights.Argument first(List<NakedRight> rights) {
        return new Carried(rights.get(0));
    }

    static List<Carried> all(List<NakedRight> rights) {
        return rights.stream().map(Carried::new).toList();
    }
}
