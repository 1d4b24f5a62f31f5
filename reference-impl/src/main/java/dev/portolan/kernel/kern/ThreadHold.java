package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.KernelCopy;
import java.util.List;

/** How threads are stopped: who holds them waits until they are off the processor. */
public final class ThreadHold {

    private ThreadHold() {}

    /**
     * The thread waits until these are off the processor.
     *
     * @param targets their places in the kernel's list of threads
     */
    @Refines("AwaitStopped")
    public record AwaitStopped(List<Integer> targets) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            return areOff(thread) ? new UserBorder.Return(CallResult.KERN_SUCCESS) : Step.Block.BLOCK;
        }

        /** True if none of them executes an instruction, but for the thread itself, or they are held no more. */
        public boolean areOff(MachThread thread) {
            for (int target : targets) {
                MachThread one = thread.kernel().thread(target);
                if (one != thread
                        && !UserBorder.isOffProcessor(one)
                        && one.act().isActive()
                        && one.act().isHeld()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return this;
        }
    }

    /** The call of who holds these ends when they are off the processor. Who holds itself goes to the border itself. */
    static Step endsStopped(MachThread thread, List<MachThread> targets) {
        AwaitStopped await =
                new AwaitStopped(targets.stream().map(MachThread::index).toList());
        if (!await.areOff(thread)) {
            thread.isAt(await);
            return Step.Block.BLOCK;
        }
        return targets.contains(thread)
                ? new UserBorder.Return(CallResult.KERN_SUCCESS)
                : Step.done(KernReturn.KERN_SUCCESS);
    }

    /**
     * The thread waits. Whoever held it, or ended it, may have looked too early to see that; who is parked has told them,
     * and nobody is let go twice.
     */
    static void waits(MachThread thread) {
        if (thread.act().isHeld() && !UserBorder.isParked(thread)) {
            changed(thread);
        }
        if (thread.act().isAborted()) {
            thread.threadAbort();
        }
    }

    /** True if the thread waits for others to stop, is stopped at the border, or is held where it waited and was let go. */
    static boolean keeps(MachThread thread, Continuation now) {
        return now instanceof AwaitStopped await
                ? !await.areOff(thread)
                : UserBorder.isStopped(thread) || thread.act().isKept();
    }

    /** The thread is off the processor, or held no more: who waits for that looks again; for itself nobody waits. */
    static void changed(MachThread thread) {
        for (MachThread one : thread.kernel().threads()) {
            if (one != thread
                    && one.continuation() instanceof AwaitStopped await
                    && await.targets().contains(thread.index())) {
                thread.kernel().machine().unblock(one);
            }
        }
    }

    /** The thread may be held no more, or is to end: if it is parked, or held where it waited, it has a step to take. */
    static void released(MachThread thread) {
        changed(thread);
        boolean stops =
                UserBorder.isParked(thread) || thread.continuation() instanceof Personality.Duty duty && duty.isStop();
        if (stops && !UserBorder.isStopped(thread)) {
            thread.kernel().machine().unblock(thread);
        }
        letOn(thread);
    }

    /** The thread may be held no more where it waited: if it is not, it has a step to take. */
    static void letOn(MachThread thread) {
        if (thread.act().isFreed()) {
            thread.kernel().machine().unblock(thread);
        }
    }
}
