package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MigArguments;
import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.kern.CallRights.Carried;
import dev.portolan.kernel.rules.ExceptionRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A routine that a request to a port of the kernel's calls, found by the request's id.
 *
 * @param kind what the port must stand for
 * @param ofNull what it answers where the port stands for something else
 */
record KernelRoutine(KernelObject.Kind kind, MigShape shape, ReturnCode ofNull, Maker maker) {

    /** Makes the call that a request is. */
    interface Maker {
        Continuation.Call call(ExceptionTarget target, MigArguments arguments, List<NakedRight> rights);
    }

    /** A call on a task, and one on a thread. */
    private interface OfTask {
        Continuation.Call call(MachTask task, MigArguments arguments, List<NakedRight> rights);
    }

    private interface OfThread {
        Continuation.Call call(MachThread thread, MigArguments arguments, List<NakedRight> rights);
    }

    private static final Map<Integer, KernelRoutine> XNU = xnu();
    private static final Map<Integer, KernelRoutine> CLASSIC = classic();

    /** The routine of that id; null if there is none. */
    static KernelRoutine of(ExceptionRules rules, int id) {
        return (rules.portsAreMasked() ? XNU : CLASSIC).get(id);
    }

    Continuation.Call call(ExceptionTarget target, MigArguments arguments, List<NakedRight> rights) {
        return maker.call(target, arguments, rights);
    }

    /** {@code convert_port_to_task} and its kin: what the port stands for; null if that is not what the routine is for. */
    ExceptionTarget target(Kernel kernel, IpcPort port) {
        if (!port.isActive() || KernelObject.kindOf(port) != kind) {
            return null;
        }
        int index = KernelObject.indexOf(port);
        ExceptionTarget target = kind == KernelObject.Kind.TASK
                ? kernel.task(index)
                : kernel.thread(index).act();
        boolean converts = kernel.exceptionRules().portsAreMasked() || target.isActive();
        return converts ? target : null;
    }

    private static KernelRoutine task(MigShape shape, OfTask maker) {
        return new KernelRoutine(
                KernelObject.Kind.TASK,
                shape,
                KernReturn.KERN_INVALID_ARGUMENT,
                (target, arguments, rights) -> maker.call((MachTask) target, arguments, rights));
    }

    private static KernelRoutine space(MigShape shape, OfTask maker) {
        return task(shape, maker).answering(KernReturn.KERN_INVALID_TASK);
    }

    private static KernelRoutine thread(MigShape shape, OfThread maker) {
        return new KernelRoutine(
                KernelObject.Kind.THREAD,
                shape,
                KernReturn.KERN_INVALID_ARGUMENT,
                (target, arguments, rights) -> maker.call(((ThreadAct) target).thread(), arguments, rights));
    }

    private KernelRoutine answering(ReturnCode code) {
        return new KernelRoutine(kind, shape, code, maker);
    }

    private static CallRights.Argument first(List<NakedRight> rights) {
        return new Carried(rights.get(0));
    }

    private static List<Carried> all(List<NakedRight> rights) {
        return rights.stream().map(Carried::new).toList();
    }

    /* Who is made by a message is called by its place. */
    private static String name(MachTask task, boolean ofTask) {
        Kernel kernel = task.kernel();
        return ofTask
                ? "T" + kernel.tasks().size()
                : task.name() + "/" + kernel.threads().size();
    }

    /* Subsystems mach_port 3200, task 3400, thread_act 3600. */
    private static Map<Integer, KernelRoutine> xnu() {
        Map<Integer, KernelRoutine> routines = new HashMap<>();
        addPortCalls(routines, 3214);
        routines.put(3400, task(MigShape.ofPorts(2), (task, in, rights) -> new CreateWithLedgers(task, all(rights))));
        routines.put(3401, task(MigShape.NONE, (task, in, rights) -> new TaskCall.TaskTerminate(task)));
        routines.put(3402, task(MigShape.NONE, (task, in, rights) -> new TaskCall.TaskThreads(task)));
        routines.put(
                3403,
                task(
                        MigShape.ofPorts(1),
                        (task, in, rights) -> new SpecialPortsCall.MachPortsRegister(task, all(rights))));
        routines.put(3404, task(MigShape.NONE, (task, in, rights) -> new SpecialPortsCall.MachPortsLookup(task)));
        routines.put(
                3405,
                task(MigShape.ofWords(2), (task, in, rights) -> new TaskCall.TaskInfo(task, in.word(0), in.word(1))));
        routines.put(3407, task(MigShape.NONE, (task, in, rights) -> new TaskCall.TaskSuspend(task)));
        routines.put(3408, task(MigShape.NONE, (task, in, rights) -> new TaskCall.TaskResume(task)));
        addSpecialPorts(routines, KernelObject.Kind.TASK, 3409, 3410);
        routines.put(
                3411, task(MigShape.NONE, (task, in, rights) -> new ThreadCall.ThreadCreate(task, name(task, false))));
        routines.put(
                3412,
                task(
                        MigShape.ofArray(1),
                        (task, in, rights) -> new ThreadStateCall.ThreadCreateRunning(
                                task, name(task, false), in.word(0), in.array())));
        addExceptionPorts(routines, KernelObject.Kind.TASK, 3413);
        routines.put(3600, thread(MigShape.NONE, (thread, in, rights) -> new ThreadCall.ThreadTerminate(thread)));
        addRegisters(routines, 3603, 3604);
        routines.put(3605, thread(MigShape.NONE, (thread, in, rights) -> new ThreadCall.ThreadSuspend(thread)));
        routines.put(3606, thread(MigShape.NONE, (thread, in, rights) -> new ThreadCall.ThreadResume(thread)));
        routines.put(3607, thread(MigShape.NONE, (thread, in, rights) -> new ThreadCall.ThreadAbort(thread)));
        routines.put(3608, thread(MigShape.NONE, (thread, in, rights) -> new ThreadCall.ThreadAbortSafely(thread)));
        addSpecialPorts(routines, KernelObject.Kind.THREAD, 3610, 3611);
        routines.put(
                3612,
                thread(
                        MigShape.ofWords(2),
                        (thread, in, rights) -> new ThreadStateCall.ThreadInfo(thread, in.word(0), in.word(1))));
        addExceptionPorts(routines, KernelObject.Kind.THREAD, 3613);
        return Map.copyOf(routines);
    }

    /* Subsystems mach 2000, mach_port 3200. */
    private static Map<Integer, KernelRoutine> classic() {
        Map<Integer, KernelRoutine> routines = new HashMap<>();
        addPortCalls(routines, 3215);
        routines.put(
                2007,
                task(MigShape.ofWords(1), (task, in, rights) -> new TaskCall.TaskCreate(task, name(task, true)))
                        .answering(KernReturn.KERN_INVALID_TASK));
        routines.put(2008, task(MigShape.NONE, (task, in, rights) -> new TaskCall.TaskTerminate(task)));
        routines.put(2011, task(MigShape.NONE, (task, in, rights) -> new TaskCall.TaskThreads(task)));
        routines.put(
                2012,
                task(MigShape.ofWords(2), (task, in, rights) -> new TaskCall.TaskInfo(task, in.word(0), in.word(1))));
        routines.put(2016, thread(MigShape.NONE, (thread, in, rights) -> new ThreadCall.ThreadTerminate(thread)));
        addRegisters(routines, 2017, 2018);
        routines.put(
                2019,
                thread(
                        MigShape.ofWords(2),
                        (thread, in, rights) -> new ThreadStateCall.ThreadInfo(thread, in.word(0), in.word(1))));
        routines.put(2056, task(MigShape.NONE, (task, in, rights) -> new TaskCall.TaskSuspend(task)));
        routines.put(2057, task(MigShape.NONE, (task, in, rights) -> new TaskCall.TaskResume(task)));
        addSpecialPorts(routines, KernelObject.Kind.TASK, 2058, 2059);
        routines.put(
                2061, task(MigShape.NONE, (task, in, rights) -> new ThreadCall.ThreadCreate(task, name(task, false))));
        routines.put(2062, thread(MigShape.NONE, (thread, in, rights) -> new ThreadCall.ThreadSuspend(thread)));
        routines.put(2063, thread(MigShape.NONE, (thread, in, rights) -> new ThreadCall.ThreadResume(thread)));
        routines.put(2064, thread(MigShape.NONE, (thread, in, rights) -> new ThreadCall.ThreadAbort(thread)));
        addSpecialPorts(routines, KernelObject.Kind.THREAD, 2067, 2068);
        return Map.copyOf(routines);
    }

    private static void addPortCalls(Map<Integer, KernelRoutine> routines, int insertRight) {
        routines.put(
                3201, space(MigShape.ofWords(1), (task, in, rights) -> new PortCall.MachPortType(task, in.name(0))));
        routines.put(
                3204,
                space(MigShape.ofWords(1), (task, in, rights) -> new PortCall.MachPortAllocate(task, in.word(0))));
        routines.put(
                3205, space(MigShape.ofWords(1), (task, in, rights) -> new PortCall.MachPortDestroy(task, in.name(0))));
        routines.put(
                3206,
                space(MigShape.ofWords(1), (task, in, rights) -> new PortCall.MachPortDeallocate(task, in.name(0))));
        routines.put(
                3207,
                space(
                        MigShape.ofWords(2),
                        (task, in, rights) -> new PortCall.MachPortGetRefs(task, in.name(0), in.word(1))));
        routines.put(
                3208,
                space(
                        MigShape.ofWords(3),
                        (task, in, rights) -> new PortCall.MachPortModRefs(task, in.name(0), in.word(1), in.word(2))));
        routines.put(
                insertRight,
                space(MigShape.ofPort(1), (task, in, rights) -> new InsertCarried(rights.get(0), task, in.name(0))));
    }

    private static void addSpecialPorts(
            Map<Integer, KernelRoutine> routines, KernelObject.Kind kind, int get, int set) {
        routines.put(
                get,
                new KernelRoutine(
                        kind,
                        MigShape.ofWords(1),
                        KernReturn.KERN_INVALID_ARGUMENT,
                        (target, in, rights) -> new SpecialPortsCall.GetSpecialPort(target, in.word(0))));
        routines.put(
                set,
                new KernelRoutine(
                        kind,
                        MigShape.ofPort(1),
                        KernReturn.KERN_INVALID_ARGUMENT,
                        (target, in, rights) ->
                                new SpecialPortsCall.SetSpecialPort(target, in.word(0), first(rights))));
    }

    private static void addExceptionPorts(Map<Integer, KernelRoutine> routines, KernelObject.Kind kind, int set) {
        routines.put(
                set,
                new KernelRoutine(
                        kind,
                        MigShape.ofPort(3),
                        KernReturn.KERN_INVALID_ARGUMENT,
                        (target, in, rights) -> new ExceptionPortsCall.SetExceptionPorts(
                                target, in.word(0), first(rights), in.word(1), in.word(2))));
        routines.put(
                set + 1,
                new KernelRoutine(
                        kind,
                        MigShape.ofWords(1),
                        KernReturn.KERN_INVALID_ARGUMENT,
                        (target, in, rights) ->
                                new ExceptionPortsCall.GetExceptionPorts(target, in.word(0), KernelReply.HANDLERS)));
        routines.put(
                set + 2,
                new KernelRoutine(
                        kind,
                        MigShape.ofPort(3),
                        KernReturn.KERN_INVALID_ARGUMENT,
                        (target, in, rights) -> new ExceptionPortsCall.SwapExceptionPorts(
                                target, in.word(0), first(rights), in.word(1), in.word(2), KernelReply.HANDLERS)));
    }

    private static void addRegisters(Map<Integer, KernelRoutine> routines, int get, int set) {
        routines.put(
                get,
                thread(
                        MigShape.ofWords(2),
                        (thread, in, rights) -> new ThreadStateCall.ThreadGetState(thread, in.word(0))));
        routines.put(
                set,
                thread(
                        MigShape.ofArray(1),
                        (thread, in, rights) -> new ThreadStateCall.ThreadSetState(thread, in.word(0), in.array())));
    }

    /** {@code mach_port_insert_right} whose right came with the message. */
    private record InsertCarried(NakedRight right, MachTask target, MachPortName name) implements Continuation.Call {
        @Override
        public Step run(MachThread thread) {
            return new Continuation.InsertRight(right, target, name);
        }
    }

    /** {@code task_create} with ledgers, which nobody keeps any more. */
    private record CreateWithLedgers(MachTask parent, List<Carried> ledgers) implements Continuation.Call {
        @Override
        public Step run(MachThread thread) {
            ledgers.forEach(ledger -> thread.doomed().add(ledger.right()));
            return new TaskCall.TaskCreate(parent, name(parent, true)).run(thread);
        }
    }
}
