package dev.portolan.kernel.kern;

import static dev.portolan.kernel.kern.KernelRoutine.thread;

import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.MigSubsystem;

/** The routines on threads: XNU's subsystem {@code thread_act}, and those of the Mach 3.0 line's {@code mach}. */
final class ThreadRoutines {

    private ThreadRoutines() {}

    static void addXnus(KernelRoutines routines) {
        MigSubsystem of = MigSubsystem.XNU_THREAD_ACT;
        add(routines, of);
        routines.add(
                of,
                "thread_abort_safely",
                thread(MigShape.NONE, (it, in, rights) -> new ThreadCall.ThreadAbortSafely(it)));
        TaskRoutines.addExceptionPorts(routines, of, KernelRoutine.Of.THREAD, "thread_");
    }

    static void addClassics(KernelRoutines routines) {
        add(routines, MigSubsystem.CLASSIC_MACH);
    }

    private static void add(KernelRoutines routines, MigSubsystem of) {
        routines.add(
                of, "thread_terminate", thread(MigShape.NONE, (it, in, rights) -> new ThreadCall.ThreadTerminate(it)));
        routines.add(
                of,
                "thread_get_state",
                thread(MigShape.ofWords(2), (it, in, rights) -> new ThreadStateCall.ThreadGetState(it, in.word(0))));
        routines.add(
                of,
                "thread_set_state",
                thread(
                        MigShape.ofArray(1),
                        (it, in, rights) -> new ThreadStateCall.ThreadSetState(it, in.word(0), in.array())));
        routines.add(of, "thread_suspend", thread(MigShape.NONE, (it, in, rights) -> new ThreadCall.ThreadSuspend(it)));
        routines.add(of, "thread_resume", thread(MigShape.NONE, (it, in, rights) -> new ThreadCall.ThreadResume(it)));
        routines.add(of, "thread_abort", thread(MigShape.NONE, (it, in, rights) -> new ThreadCall.ThreadAbort(it)));
        routines.add(
                of,
                "thread_info",
                thread(
                        MigShape.ofWords(2),
                        (it, in, rights) -> new ThreadStateCall.ThreadInfo(it, in.word(0), in.word(1))));
        TaskRoutines.addSpecialPorts(routines, of, KernelRoutine.Of.THREAD, "thread_");
    }
}
