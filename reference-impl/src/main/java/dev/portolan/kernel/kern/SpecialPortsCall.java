package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.PortReference;
import dev.portolan.kernel.kern.CallRights.Argument;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.ExceptionRules.DeadSelf;
import java.util.ArrayList;
import java.util.List;

/**
 * The first critical section of each call that sets and gets special ports, of a thread or a task, that tells who runs by
 * which ports it is known, or that registers ports. The target is null where the caller named none.
 */
public sealed interface SpecialPortsCall extends Continuation.Call {

    /** {@code THREAD_EXCEPTION_PORT}, {@code TASK_EXCEPTION_PORT}, where exception ports are not masked. */
    int EXCEPTION_PORT = 3;

    /** {@code thread_set_special_port}, {@code task_set_special_port}: the right itself moves in. */
    record SetSpecialPort(ExceptionTarget of, int which, Argument port) implements SpecialPortsCall {
        @Override
        @Refines("SetSpecialPort")
        public Step run(MachThread thread) {
            NakedRight right = port.copyin(thread);
            if (right == null) {
                // The port that the call is sent to is looked at before the right that it brings.
                boolean nowhere = of == null || of.isGone();
                return Step.done(
                        nowhere && ThreadCall.gone(thread) == MachMsgReturn.MACH_SEND_INVALID_DEST
                                ? MachMsgReturn.MACH_SEND_INVALID_DEST
                                : MachMsgReturn.MACH_SEND_INVALID_RIGHT);
            }
            ReturnCode code;
            synchronized (ExceptionPortsCall.lock(of)) {
                code = refusal(thread, right);
            }
            if (code != KernReturn.KERN_SUCCESS) {
                thread.doomed().add(right);
            }
            return UserBorder.released(thread, CallResult.of(code));
        }

        /* What the number denotes is tested before it is seen whether the target lives. */
        private ReturnCode refusal(MachThread thread, NakedRight right) {
            if (of == null || of.isGone()) {
                return ThreadCall.gone(thread);
            }
            boolean isException = isExceptionPort(thread, which);
            if (!isException && !of.special().has(which)) {
                return KernReturn.KERN_INVALID_ARGUMENT;
            }
            if (!of.isActive()) {
                return ThreadCall.ended(thread, KernReturn.KERN_FAILURE);
            }
            if (isException) {
                boolean isNull = right.port() == PortReference.Invalid.IP_NULL;
                ExceptionAction action = isNull
                        ? ExceptionAction.NONE
                        : ExceptionAction.of(right, ExceptionBehavior.EXCEPTION_DEFAULT, 0);
                of.exceptions().move(action, thread.doomed());
                return KernReturn.KERN_SUCCESS;
            }
            if (of.special().isProtected(which)) {
                return KernReturn.KERN_NO_ACCESS;
            }
            return of.special().set(which, HeldPort.of(right), thread.doomed())
                    ? KernReturn.KERN_SUCCESS
                    : KernReturn.KERN_FAILURE;
        }
    }

    /** {@code thread_get_special_port}, {@code task_get_special_port}. */
    record GetSpecialPort(ExceptionTarget of, int which) implements SpecialPortsCall {
        @Override
        @Refines("GetSpecialPort")
        public Step run(MachThread thread) {
            if (of == null || of.isGone()) {
                return Step.done(ThreadCall.gone(thread));
            }
            if (of instanceof MachTask && isMany(thread) && !of.isActive()) {
                return Step.done(KernReturn.KERN_FAILURE);
            }
            boolean isName = of instanceof MachTask && isMany(thread) && which == SpecialPorts.TASK_NAME_PORT;
            if (!isExceptionPort(thread, which) && !of.special().has(which) && !isName) {
                return Step.done(KernReturn.KERN_INVALID_ARGUMENT);
            }
            if (!of.isActive()) {
                return Step.done(ThreadCall.ended(thread, KernReturn.KERN_FAILURE));
            }
            MachPortName name;
            if (isName) {
                name = CallRights.give(
                        thread,
                        ((MachTask) of).nameObject().makeSend(thread.kernel().zone()));
            } else if (isExceptionPort(thread, which)) {
                name = ExceptionPortsCall.given(
                        thread, of.exceptions().get(1, 1).get(0).action());
            } else {
                name = CallRights.give(thread, of.special().take(which), of.self());
            }
            return told(thread, name);
        }
    }

    /** {@code mach_task_self}: by what the caller's task is known. */
    record MachTaskSelf() implements SpecialPortsCall {
        @Override
        @Refines("MachTaskSelf")
        public Step run(MachThread thread) {
            return self(thread, thread.task(), SpecialPorts.KERNEL_PORT);
        }
    }

    /** {@code mach_thread_self}: by what the caller is known. */
    record MachThreadSelf() implements SpecialPortsCall {
        @Override
        @Refines("MachThreadSelf")
        public Step run(MachThread thread) {
            return self(thread, thread.act(), SpecialPorts.KERNEL_PORT);
        }
    }

    /** {@code mach_host_self}: the port by which the caller's task knows its host. */
    record MachHostSelf() implements SpecialPortsCall {
        @Override
        @Refines("MachHostSelf")
        public Step run(MachThread thread) {
            if (isMany(thread) || !thread.task().isActive()) {
                return self(thread, thread.task(), SpecialPorts.TASK_HOST_PORT);
            }
            return told(thread, CallRights.give(thread, HeldPort.HOST, null));
        }
    }

    /** {@code mach_ports_register}: all at once, and those that are not said become null. */
    record MachPortsRegister(MachTask task, List<? extends Argument> ports) implements SpecialPortsCall {
        @Override
        @Refines("MachPortsRegister")
        public Step run(MachThread thread) {
            List<NakedRight> rights = CallRights.copyin(thread, ports);
            if (rights == null) {
                return UserBorder.released(thread, CallResult.of(MachMsgReturn.MACH_SEND_INVALID_RIGHT));
            }
            ReturnCode code = registered(thread, rights);
            if (code != KernReturn.KERN_SUCCESS) {
                rights.forEach(thread.doomed()::add);
            }
            return UserBorder.released(thread, CallResult.of(code));
        }

        private ReturnCode registered(MachThread thread, List<NakedRight> rights) {
            if (task == null || task.isGone()) {
                return ThreadCall.gone(thread);
            }
            if (rights.size() > task.special().registeredMax() || !task.isActive()) {
                return KernReturn.KERN_INVALID_ARGUMENT;
            }
            List<HeldPort> held = rights.stream().map(HeldPort::of).toList();
            return task.special().register(held, thread.doomed())
                    ? KernReturn.KERN_SUCCESS
                    : KernReturn.KERN_INVALID_ARGUMENT;
        }
    }

    /** {@code mach_ports_lookup}: always as many as can be registered. */
    record MachPortsLookup(MachTask task) implements SpecialPortsCall {
        @Override
        @Refines("MachPortsLookup")
        public Step run(MachThread thread) {
            if (task == null || task.isGone()) {
                return Step.done(ThreadCall.gone(thread));
            }
            if (!task.isActive()) {
                return Step.done(KernReturn.KERN_INVALID_ARGUMENT);
            }
            List<MachPortName> names = new ArrayList<>();
            for (HeldPort port : task.special().lookup()) {
                names.add(CallRights.give(thread, port, null));
            }
            return UserBorder.released(thread, CallResult.of(KernReturn.KERN_SUCCESS, new OutValue.Ports(names)));
        }
    }

    private static boolean isMany(MachThread thread) {
        return thread.kernel().exceptionRules().specialPorts() == ExceptionRules.SpecialPorts.MANY;
    }

    private static boolean isExceptionPort(MachThread thread, int which) {
        return which == EXCEPTION_PORT && !thread.kernel().exceptionRules().portsAreMasked();
    }

    private static Step self(MachThread thread, ExceptionTarget of, int which) {
        if (!of.isActive()) {
            return told(thread, MachPortName.MACH_PORT_NULL);
        }
        MachPortName name = CallRights.give(thread, of.special().take(which), of.self());
        boolean isNull = name.equals(MachPortName.MACH_PORT_DEAD)
                && thread.kernel().exceptionRules().deadSelf() == DeadSelf.NULL;
        return told(thread, isNull ? MachPortName.MACH_PORT_NULL : name);
    }

    private static Step told(MachThread thread, MachPortName name) {
        return UserBorder.released(thread, CallResult.of(KernReturn.KERN_SUCCESS, new OutValue.Name(name)));
    }
}
