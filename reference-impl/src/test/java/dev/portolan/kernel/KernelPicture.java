package dev.portolan.kernel;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcPset;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.MsgAcceptedRequest;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.NameQueries;
import dev.portolan.kernel.ipc.Passage;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.MessageCopyout;
import dev.portolan.kernel.kern.RequestAcceptance;
import dev.portolan.kernel.kern.RequestCall;
import java.util.stream.Collectors;

/** A kernel as text: two kernels are alike if their pictures are equal. */
final class KernelPicture {

    private KernelPicture() {}

    static String of(Kernel kernel) {
        StringBuilder picture = new StringBuilder();
        for (MachTask task : kernel.tasks()) {
            picture.append(task).append('\n');
            picture.append("  types ").append(NameQueries.names(task.space())).append('\n');
            for (IpcSpace.Name name : task.space().names()) {
                picture.append("  %s %s %s %d deadUnnoticed %s asked %s%n"
                        .formatted(
                                name.name(),
                                name.type(),
                                of(name.object()),
                                name.userRefs(),
                                name.deadUnnoticed(),
                                of(name.request())));
            }
        }
        for (IpcObject object : kernel.objects()) {
            picture.append(of(object)).append(" receivers ").append(object.receivers());
            if (object instanceof IpcPset set) {
                picture.append(" members ")
                        .append(set.members().stream().map(KernelPicture::of).toList())
                        .append(" with messages ")
                        .append(set.preposts().stream().map(KernelPicture::of).toList());
            }
            if (object instanceof IpcPort port) {
                picture.append(" receiver %s sends %d onces %d makes %d seqno %d limit %d count %d senders %s queue %s"
                        .formatted(
                                port.receiver() == null
                                        ? "none"
                                        : port.receiver().index() + "/" + port.receiverName(),
                                port.sendRights(),
                                port.sendOnceRights(),
                                port.makeSendCount(),
                                port.seqno(),
                                port.queueLimit(),
                                port.messageCount(),
                                port.senders(),
                                port.queue().stream().map(KernelPicture::of).collect(Collectors.joining(", "))));
                picture.append(" asked by ")
                        .append(of(port.requests().noSenders()))
                        .append(", ")
                        .append(of(port.requests().portDestroyed()))
                        .append(", free ")
                        .append(port.requests().free())
                        .append(" on its way to ")
                        .append(of((IpcObject) port.destination()))
                        .append(" lost ")
                        .append(port.lostSendRights())
                        .append(' ')
                        .append(port.guard());
            }
            picture.append('\n');
        }
        for (MachThread thread : kernel.threads()) {
            picture.append(thread).append(" at ").append(of(thread.continuation()));
            picture.append(" doomed ")
                    .append(thread.doomed().rights().stream()
                            .map(KernelPicture::of)
                            .toList())
                    .append(" answered by ")
                    .append(special(thread.specialReplyPort()))
                    .append('\n');
        }
        return picture.toString();
    }

    /* What a buffer holds is its owner's. */
    private static MachMsgReceive half(MachMsgReceive receive) {
        return receive.into(null);
    }

    private static String of(Continuation continuation) {
        if (continuation instanceof Continuation.Admit c) {
            return "Admit " + of(c.message()) + c.timeout() + half(c.receive()) + c.again();
        }
        if (continuation instanceof Continuation.Post c) {
            return "Post " + of(c.message()) + half(c.receive());
        }
        if (continuation instanceof Continuation.AwaitSlot c) {
            return "AwaitSlot " + of(c.message()) + c.timeout() + half(c.receive());
        }
        if (continuation instanceof MessageCopyout.ReturnMessage c) {
            return "ReturnMessage " + of(c.message()) + c.ret();
        }
        if (continuation instanceof Continuation.TakeMessage c) {
            return "TakeMessage " + of(c.object()) + half(c.receive());
        }
        if (continuation instanceof Continuation.AwaitMessage c) {
            return "AwaitMessage " + of(c.object()) + half(c.receive());
        }
        if (continuation instanceof MessageCopyout.CopyoutHeader c) {
            return "CopyoutHeader " + of(c.message()) + of(c.object()) + c.seqno() + half(c.receive()) + c.tooLarge();
        }
        if (continuation instanceof RequestCall.RequestNotification c) {
            return "RequestNotification " + of(c.request().right()) + c.target()
                    + c.request().name() + c.request().id() + c.request().sync() + " refuses dead " + c.refusesDead();
        }
        if (continuation instanceof RequestCall.ReturnPrevious c) {
            return "ReturnPrevious " + of(c.right()) + " refuses dead " + c.refusesDead();
        }
        if (continuation instanceof RequestAcceptance c) {
            return "RequestAcceptance " + of(c.message());
        }
        if (continuation instanceof Continuation.InsertRight c) {
            return "InsertRight " + of(c.right()) + c.target() + c.name();
        }
        return continuation instanceof Continuation.ReleaseRight c
                ? "ReleaseRight, then " + of(c.then())
                : continuation.toString();
    }

    private static String of(DoomedRights.Doomed doomed) {
        if (doomed instanceof NakedRight right) {
            return of(right);
        }
        return doomed instanceof IpcKmsg message ? of(message) : doomed.toString();
    }

    private static String of(IpcKmsg message) {
        return "[%d %d to %s reply %s %s carries %s tells %s passes %s]"
                .formatted(
                        message.id(),
                        message.size(),
                        of(message.destination()),
                        of(message.reply()),
                        message.body(),
                        message.descriptors().stream()
                                .flatMap(one -> one.rights().stream())
                                .map(KernelPicture::of)
                                .toList(),
                        message.notified(),
                        of(message.passage()));
    }

    private static String of(Passage passage) {
        return passage instanceof MsgAcceptedRequest request
                ? "accepted for %d as %d tells %s"
                        .formatted(request.space().index(), request.name(), of(request.right()))
                : passage.toString();
    }

    private static String of(IpcSpace.Request request) {
        return request == null
                ? "nothing"
                : "%s by %s armed %s at %d"
                        .formatted(request.kind(), of(request.right()), request.armed(), request.index());
    }

    /* A thread whose port has died is as one that never had one. */
    private static String special(IpcPort port) {
        return port == null || !port.isActive() ? "no port of its own" : of((IpcObject) port);
    }

    private static String of(NakedRight right) {
        return right.type() + " " + (right.port() instanceof IpcPort port ? of((IpcObject) port) : right.port());
    }

    private static String of(IpcObject object) {
        if (object == null) {
            return "nothing";
        }
        return object.isActive() ? object.getClass().getSimpleName() + object.serial() : "IP_DEAD";
    }
}
