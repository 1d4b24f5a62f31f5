package dev.portolan.conformance.drive;

import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.kern.CallRights;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceedLimit;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.SpecialPortsCall;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.ThreadStateCall;
import dev.portolan.traces.Call;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.PortName;

/** Calls of traces on tasks and threads as the kernel takes them. */
final class ObjectCalls {

    private final Kernel kernel;
    private final ArgumentNames names;

    ObjectCalls(Kernel kernel, ArgumentNames names) {
        this.kernel = kernel;
        this.names = names;
    }

    /** The call's first critical section. */
    Continuation first(ObjectCall call, MachThread caller) {
        if (call instanceof ObjectCall.TaskCreate create) {
            return new TaskCall.TaskCreate(task(create.task()), create.child().intern());
        }
        if (call instanceof ObjectCall.TaskSuspend suspend) {
            return new TaskCall.TaskSuspend(task(suspend.task()));
        }
        if (call instanceof ObjectCall.TaskResume resume) {
            return new TaskCall.TaskResume(task(resume.task()));
        }
        if (call instanceof ObjectCall.PidSuspend suspend) {
            return new TaskCall.PidSuspend(task(suspend.task()));
        }
        if (call instanceof ObjectCall.PidResume resume) {
            return new TaskCall.PidResume(task(resume.task()));
        }
        return onThread(call, caller);
    }

    private Continuation onThread(ObjectCall call, MachThread caller) {
        if (call instanceof ObjectCall.ThreadCreate create) {
            return new ThreadCall.ThreadCreate(
                    task(create.task()), create.created().intern());
        }
        if (call instanceof ObjectCall.ThreadSuspend suspend) {
            return new ThreadCall.ThreadSuspend(thread(suspend.target()));
        }
        if (call instanceof ObjectCall.ThreadResume resume) {
            return new ThreadCall.ThreadResume(thread(resume.target()));
        }
        if (call instanceof ObjectCall.ThreadAbortSafely abort) {
            return new ThreadCall.ThreadAbortSafely(thread(abort.target()));
        }
        if (call instanceof ObjectCall.ThreadTerminate terminate) {
            return new ThreadCall.ThreadTerminate(thread(terminate.target()));
        }
        if (call instanceof ObjectCall.RaiseException raise) {
            return new ExceptionTriage.RaiseException(
                    MachException.of(raise.exception(), raise.code(), raise.subcode()));
        }
        if (call instanceof ObjectCall.ExceedLimit exceed) {
            return new ExceedLimit(exceed.resource(), exceed.limitFlavor(), exceed.limit(), exceed.observed());
        }
        return special(call, caller);
    }

    private Continuation special(ObjectCall call, MachThread caller) {
        if (call instanceof ObjectCall.TaskSetSpecialPort set) {
            return new SpecialPortsCall.SetSpecialPort(
                    task(set.task()), set.which(), argument(caller, set.port(), set.disposition()));
        }
        if (call instanceof ObjectCall.ThreadSetSpecialPort set) {
            return new SpecialPortsCall.SetSpecialPort(
                    thread(set.target()).act(), set.which(), argument(caller, set.port(), set.disposition()));
        }
        if (call instanceof ObjectCall.TaskGetSpecialPort get) {
            return new SpecialPortsCall.GetSpecialPort(task(get.task()), get.which());
        }
        if (call instanceof ObjectCall.ThreadGetSpecialPort get) {
            return new SpecialPortsCall.GetSpecialPort(thread(get.target()).act(), get.which());
        }
        return ports(call, caller);
    }

    private Continuation ports(ObjectCall call, MachThread caller) {
        if (call instanceof ObjectCall.TaskSetExceptionPorts set) {
            return new ExceptionPortsCall.SetExceptionPorts(
                    task(set.task()),
                    set.mask(),
                    argument(caller, set.port(), set.disposition()),
                    set.behavior(),
                    set.stateFlavor());
        }
        if (call instanceof ObjectCall.ThreadSetExceptionPorts set) {
            return new ExceptionPortsCall.SetExceptionPorts(
                    thread(set.target()).act(),
                    set.mask(),
                    argument(caller, set.port(), set.disposition()),
                    set.behavior(),
                    set.stateFlavor());
        }
        if (call instanceof ObjectCall.HostSetExceptionPorts set) {
            return new ExceptionPortsCall.SetExceptionPorts(
                    kernel.host(),
                    set.mask(),
                    argument(caller, set.port(), set.disposition()),
                    set.behavior(),
                    set.stateFlavor());
        }
        if (call instanceof ObjectCall.TaskGetExceptionPorts get) {
            return new ExceptionPortsCall.GetExceptionPorts(task(get.task()), get.mask(), get.count());
        }
        if (call instanceof ObjectCall.ThreadGetExceptionPorts get) {
            return new ExceptionPortsCall.GetExceptionPorts(thread(get.target()).act(), get.mask(), get.count());
        }
        if (call instanceof ObjectCall.HostGetExceptionPorts get) {
            return new ExceptionPortsCall.GetExceptionPorts(kernel.host(), get.mask(), get.count());
        }
        return swaps(call, caller);
    }

    private Continuation swaps(ObjectCall call, MachThread caller) {
        if (call instanceof ObjectCall.TaskSwapExceptionPorts swap) {
            return new ExceptionPortsCall.SwapExceptionPorts(
                    task(swap.task()),
                    swap.mask(),
                    argument(caller, swap.port(), swap.disposition()),
                    swap.behavior(),
                    swap.stateFlavor(),
                    swap.count());
        }
        if (call instanceof ObjectCall.ThreadSwapExceptionPorts swap) {
            return new ExceptionPortsCall.SwapExceptionPorts(
                    thread(swap.target()).act(),
                    swap.mask(),
                    argument(caller, swap.port(), swap.disposition()),
                    swap.behavior(),
                    swap.stateFlavor(),
                    swap.count());
        }
        if (call instanceof ObjectCall.HostSwapExceptionPorts swap) {
            return new ExceptionPortsCall.SwapExceptionPorts(
                    kernel.host(),
                    swap.mask(),
                    argument(caller, swap.port(), swap.disposition()),
                    swap.behavior(),
                    swap.stateFlavor(),
                    swap.count());
        }
        return registers(call);
    }

    private Continuation registers(ObjectCall call) {
        if (call instanceof ObjectCall.ThreadGetState get) {
            return new ThreadStateCall.ThreadGetState(thread(get.target()), get.stateFlavor());
        }
        if (call instanceof ObjectCall.ThreadSetState set) {
            return new ThreadStateCall.ThreadSetState(thread(set.target()), set.stateFlavor(), set.registers());
        }
        if (call instanceof ObjectCall.ThreadCreateRunning create) {
            return new ThreadStateCall.ThreadCreateRunning(
                    task(create.task()), create.created().intern(), create.stateFlavor(), create.registers());
        }
        throw new IllegalArgumentException("the kernel has no call " + call);
    }

    /** {@code thread_abort} as a call of somebody's. */
    Continuation abort(Call.ThreadAbort call) {
        return new ThreadCall.ThreadAbort(thread(call.target()));
    }

    private CallRights.Argument argument(MachThread caller, PortName port, String disposition) {
        return new CallRights.Named(
                MachPortName.of(names.argument(caller.task().name(), port)),
                MachMsgTypeName.valueOf("MACH_MSG_TYPE_" + disposition));
    }

    private MachTask task(String name) {
        for (MachTask task : kernel.tasks()) {
            if (task.name().equals(name)) {
                return task;
            }
        }
        throw new IllegalArgumentException("there is no task " + name);
    }

    private MachThread thread(String name) {
        for (MachThread thread : kernel.threads()) {
            if (thread.name().equals(name)) {
                return thread;
            }
        }
        throw new IllegalArgumentException("there is no thread " + name);
    }
}
