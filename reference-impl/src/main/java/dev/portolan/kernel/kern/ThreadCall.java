package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.rules.ExceptionRules.AbortOfSelf;
import dev.portolan.kernel.rules.ExceptionRules.EndedObject;
import dev.portolan.kernel.rules.ExceptionRules.GoneObject;
import dev.portolan.kernel.rules.ExceptionRules.ReplyOfTheDead;
import java.util.List;

/** The first critical section of each call on a thread; it is null where the caller named none. */
public sealed interface ThreadCall extends Continuation.Call {

    /**
     * {@code thread_create}: a thread that is suspended once and has not begun.
     *
     * @param parent null where the caller named no task
     * @param name by which people tell the thread from others
     */
    record ThreadCreate(MachTask parent, String name) implements ThreadCall {
        @Override
        @Refines("ThreadCreate")
        public Step run(MachThread thread) {
            if (parent == null || parent.isGone()) {
                return Step.done(gone(thread));
            }
            synchronized (parent.space()) {
                if (!parent.isActive()) {
                    return Step.done(ended(thread, KernReturn.KERN_FAILURE));
                }
                MachThread created = thread.kernel().createThread(parent, name, false);
                return TaskCall.created(thread, created.act().self());
            }
        }
    }

    /** {@code thread_suspend}: returns when the target is off the processor. */
    record ThreadSuspend(MachThread of) implements ThreadCall {
        @Override
        @Refines("ThreadSuspend")
        public Step run(MachThread thread) {
            if (isGone(of)) {
                return Step.done(gone(thread));
            }
            return of.act().suspend()
                    ? ThreadHold.endsStopped(thread, List.of(of))
                    : Step.done(ended(thread, KernReturn.KERN_TERMINATED));
        }
    }

    /** {@code thread_resume}. */
    record ThreadResume(MachThread of) implements ThreadCall {
        @Override
        @Refines("ThreadResume")
        public Step run(MachThread thread) {
            if (isGone(of)) {
                return Step.done(gone(thread));
            }
            if (!of.act().isActive()) {
                return Step.done(ended(thread, KernReturn.KERN_TERMINATED));
            }
            if (!of.act().resume()) {
                return Step.done(KernReturn.KERN_FAILURE);
            }
            ThreadHold.released(of);
            return Step.done(KernReturn.KERN_SUCCESS);
        }
    }

    /** {@code thread_abort}: the wait under way ends, and each further one until the target is back at its instructions. */
    record ThreadAbort(MachThread of) implements ThreadCall {
        @Override
        @Refines("ThreadAbort")
        public Step run(MachThread thread) {
            if (isGone(of)) {
                return Step.done(gone(thread));
            }
            boolean self = thread == of;
            if (self && thread.kernel().exceptionRules().abortOfSelf() == AbortOfSelf.REFUSED) {
                return Step.done(KernReturn.KERN_INVALID_ARGUMENT);
            }
            if (!of.act().isActive()) {
                return Step.done(ended(thread, KernReturn.KERN_TERMINATED));
            }
            if (!self && abort(of)) {
                waitBroken(of, true, thread.doomed());
                ThreadHold.letOn(of);
            }
            return UserBorder.released(thread, CallResult.KERN_SUCCESS);
        }
    }

    /** {@code thread_abort_safely}: the wait for a handler's reply is not one that is safe to break. */
    record ThreadAbortSafely(MachThread of) implements ThreadCall {
        @Override
        @Refines("ThreadAbortSafely")
        public Step run(MachThread thread) {
            if (isGone(of)) {
                return Step.done(gone(thread));
            }
            return Step.done(of.act().isActive() ? KernReturn.KERN_SUCCESS : ended(thread, KernReturn.KERN_TERMINATED));
        }
    }

    /** {@code thread_terminate}. */
    record ThreadTerminate(MachThread of) implements ThreadCall {
        @Override
        @Refines("ThreadTerminate")
        public Step run(MachThread thread) {
            if (isGone(of)) {
                return Step.done(gone(thread));
            }
            if (!threadEnds(of, thread.doomed())) {
                return Step.done(ended(thread, KernReturn.KERN_TERMINATED));
            }
            return UserBorder.released(thread, CallResult.KERN_SUCCESS);
        }
    }

    /* Answers false of who executes instructions, for whom an abort breaks nothing. */
    private static boolean abort(MachThread of) {
        synchronized (of.act()) {
            boolean aborts = UserBorder.isOffProcessor(of);
            if (aborts) {
                of.act().setAborted(true);
            }
            return aborts;
        }
    }

    private static boolean isGone(MachThread of) {
        return of == null || of.act().isGone();
    }

    /** What a call on an object that is gone, or on none, comes to. */
    static ReturnCode gone(MachThread thread) {
        return thread.kernel().exceptionRules().goneObject() == GoneObject.NULL
                ? KernReturn.KERN_INVALID_ARGUMENT
                : MachMsgReturn.MACH_SEND_INVALID_DEST;
    }

    /**
     * What a call on an object that was told to end, and is not gone, comes to.
     *
     * @param seen what it comes to where the call sees that
     */
    static ReturnCode ended(MachThread thread, KernReturn seen) {
        return thread.kernel().exceptionRules().endedObject() == EndedObject.SEEN
                ? seen
                : KernReturn.KERN_INVALID_ARGUMENT;
    }

    /** The thread is told to end, and waits no more; answers false if it was told before. */
    static boolean threadEnds(MachThread target, DoomedRights doomed) {
        if (!target.act().terminate()) {
            return false;
        }
        boolean dies = target.kernel().exceptionRules().replyOfTheDead() == ReplyOfTheDead.REFUSED;
        waitBroken(target, dies, doomed);
        ThreadHold.released(target);
        return true;
    }

    /* The thread's wait is broken; if it is for a handler's reply, so that nobody answers it any more. */
    private static void waitBroken(MachThread target, boolean dies, DoomedRights doomed) {
        IpcPort reply = target.continuation() instanceof ExceptionTriage.AwaitReply await && await.isInterruptible()
                ? await.reply()
                : null;
        target.threadAbort();
        if (reply != null && dies) {
            KernelPorts.destroy(reply, doomed);
        }
    }
}
