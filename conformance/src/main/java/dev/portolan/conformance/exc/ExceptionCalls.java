package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.elements;
import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.integer;
import static dev.portolan.conformance.exc.Values.text;
import static dev.portolan.conformance.exc.Values.truth;

import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.kern.CallRights;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceedLimit;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.SpecialPortsCall;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.ThreadStateCall;
import dev.portolan.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls of the model {@code Exc} as the kernel's. */
final class ExceptionCalls {

    private final ExceptionKernel kernel;
    private final MachThread thread;

    /** @param thread that makes them */
    ExceptionCalls(ExceptionKernel kernel, MachThread thread) {
        this.kernel = kernel;
        this.thread = thread;
    }

    /** The first section of a call; null if the action is none. */
    Continuation call(String action, Map<String, TlaValue> of) {
        return switch (action) {
            case "SetExceptionPorts" ->
                new ExceptionPortsCall.SetExceptionPorts(
                        kernel.target(of.get("target")), mask(of), port(of), behavior(of), integer(of.get("flavor")));
            case "GetExceptionPorts" ->
                new ExceptionPortsCall.GetExceptionPorts(
                        kernel.target(of.get("target")), mask(of), integer(of.get("count")));
            case "SwapExceptionPorts" ->
                new ExceptionPortsCall.SwapExceptionPorts(
                        kernel.target(of.get("target")),
                        mask(of),
                        port(of),
                        behavior(of),
                        integer(of.get("flavor")),
                        integer(of.get("count")));
            case "SetSpecialPort" ->
                new SpecialPortsCall.SetSpecialPort(
                        kernel.target(of.get("target")), integer(of.get("which")), port(of));
            case "GetSpecialPort" ->
                new SpecialPortsCall.GetSpecialPort(kernel.target(of.get("target")), integer(of.get("which")));
            case "MachTaskSelf" -> new SpecialPortsCall.MachTaskSelf();
            case "MachThreadSelf" -> new SpecialPortsCall.MachThreadSelf();
            case "MachHostSelf" -> new SpecialPortsCall.MachHostSelf();
            case "MachPortsRegister" ->
                new SpecialPortsCall.MachPortsRegister(
                        kernel.taskOrNull(of.get("task")),
                        elements(of.get("ports")).stream()
                                .map(port -> kernel.argument(thread, integer(port)))
                                .toList());
            case "MachPortsLookup" -> new SpecialPortsCall.MachPortsLookup(kernel.taskOrNull(of.get("task")));
            case "ThreadGetState" ->
                new ThreadStateCall.ThreadGetState(kernel.threadOrNull(of.get("target")), integer(of.get("flavor")));
            case "ThreadSetState" ->
                new ThreadStateCall.ThreadSetState(
                        kernel.threadOrNull(of.get("target")),
                        integer(of.get("flavor")),
                        Registers.of(text(of.get("registers"))));
            case "TaskInfo" ->
                new TaskCall.TaskInfo(
                        kernel.taskOrNull(of.get("task")), integer(of.get("flavor")), integer(of.get("count")));
            case "ThreadInfo" ->
                new ThreadStateCall.ThreadInfo(
                        kernel.threadOrNull(of.get("target")), integer(of.get("flavor")), integer(of.get("count")));
            case "RaiseException" -> new ExceptionTriage.RaiseException(exception(of.get("exception")));
            case "TaskCreate" -> new TaskCall.TaskCreate(kernel.taskOrNull(of.get("parent")), text(of.get("child")));
            case "TaskSuspend" -> new TaskCall.TaskSuspend(kernel.taskOrNull(of.get("task")));
            case "TaskResume" -> new TaskCall.TaskResume(kernel.taskOrNull(of.get("task")));
            case "PidSuspend" -> new TaskCall.PidSuspend(kernel.taskOrNull(of.get("task")));
            case "PidResume" -> new TaskCall.PidResume(kernel.taskOrNull(of.get("task")));
            case "ExceedLimit" ->
                new ExceedLimit(
                        integer(of.get("resource")),
                        integer(of.get("flavor")),
                        integer(of.get("limit")),
                        integer(of.get("observed")));
            case "TaskTerminate" -> new TaskCall.TaskTerminate(kernel.taskOrNull(of.get("task")));
            case "ThreadCreate" -> {
                String created = text(of.get("created"));
                yield new ThreadCall.ThreadCreate(kernel.task(ExceptionWorld.taskOf(created)), created);
            }
            case "ThreadCreateRunning" -> {
                String created = text(of.get("created"));
                yield new ThreadStateCall.ThreadCreateRunning(
                        kernel.task(ExceptionWorld.taskOf(created)),
                        created,
                        integer(of.get("flavor")),
                        Registers.of(text(of.get("registers"))));
            }
            case "ThreadSuspend" -> new ThreadCall.ThreadSuspend(kernel.threadOrNull(of.get("target")));
            case "ThreadResume" -> new ThreadCall.ThreadResume(kernel.threadOrNull(of.get("target")));
            case "ThreadAbort" -> new ThreadCall.ThreadAbort(kernel.threadOrNull(of.get("target")));
            case "ThreadAbortSafely" -> new ThreadCall.ThreadAbortSafely(kernel.threadOrNull(of.get("target")));
            case "ThreadTerminate" -> new ThreadCall.ThreadTerminate(kernel.threadOrNull(of.get("target")));
            default -> null;
        };
    }

    private static int mask(Map<String, TlaValue> arguments) {
        int mask = 0;
        for (TlaValue type : elements(arguments.get("mask"))) {
            mask |= 1 << integer(type);
        }
        return mask;
    }

    private static int behavior(Map<String, TlaValue> arguments) {
        int behavior = integer(arguments.get("behavior"));
        return truth(arguments.get("codes")) ? behavior | ExceptionBehavior.MACH_EXCEPTION_CODES : behavior;
    }

    private static MachException exception(TlaValue exception) {
        List<Long> codes = new ArrayList<>();
        for (TlaValue code : elements(field(exception, "codes"))) {
            codes.add((long) integer(field(code, "high")) << 32 | integer(field(code, "low")));
        }
        return new MachException(integer(field(exception, "type")), codes);
    }

    private CallRights.Named port(Map<String, TlaValue> arguments) {
        return kernel.argument(thread, integer(arguments.get("port")));
    }
}
