package dev.portolan.conformance.abstraction;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.Passage;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.MessageCopyout;
import dev.portolan.kernel.kern.NameCall;
import dev.portolan.kernel.kern.RequestAcceptance;
import dev.portolan.kernel.kern.RequestCall;
import dev.portolan.kernel.kern.TerminationCall;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.KernelState.AskedState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;

/** The fields of one continuation; those that it does not have stay null. */
final class ThreadRendering {

    private final Abstraction whole;
    private final Binding binding;
    private final MachThread thread;
    private final String task;
    private String at;
    private MessageState message;
    private Call.Timeout timeout;
    private Boolean again;
    private Boolean always;
    private Boolean trap;
    private Call.Receive receive;
    private String object;
    private Integer seqno;
    private Boolean tooLarge;
    private RightState right;
    private String target;
    private PortName name;
    private String ret;
    private dev.portolan.traces.Outcome.Out out;
    private List<RightState> doomed;
    private ThreadState then;
    private AskedState request;
    private List<Descriptor> body;
    private List<PortName> order;

    ThreadRendering(Abstraction whole, Binding binding, MachThread thread) {
        this.whole = whole;
        this.binding = binding;
        this.thread = thread;
        this.task = thread.task().name();
    }

    ThreadState state() {
        return new ThreadState(
                thread.name(),
                at,
                message,
                timeout,
                again,
                receive,
                object,
                seqno,
                tooLarge,
                right,
                target,
                name,
                ret,
                out,
                doomed,
                then,
                body,
                request,
                order,
                always,
                trap);
    }

    void continuation(Continuation continuation) {
        if (continuation instanceof Continuation.CopyinBody copyin) {
            sending("CopyinBody", copyin.message(), copyin.receive(), copyin.timeout());
            body = Descriptors.of(copyin.body(), false, one -> argument(task, one.value()));
        } else if (continuation instanceof Continuation.Admit admit) {
            sending("Admit", admit.message(), admit.receive(), admit.timeout());
            again = admit.again();
        } else if (continuation instanceof RequestAcceptance requesting) {
            at = "RequestAcceptance";
            message = sent(requesting.message());
        } else if (continuation instanceof Continuation.Post post) {
            sending("Post", post.message(), post.receive(), null);
        } else if (continuation instanceof Continuation.AwaitSlot await) {
            sending("AwaitSlot", await.message(), await.receive(), await.timeout());
        } else if (continuation instanceof MessageCopyout.ReturnMessage returned) {
            at = "ReturnMessage";
            message = sent(returned.message());
            ret = returned.ret().name();
        } else if (continuation instanceof Continuation.CopyinReceiveName copyin) {
            at = "CopyinReceiveName";
            receive = receive(copyin.receive(), true);
        } else if (continuation instanceof Continuation.TakeMessage take) {
            receiving("TakeMessage", take.object(), take.receive());
        } else if (continuation instanceof Continuation.AwaitMessage await) {
            receiving("AwaitMessage", await.object(), await.receive());
        } else if (continuation instanceof MessageCopyout.CopyoutHeader copyout) {
            receiving("CopyoutHeader", copyout.object(), copyout.receive());
            message = whole.message(copyout.message());
            seqno = copyout.seqno();
            tooLarge = copyout.tooLarge();
        } else {
            ending(continuation);
        }
    }

    private void sending(String action, IpcKmsg sent, MachMsgReceive after, MachMsgTimeout before) {
        at = action;
        message = sent(sent);
        timeout = before == null ? null : Answers.timeout(before);
        // Who holds a slot, and waits for nothing, is past the queue.
        always = sent.always() && before != null ? true : null;
        receive = receive(after, true);
    }

    /* A message that its sender still has, who may want to be told. */
    private MessageState sent(IpcKmsg sent) {
        MessageState state = whole.message(sent);
        return sent.passage() instanceof Passage.Asked asked
                ? state.withNotifyPort(argument(task, asked.notifyPort().value()))
                : state;
    }

    private void receiving(String action, IpcObject from, MachMsgReceive half) {
        at = action;
        object = whole.object(from);
        receive = receive(half, false);
    }

    private void ending(Continuation continuation) {
        at = continuation.getClass().getSimpleName();
        if (continuation instanceof RequestCall.RequestNotification asking) {
            var asked = asking.request();
            right = whole.right(asked.right());
            target = asking.target().name();
            name = argument(target, asked.name().value());
            request = new AskedState(Answers.notification(asked.id()), asked.sync());
            trap = asking.refusesDead() ? true : null;
        } else if (continuation instanceof RequestCall.ReturnPrevious returned) {
            right = whole.right(returned.right());
            trap = returned.refusesDead() ? true : null;
        } else if (continuation instanceof Continuation.InsertRight insert) {
            right = whole.right(insert.right());
            target = insert.target().name();
            name = argument(target, insert.name().value());
        } else if (continuation instanceof TerminationCall.TearDown down) {
            target = down.target().name();
            order = Descriptors.names(down.order(), one -> argument(target, one.value()));
        } else if (continuation instanceof NameCall.ReturnRight extracted) {
            right = whole.right(extracted.right());
        } else if (continuation instanceof MessageCopyout.CopyoutBody copyout) {
            message = sent(copyout.message());
            ret = Answers.code(copyout.result());
            out = Answers.out(copyout.result(), thread.task(), binding);
        } else if (continuation instanceof Continuation.ReleaseRight release) {
            doomed = new ArrayList<>(2);
            thread.doomed().rights().forEach(one -> doomed.add(whole.doomed(one)));
            then = whole.thread(thread, release.then());
        } else if (continuation instanceof Continuation.Resume resume) {
            ret = Answers.code(resume.result());
            out = Answers.out(resume.result(), thread.task(), binding);
        } else if (continuation instanceof ExceptionTriage.AwaitReply await) {
            object = whole.object(await.reply());
        } else if (!(continuation instanceof UserBorder || continuation instanceof ExceptionTriage.TakeReply)) {
            throw new IllegalStateException("a thread cannot rest at " + continuation);
        }
    }

    private Call.Receive receive(MachMsgReceive half, boolean named) {
        return half.isNone()
                ? null
                : new Call.Receive(
                        named ? argument(task, half.name().value()) : null,
                        half.receiveSize(),
                        half.large(),
                        half.trailerSize(),
                        Answers.timeout(half.timeout()),
                        Answers.options(half.options()),
                        half.notifyPort() == null
                                ? null
                                : argument(task, half.notifyPort().value()));
    }

    private PortName argument(String space, int number) {
        return switch (number) {
            case 0 -> PortName.NULL;
            case -1 -> PortName.DEAD;
            default -> binding.argumentOf(space, number);
        };
    }
}
