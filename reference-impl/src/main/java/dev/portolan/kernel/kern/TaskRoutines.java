package dev.portolan.kernel.kern;

import static dev.portolan.kernel.kern.KernelRoutine.all;
import static dev.portolan.kernel.kern.KernelRoutine.first;
import static dev.portolan.kernel.kern.KernelRoutine.task;

import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.MigSubsystem;
import dev.portolan.kernel.kern.CallRights.Carried;
import java.util.List;

/** The routines on tasks: XNU's subsystem {@code task}, and those of the Mach 3.0 line's {@code mach}. */
final class TaskRoutines {

    private TaskRoutines() {}

    static void addXnus(KernelRoutines routines) {
        MigSubsystem of = MigSubsystem.XNU_TASK;
        add(routines, of, KernelRoutine.Of.TASK_NAME);
        routines.add(
                of,
                "task_create",
                task(MigShape.ofPorts(2), (it, in, rights) -> new CreateWithLedgers(it, all(rights))));
        routines.add(
                of,
                "thread_create_running",
                task(
                        MigShape.ofArray(1),
                        (it, in, rights) ->
                                new ThreadStateCall.ThreadCreateRunning(it, threadOf(it), in.word(0), in.array())));
        addExceptionPorts(routines, of, KernelRoutine.Of.TASK, "task_");
    }

    static void addClassics(KernelRoutines routines) {
        MigSubsystem of = MigSubsystem.CLASSIC_MACH;
        add(routines, of, KernelRoutine.Of.TASK);
        routines.add(
                of,
                "task_create",
                task(
                        KernelRoutine.Of.SPACE,
                        MigShape.ofWords(1),
                        (it, in, rights) -> new TaskCall.TaskCreate(it, childOf(it))));
    }

    private static void add(KernelRoutines routines, MigSubsystem of, KernelRoutine.Of told) {
        routines.add(of, "task_terminate", task(MigShape.NONE, (it, in, rights) -> new TaskCall.TaskTerminate(it)));
        routines.add(of, "task_threads", task(MigShape.NONE, (it, in, rights) -> new TaskCall.TaskThreads(it)));
        routines.add(
                of,
                "mach_ports_register",
                task(
                        MigShape.ofPorts(of.isXnus() ? 1 : 0),
                        (it, in, rights) -> new SpecialPortsCall.MachPortsRegister(it, all(rights))));
        routines.add(
                of,
                "mach_ports_lookup",
                task(MigShape.NONE, (it, in, rights) -> new SpecialPortsCall.MachPortsLookup(it)));
        routines.add(
                of,
                "task_info",
                task(told, MigShape.ofWords(2), (it, in, rights) -> new TaskCall.TaskInfo(it, in.word(0), in.word(1))));
        routines.add(of, "task_suspend", task(MigShape.NONE, (it, in, rights) -> new TaskCall.TaskSuspend(it)));
        routines.add(of, "task_resume", task(MigShape.NONE, (it, in, rights) -> new TaskCall.TaskResume(it)));
        routines.add(
                of,
                "thread_create",
                task(MigShape.NONE, (it, in, rights) -> new ThreadCall.ThreadCreate(it, threadOf(it))));
        addSpecialPorts(routines, of, KernelRoutine.Of.TASK, "task_");
    }

    /** {@code task_get_special_port}, {@code thread_get_special_port} and their kin. */
    static void addSpecialPorts(KernelRoutines routines, MigSubsystem subsystem, KernelRoutine.Of of, String prefix) {
        routines.add(
                subsystem,
                prefix + "get_special_port",
                new KernelRoutine(
                        of,
                        MigShape.ofWords(1),
                        false,
                        (target, in, rights) -> new SpecialPortsCall.GetSpecialPort(target, in.word(0))));
        routines.add(
                subsystem,
                prefix + "set_special_port",
                new KernelRoutine(
                        of,
                        MigShape.ofPort(1),
                        false,
                        (target, in, rights) ->
                                new SpecialPortsCall.SetSpecialPort(target, in.word(0), first(rights))));
    }

    /** {@code task_set_exception_ports}, {@code thread_set_exception_ports}, {@code host_set_exception_ports} and their kin. */
    static void addExceptionPorts(KernelRoutines routines, MigSubsystem subsystem, KernelRoutine.Of of, String prefix) {
        routines.add(
                subsystem,
                prefix + "set_exception_ports",
                new KernelRoutine(
                        of,
                        MigShape.ofPort(3),
                        false,
                        (target, in, rights) -> new ExceptionPortsCall.SetExceptionPorts(
                                target, in.word(0), first(rights), in.word(1), in.word(2))));
        routines.add(
                subsystem,
                prefix + "get_exception_ports",
                new KernelRoutine(
                        of,
                        MigShape.ofWords(1),
                        false,
                        (target, in, rights) ->
                                new ExceptionPortsCall.GetExceptionPorts(target, in.word(0), KernelReply.HANDLERS)));
        routines.add(
                subsystem,
                prefix + "swap_exception_ports",
                new KernelRoutine(
                        of,
                        MigShape.ofPort(3),
                        false,
                        (target, in, rights) -> new ExceptionPortsCall.SwapExceptionPorts(
                                target, in.word(0), first(rights), in.word(1), in.word(2), KernelReply.HANDLERS)));
    }

    /* Who is made by a message is called by its place. */
    private static String childOf(MachTask task) {
        return "T" + task.kernel().tasks().size();
    }

    private static String threadOf(MachTask task) {
        return task.name() + "/" + task.kernel().threads().size();
    }

    /** {@code task_create} with ledgers, which nobody keeps any more. */
    private record CreateWithLedgers(MachTask parent, List<Carried> ledgers) implements Continuation.Call {
        @Override
        public Step run(MachThread thread) {
            ledgers.forEach(ledger -> thread.doomed().add(ledger.right()));
            return new TaskCall.TaskCreate(parent, childOf(parent)).run(thread);
        }
    }
}
