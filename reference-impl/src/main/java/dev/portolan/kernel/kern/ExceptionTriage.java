package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionReply;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.Take;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.ExceptionRules.AbortedWait;
import dev.portolan.kernel.rules.ExceptionRules.NobodyHandles;
import dev.portolan.kernel.rules.ExceptionRules.ReplyOfTheDead;
import java.util.List;

/**
 * How a fault becomes a message, and its reply the thread's further way: {@code exception_triage} and {@code
 * exception_deliver}, a critical section a record.
 */
public sealed interface ExceptionTriage extends Continuation {

    /** What was raised. */
    MachException exception();

    /** Which level is asked, counted from 0 in {@link ExceptionRules#levels}. */
    int level();

    /** The thread executed an instruction that faults, or the kernel raises the exception for it. */
    record RaiseException(MachException exception) implements Continuation.Call {
        @Override
        @Refines("RaiseException")
        public Step run(MachThread thread) {
            return atLevel(thread, exception, 0);
        }
    }

    /** {@code check_exc_receiver_dependency}: who crashes is not asked to handle it. */
    @Refines("CheckReceiver")
    record CheckReceiver(MachException exception, int level) implements ExceptionTriage {
        @Override
        public Step run(MachThread thread) {
            ExceptionAction action = exceptions(thread, level).get(exception.type());
            boolean receives = action.right().port() instanceof IpcPort port
                    && port.isActive()
                    && port.receiver() == thread.task().space();
            return receives ? failed(thread) : new LookUpHandler(exception, level);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return this;
        }
    }

    /** The slot is read under the level's lock, and a right taken to its port. */
    @Refines("LookUpHandler")
    record LookUpHandler(MachException exception, int level) implements ExceptionTriage {
        @Override
        public Step run(MachThread thread) {
            if (!thread.act().isActive()) {
                return new UserBorder.Return(CallResult.KERN_SUCCESS);
            }
            ExceptionAction taken = exceptions(thread, level).take(exception.type());
            return taken == null ? failed(thread) : new SendRequest(exception, level, taken);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return this;
        }
    }

    /**
     * The registers are read, and the request sent over any limit; then the thread waits for the reply, for ever.
     *
     * @param action the slot as it was, with a right of the thread's own
     */
    @Refines("SendRequest")
    record SendRequest(MachException exception, int level, ExceptionAction action) implements ExceptionTriage {
        @Override
        public Step run(MachThread thread) {
            if (!action.right().isLive()) {
                return failed(thread);
            }
            List<Integer> state = action.hasState() ? thread.act().getState(action.flavor()) : List.of();
            if (state == null) {
                KernelPorts.releaseSend(action.right(), thread.doomed());
                return thread.after(failed(thread));
            }
            if (thread.kernel().exceptionRules().replyOfTheDead() == ReplyOfTheDead.ACCEPTED) {
                KernelObject.reapReplyPorts(thread.kernel(), thread.doomed());
            }
            IpcPort reply = KernelPorts.allocate(
                    thread.kernel().zone(), KernelObject.kobject(KernelObject.Kind.REPLY, thread.index()));
            IpcKmsg message = ExceptionMessage.request(thread, exception, action, state, reply);
            if (!KernelPorts.send(message)) {
                thread.doomed().addRights(message);
                KernelPorts.destroy(reply, thread.doomed());
                return thread.after(failed(thread));
            }
            if (thread.act().isAborted() && isInterruptible(thread)) {
                KernelPorts.destroy(reply, thread.doomed());
                return thread.after(new TakeReply(exception, level, action, null, reply));
            }
            return await(thread, new AwaitReply(exception, level, action, reply, isInterruptible(thread)));
        }

        private boolean isInterruptible(MachThread thread) {
            boolean raises = thread.kernel().exceptionRules().portsAreMasked();
            return !raises || !ExceptionType.isUninterruptible(exception.type());
        }

        private static Step await(MachThread thread, AwaitReply await) {
            thread.isAt(await);
            Take take = await.reply().awaitMessage(thread, await.receive());
            if (take == Take.Empty.WAITING) {
                return Step.Block.BLOCK;
            }
            return take instanceof Take.Taken taken
                    ? await.handed(taken.message(), taken.seqno(), false)
                    : await.ended(CallResult.of(MachMsgReturn.MACH_RCV_PORT_DIED));
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new SendRequest(exception, level, action.copy(copy));
        }
    }

    /**
     * Blocked: nobody has answered.
     *
     * @param action the slot as it was, without right
     * @param reply the port where the reply will come
     * @param isInterruptible false if an abort does not end the wait
     */
    record AwaitReply(
            MachException exception, int level, ExceptionAction action, IpcPort reply, boolean isInterruptible)
            implements ExceptionTriage, KernelReceiving {

        @Override
        public IpcObject object() {
            return reply;
        }

        @Override
        public Continuation handed(IpcKmsg message, int seqno, boolean tooLarge) {
            return new TakeReply(exception, level, action, message, reply);
        }

        @Override
        public Continuation ended(CallResult result) {
            return new TakeReply(exception, level, action, null, reply);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new AwaitReply(exception, level, action.copy(copy), (IpcPort) copy.object(reply), isInterruptible);
        }
    }

    /**
     * The wait is over.
     *
     * @param message null if it was broken
     * @param reply where it came, or would have
     */
    @Refines("TakeReply")
    record TakeReply(MachException exception, int level, ExceptionAction action, IpcKmsg message, IpcPort reply)
            implements ExceptionTriage {
        @Override
        public Step run(MachThread thread) {
            ExceptionRules rules = thread.kernel().exceptionRules();
            int result = result(rules);
            if (message != null) {
                thread.doomed().addCarried(message);
            }
            // Who broke the wait may have been too early to see it, and to end its port.
            if (message != null || thread.act().isActive() || rules.replyOfTheDead() == ReplyOfTheDead.REFUSED) {
                KernelPorts.destroy(reply, thread.doomed());
            }
            return thread.after(next(thread, result));
        }

        private Continuation next(MachThread thread, int result) {
            boolean succeeds = result == KernReturn.KERN_SUCCESS.code();
            if (succeeds && action.hasState() && exception.type() != ExceptionType.EXC_CORPSE_NOTIFY) {
                return new InstallState(exception, level, action, ExceptionReply.read(message.id(), message.body()));
            }
            boolean stops = succeeds || result == MachMsgReturn.MACH_RCV_PORT_DIED.code();
            return stops ? new UserBorder.Return(CallResult.KERN_SUCCESS) : failed(thread);
        }

        private int result(ExceptionRules rules) {
            if (message != null) {
                return ExceptionMessage.result(rules.portsAreMasked(), action, message);
            }
            return rules.abortedWait() == AbortedWait.INTERRUPTED
                    ? MachMsgReturn.MACH_RCV_INTERRUPTED.code()
                    : MachMsgReturn.MACH_RCV_PORT_DIED.code();
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            IpcKmsg came = message == null ? null : message.copy(copy);
            return new TakeReply(exception, level, action.copy(copy), came, (IpcPort) copy.object(reply));
        }
    }

    /** The reply has new registers. What cannot be in them is not put there, and the exception not handled. */
    @Refines("InstallState")
    record InstallState(MachException exception, int level, ExceptionAction action, ExceptionReply reply)
            implements ExceptionTriage {
        @Override
        public Step run(MachThread thread) {
            return thread.act().setState(reply.flavor(), reply.state())
                    ? new UserBorder.Return(CallResult.KERN_SUCCESS)
                    : failed(thread);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new InstallState(exception, level, action.copy(copy), reply);
        }
    }

    /** Nobody handled the exception. */
    @Refines("NobodyHandled")
    record NobodyHandled(MachException exception, int level) implements ExceptionTriage {
        @Override
        public Step run(MachThread thread) {
            boolean terminates = thread.kernel().exceptionRules().nobodyHandles() == NobodyHandles.TERMINATES;
            Step ends = ExceptionType.isTold(exception.type()) || !terminates
                    ? null
                    : TaskCall.taskEnds(thread, thread.task());
            return ends == null ? new UserBorder.Return(CallResult.of(KernReturn.KERN_FAILURE)) : ends;
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return this;
        }
    }

    /** What comes when the level has not handled it. */
    default Continuation failed(MachThread thread) {
        int next = level() + 1;
        return next < thread.kernel().exceptionRules().levels().size()
                ? atLevel(thread, exception(), next)
                : new NobodyHandled(exception(), level());
    }

    /** The exception ports of the level. */
    private static ExceptionActions exceptions(MachThread thread, int level) {
        return switch (thread.kernel().exceptionRules().levels().get(level)) {
            case THREAD -> thread.act().exceptions();
            case TASK -> thread.task().exceptions();
            case HOST -> thread.kernel().host().exceptions();
        };
    }

    private static Continuation atLevel(MachThread thread, MachException exception, int level) {
        boolean checks = exception.type() == ExceptionType.EXC_CRASH
                && thread.kernel().exceptionRules().portsAreMasked();
        return checks ? new CheckReceiver(exception, level) : new LookUpHandler(exception, level);
    }
}
