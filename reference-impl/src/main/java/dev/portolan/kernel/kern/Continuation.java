package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_PORT_CHANGED;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_NO_BUFFER;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.Admission;
import dev.portolan.kernel.ipc.HeaderTransfer;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.Take;
import java.util.List;

/**
 * What remains of a thread's call: one record for each critical section, named after the action that it is.
 *
 * <p>A continuation is all that the kernel knows of a call between two sections; no Java stack is part of it.
 */
public sealed interface Continuation extends Step
        permits Continuation.Call,
                Continuation.Idle,
                Continuation.CopyinBody,
                Continuation.Admit,
                RequestAcceptance,
                Continuation.Post,
                Continuation.AwaitSlot,
                Continuation.CopyinReceiveName,
                Continuation.TakeMessage,
                MessageCopyout,
                Continuation.InsertRight,
                RequestCall.RequestNotification,
                RequestCall.ReturnPrevious,
                KernelServer.DropReply,
                NameCall.ReturnRight,
                TerminationCall.TearDown,
                ThreadHold.AwaitStopped,
                ExceptionTriage,
                ExceptionServer,
                Personality.Duty,
                UserBorder,
                Receiving,
                Continuation.ReleaseRight,
                Continuation.Resume {

    /** Runs the critical section for its thread. */
    Step run(MachThread thread);

    /** The same continuation in a copied kernel. */
    Continuation copy(KernelCopy copy, Kernel kernel);

    /** What a thread at this section waits as, if the section makes it wait. */
    default Continuation waiting() {
        throw new KernelPanic("a thread at " + this + " does not wait");
    }

    /** A first critical section; no thread ever rests at one. */
    non-sealed interface Call extends Continuation {

        /** The task whose space the call is on; null if it is on its caller's own, or on none. */
        default MachTask target() {
            return null;
        }

        /** True if the call takes a right out of its caller's space before it comes to the target's. */
        default boolean bringsRight() {
            return false;
        }

        /** True if it does so only in form, for the right is the target's: all of it is one section of that space. */
        default boolean isInPlace() {
            return false;
        }

        @Override
        default Continuation copy(KernelCopy copy, Kernel kernel) {
            return this;
        }
    }

    /** No call. */
    enum Idle implements Continuation {
        IDLE;

        @Override
        public Step run(MachThread thread) {
            throw new KernelPanic("an idle thread has no step to take");
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return this;
        }
    }

    /** {@code mach_msg} with a send half begins. */
    record CopyinHeader(MachMsgSend send, MachMsgReceive receive) implements Call {
        @Override
        public Step run(MachThread thread) {
            HeaderTransfer.Copyin copyin =
                    HeaderTransfer.copyinHeader(thread.task().space(), send, thread.doomed());
            if (!(copyin instanceof IpcKmsg message)) {
                return new Step.Done(CallResult.of(((HeaderTransfer.Refused) copyin).code()));
            }
            MachMsgTimeout timeout = RequestAcceptance.timeout(send, message);
            if (!send.descriptors().isEmpty()) {
                return thread.after(new CopyinBody(message, send.descriptors(), timeout, receive));
            }
            Admit admit = new Admit(message, timeout, receive, false);
            return thread.doomed().isEmpty() ? thread.goesOn(admit) : thread.after(admit);
        }
    }

    /** The header is copied in; {@code body} are the descriptors that are not. */
    @Refines("CopyinBody")
    record CopyinBody(IpcKmsg message, List<MachMsgDescriptor> body, MachMsgTimeout timeout, MachMsgReceive receive)
            implements Continuation {
        @Override
        public Step run(MachThread thread) {
            return new BodyCopyin(this, thread).step();
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new CopyinBody(message.copy(copy), body, timeout, receive);
        }
    }

    /** The header is copied in. {@code again}: the thread waited before and was let go. */
    @Refines("Admit")
    record Admit(IpcKmsg message, MachMsgTimeout timeout, MachMsgReceive receive, boolean again)
            implements Continuation {
        @Override
        public Step run(MachThread thread) {
            Admission admission = Admission.DEAD;
            if (message.destination().port() instanceof IpcPort port) {
                if (KernelServer.serves(port)) {
                    return KernelServer.serve(thread, message, timeout, receive);
                }
                admission = port.admit(message);
                if (admission == Admission.FULL) {
                    thread.isAt(this);
                    admission = port.awaitSlot(thread, message, timeout, again);
                }
            }
            return switch (admission) {
                case ADMITTED -> thread.goesOn(new Post(message, receive));
                case POSTED -> RequestAcceptance.sent(thread, message, receive);
                case WAITING -> Step.Block.BLOCK;
                case CIRCULAR, DEAD -> RequestAcceptance.swallowed(thread, message, receive);
                case FULL -> throw new KernelPanic("a full queue is waited for or given up");
                case TIMED_OUT -> RequestAcceptance.timeIsOver(message, receive);
                case NO_BUFFER -> KernelServer.notSent(message, MACH_SEND_NO_BUFFER, receive);
            };
        }

        @Override
        public Continuation waiting() {
            return new AwaitSlot(message, timeout, receive);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new Admit(message.copy(copy), timeout, receive, again);
        }
    }

    /** The message holds a slot of the queue. */
    @Refines("Post")
    record Post(IpcKmsg message, MachMsgReceive receive) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            boolean posted = message.destination().port() instanceof IpcPort port && port.post(message);
            return posted ? thread.sendDone(receive) : thread.swallow(message, receive);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new Post(message.copy(copy), receive);
        }
    }

    /** Blocked: the queue is full. */
    record AwaitSlot(IpcKmsg message, MachMsgTimeout timeout, MachMsgReceive receive) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            return Step.Block.BLOCK;
        }

        /** The port that the thread waits on. */
        public IpcPort port() {
            return (IpcPort) message.destination().port();
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new AwaitSlot(message.copy(copy), timeout, receive);
        }
    }

    /** The send half is done, or there was none. */
    @Refines("CopyinReceiveName")
    record CopyinReceiveName(MachMsgReceive receive) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            IpcObject object =
                    thread.task().space().copyinReceiveName(receive.name().value());
            MachMsgReturn refusal = ReceiveRefusal.of(thread, object, receive);
            return refusal == null
                    ? thread.goesOn(new TakeMessage(object, receive))
                    : new Step.Done(CallResult.of(refusal));
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return this;
        }
    }

    /** The receive name is looked up. */
    @Refines("TakeMessage")
    record TakeMessage(IpcObject object, MachMsgReceive receive) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            Take take = object.takeMessage(receive);
            if (take == Take.Empty.NOTHING) {
                thread.isAt(this);
                take = object.awaitMessage(thread, receive);
            }
            if (take instanceof Take.Taken taken) {
                return thread.goesOn(new MessageCopyout.CopyoutHeader(
                        taken.message(), object, taken.seqno(), receive, taken.tooLarge()));
            }
            if (take instanceof Take.StillQueued queued) {
                return new Step.Done(queued.told(thread.task().space(), receive));
            }
            return switch ((Take.Empty) take) {
                case NOTHING -> throw new KernelPanic("an empty queue is waited for or given up");
                case WAITING -> Step.Block.BLOCK;
                case TIMED_OUT -> new Step.Done(CallResult.of(MACH_RCV_TIMED_OUT));
                case CHANGED -> new Step.Done(CallResult.of(MACH_RCV_PORT_CHANGED));
                case GONE -> new Step.Done(CallResult.of(thread.kernel().receiverWakeup()));
            };
        }

        @Override
        public Continuation waiting() {
            return new AwaitMessage(object, receive);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new TakeMessage(copy.object(object), receive);
        }
    }

    /** Blocked: there is no message. */
    record AwaitMessage(IpcObject object, MachMsgReceive receive) implements Receiving {
        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new AwaitMessage(copy.object(object), receive);
        }
    }

    /** The right of {@code insert_right} is copied in; the target's space comes next. */
    @Refines("InsertRight")
    record InsertRight(NakedRight right, MachTask target, MachPortName name) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            KernReturn code = target.space().isActive() ? KernReturn.KERN_INVALID_VALUE : KernReturn.KERN_INVALID_TASK;
            if (name.isValid() && !right.isNone()) {
                code = target.space().insertRight(right, name.value());
            }
            if (code != KernReturn.KERN_SUCCESS) {
                thread.doomed().add(right);
            }
            return thread.after(CallResult.of(code));
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new InsertRight(copy.right(right), kernel.task(target.index()), name);
        }
    }

    /** The thread's doomed rights are to be given up, one a step; {@code then} follows the last. */
    @Refines("ReleaseRight")
    record ReleaseRight(Continuation then) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            thread.doomed().releaseRight();
            Step next = then instanceof Resume resume ? new Step.Done(resume.result()) : then;
            return thread.doomed().isEmpty() ? next : this;
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new ReleaseRight(then.copy(copy, kernel));
        }
    }

    /** The answer is known. */
    record Resume(CallResult result) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            return new Step.Done(result);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return this;
        }
    }
}
