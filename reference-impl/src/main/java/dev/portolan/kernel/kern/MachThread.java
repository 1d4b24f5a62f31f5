package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INTERRUPTED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_PORT_CHANGED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INTERRUPTED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.BodyTransfer;
import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject.Wakeup;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.Place;
import dev.portolan.kernel.ipc.Take;
import dev.portolan.kernel.ipc.Waiter;
import dev.portolan.kernel.kern.Continuation.Admit;
import dev.portolan.kernel.kern.Continuation.AwaitMessage;
import dev.portolan.kernel.kern.Continuation.AwaitSlot;
import dev.portolan.kernel.kern.Continuation.CopyinReceiveName;
import dev.portolan.kernel.kern.Continuation.Idle;
import dev.portolan.kernel.kern.Continuation.Post;
import dev.portolan.kernel.kern.Continuation.ReleaseRight;
import dev.portolan.kernel.kern.Continuation.Resume;
import dev.portolan.kernel.kern.Continuation.TakeMessage;
import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Answer;

/**
 * {@code thread}: one call at a time, and what remains of it.
 *
 * <p>While the thread waits its continuation belongs to the object that it waits on: whoever takes the thread out of line,
 * with the lock of the object or of the thread, whichever guards the line, sets the continuation and unblocks it. At all
 * other times it belongs to the Java thread that steps it, which says where the call is only when the call rests or is
 * about to wait.
 */
public final class MachThread implements Activation<Continuation>, Waiter {

    private static final long NANOS_PER_MILLISECOND = 1_000_000;
    private final Kernel kernel;
    private final MachTask task;
    private final String name;
    private final int index;
    private final DoomedRights doomed;
    private final BodyTransfer bodyTransfer;
    private final boolean runsOn;
    private final ThreadAct act;
    private volatile Continuation continuation;

    /* Written by the thread alone; null for none. */
    private volatile IpcPort specialReplyPort;

    /* Guarded by this. */
    private Place place;

    MachThread(Kernel kernel, MachTask task, String name, int index) {
        this(kernel, task, name, index, new DoomedRights(), new ThreadAct(task, index));
    }

    /* A thread of a copied kernel. */
    MachThread(MachThread original, MachTask task, KernelCopy copy) {
        this(
                task.kernel(),
                task,
                original.name,
                original.index,
                original.doomed.copy(copy),
                new ThreadAct(original.act, task, copy));
        continuation = original.continuation.copy(copy, kernel);
        IpcPort port = original.specialReplyPort;
        specialReplyPort = port == null || !port.isActive() ? null : (IpcPort) copy.object(port);
    }

    private MachThread(Kernel kernel, MachTask task, String name, int index, DoomedRights doomed, ThreadAct act) {
        this.kernel = kernel;
        this.task = task;
        this.name = name;
        this.index = index;
        this.doomed = doomed.watchedBy(act);
        this.act = act;
        bodyTransfer = new BodyTransfer(task.space(), task.user().memory(), doomed);
        runsOn = kernel.machine().isParallel();
        continuation = Idle.IDLE;
    }

    @Override
    public void begin(Continuation first) {
        checkIdle();
        continuation = first;
    }

    @Override
    public Answer start(Continuation first) {
        checkIdle();
        return at(run(first));
    }

    private void checkIdle() {
        if (continuation != Idle.IDLE) {
            throw new KernelPanic("thread " + name + " makes a second call while at " + continuation);
        }
    }

    @Override
    public Answer step() {
        return act.goesOn() ? at(run(continuation)) : Answer.Going.BLOCKED;
    }

    private Step run(Continuation now) {
        Step step = now instanceof Continuation.Call call ? TerminationCall.first(call, this) : now.run(this);
        return act.request() == null ? step : KernelServer.after(this, act.request(), step);
    }

    /* Where a section has left the call. */
    private Answer at(Step step) {
        if (step instanceof Step.Done done) {
            if (continuation != Idle.IDLE) {
                continuation = Idle.IDLE;
            }
            return done;
        }
        if (step == Step.Block.BLOCK) {
            ThreadHold.waits(this);
            return Answer.Going.BLOCKED;
        }
        continuation = (Continuation) step;
        return Answer.Going.CONTINUED;
    }

    @Override
    public boolean isBlocked() {
        if (!isWaiting()) {
            return false;
        }
        // A thread that is just getting in line says so too early; it is there when it no longer holds this lock.
        synchronized (this) {
            return isWaiting();
        }
    }

    private boolean isWaiting() {
        Continuation now = continuation;
        return now instanceof AwaitSlot || now instanceof Receiving || ThreadHold.keeps(this, now);
    }

    @Override
    public boolean isGone() {
        return act.isGone();
    }

    @Override
    public boolean isTimed() {
        return timeoutOfWait().isTimed();
    }

    @Override
    public long waitNanos() {
        MachMsgTimeout timeout = timeoutOfWait();
        return timeout.isTimed() ? timeout.milliseconds() * NANOS_PER_MILLISECOND : Long.MAX_VALUE;
    }

    private MachMsgTimeout timeoutOfWait() {
        Continuation now = continuation;
        if (now instanceof AwaitSlot await) {
            return await.timeout();
        }
        return now instanceof Receiving await ? await.receive().timeout() : MachMsgTimeout.FOREVER;
    }

    @Override
    @Refines("ThreadAbort")
    public void threadAbort() {
        Continuation now = continuation;
        if (now instanceof AwaitSlot await) {
            await.port().removeSender(this, Wakeup.INTERRUPTED);
        } else if (now instanceof Receiving await && await.isInterruptible()) {
            await.object().removeReceiver(this, Wakeup.INTERRUPTED);
        }
    }

    @Override
    @Refines("ClockExpire")
    public void clockExpire() {
        Continuation now = continuation;
        if (now instanceof AwaitSlot await) {
            await.port().removeSender(this, Wakeup.TIMED_OUT);
        } else if (now instanceof Receiving await) {
            await.object().removeReceiver(this, Wakeup.TIMED_OUT);
        }
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public MachMsgReceive receiving() {
        return receiver().receive();
    }

    private Receiving receiver() {
        return (Receiving) continuation;
    }

    @Override
    public void block() {
        continuation = continuation.waiting();
    }

    @Override
    public void goOn() {
        if (continuation instanceof AwaitSlot await) {
            continuation = new Admit(await.message(), await.timeout(), await.receive(), false);
        } else if (continuation instanceof AwaitMessage await) {
            continuation = new TakeMessage(await.object(), await.receive());
        }
    }

    /** The port by which it waits for answers; null for none. It may have died. */
    public IpcPort specialReplyPort() {
        return specialReplyPort;
    }

    void setSpecialReplyPort(IpcPort port) {
        specialReplyPort = port;
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public void setPlace(Place place) {
        this.place = place;
    }

    @Override
    public void messagePosted() {
        letGo(afterSend(((AwaitSlot) continuation).receive()));
    }

    @Override
    public void slotGranted() {
        AwaitSlot await = (AwaitSlot) continuation;
        letGo(
                kernel.rules().grantsSlot()
                        ? new Post(await.message(), await.receive())
                        : new Admit(await.message(), await.timeout(), await.receive(), true));
    }

    @Override
    public void messageHanded(IpcKmsg message, int seqno, boolean tooLarge) {
        letGo(receiver().handed(message, seqno, tooLarge));
    }

    @Override
    public void messageTooLarge(Take.StillQueued queued) {
        letGo(receiver().ended(queued.told(task.space(), receiving())));
    }

    @Override
    public void objectGone() {
        letGo(receiver().ended(CallResult.of(kernel.receiverWakeup())));
    }

    @Override
    public void portChanged() {
        letGo(receiver().ended(CallResult.of(MACH_RCV_PORT_CHANGED)));
    }

    @Override
    public void interrupted() {
        if (continuation instanceof AwaitSlot await) {
            letGo(KernelServer.notSent(await.message(), MACH_SEND_INTERRUPTED, await.receive()));
        } else {
            letGo(receiver().ended(CallResult.of(MACH_RCV_INTERRUPTED)));
        }
    }

    @Override
    public void timedOut() {
        if (!(continuation instanceof AwaitSlot await)) {
            letGo(receiver().ended(CallResult.of(MACH_RCV_TIMED_OUT)));
        } else if (kernel.rules().grantsSlot()) {
            letGo(KernelServer.notSent(await.message(), MACH_SEND_TIMED_OUT, await.receive()));
        } else {
            letGo(new Admit(await.message(), MachMsgTimeout.POLL, await.receive(), true));
        }
    }

    private void letGo(Continuation next) {
        kernel.machine().unblocking(this);
        act.letGo();
        continuation = next;
        kernel.machine().unblock(this);
    }

    /** The call ends with that result, once the doomed rights are released. */
    Step after(CallResult result) {
        return doomed.isEmpty() ? Step.done(result) : new ReleaseRight(new Resume(result));
    }

    /** The call goes on with that, once the doomed rights are released. */
    Step after(Continuation then) {
        return doomed.isEmpty() ? then : new ReleaseRight(then);
    }

    /** The call goes on with one of few more sections: at once, where nobody sees a call between two of them. */
    Step goesOn(Continuation then) {
        return runsOn ? then.run(this) : then;
    }

    /** The thread is about to wait as the section says, or is at the border to its instructions. */
    void isAt(Continuation section) {
        continuation = section;
    }

    /** True if somebody was to be told that there may be room in the port's queue, and will be. */
    boolean tellsOfRoom(IpcPort port) {
        return port.requests().tellOfRoom(doomed);
    }

    /** The way of a body's descriptors into the kernel and out of it, for this thread. */
    BodyTransfer bodyTransfer() {
        return bodyTransfer;
    }

    /** The send half has ended well. */
    Step sendDone(MachMsgReceive receive) {
        return receive.isNone() ? Step.Done.MACH_MSG_SUCCESS : goesOn(new CopyinReceiveName(receive));
    }

    /** The destination has died: the message is destroyed as if it had arrived and died there. */
    Step swallow(IpcKmsg message, MachMsgReceive receive) {
        doomed.destroy(message);
        return sendDoneReleasing(receive);
    }

    Step sendDoneReleasing(MachMsgReceive receive) {
        return doomed.isEmpty() ? sendDone(receive) : new ReleaseRight(afterSend(receive));
    }

    private static Continuation afterSend(MachMsgReceive receive) {
        return receive.isNone() ? new Resume(CallResult.MACH_MSG_SUCCESS) : new CopyinReceiveName(receive);
    }

    public ThreadAct act() {
        return act;
    }

    void isNew() {
        act.isNew();
        continuation = new UserBorder.NotStarted(CallResult.KERN_SUCCESS);
    }

    public Kernel kernel() {
        return kernel;
    }

    public MachTask task() {
        return task;
    }

    public String name() {
        return name;
    }

    /** What remains of the thread's call; {@link Idle} if it makes none. */
    public Continuation continuation() {
        return continuation;
    }

    /** The naked rights that the thread has yet to give up. */
    public DoomedRights doomed() {
        return doomed;
    }

    @Override
    public String toString() {
        return name;
    }
}
