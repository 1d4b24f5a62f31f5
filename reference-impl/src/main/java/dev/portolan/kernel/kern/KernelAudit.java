package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.MessageDescriptor;
import dev.portolan.kernel.ipc.MsgAcceptedRequest;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.Waiter;
import dev.portolan.kernel.kern.Continuation.AwaitSlot;
import dev.portolan.kernel.kern.Continuation.Post;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The invariants of Mach's IPC over a kernel between two critical sections; a method each.
 *
 * <p>The kernel must stand still: nothing here takes more than one lock at a time.
 */
public final class KernelAudit {

    private final Kernel kernel;
    private final List<IpcPort> ports = new ArrayList<>();

    /* By task, what its names denote. */
    private final List<List<IpcSpace.Name>> names = new ArrayList<>();

    /* Every right that is in a message or in a thread's hands. */
    private final List<NakedRight> nakedRights = new ArrayList<>();

    private KernelAudit(Kernel kernel) {
        this.kernel = kernel;
        for (IpcObject object : kernel.objects()) {
            if (object instanceof IpcPort port) {
                ports.add(port);
                port.queue().forEach(this::addRights);
                nakedRights.addAll(port.requests().rights());
            }
        }
        for (MachTask task : kernel.tasks()) {
            names.add(task.space().names());
        }
        for (MachThread thread : kernel.threads()) {
            IpcKmsg message = messageOf(thread.continuation());
            if (message != null) {
                addRights(message);
            }
            addRight(thread.continuation());
            nakedRights.addAll(thread.doomed().nakedRights());
        }
        nakedRights.addAll(ExceptionAudit.rights(kernel));
    }

    /**
     * Checks every invariant.
     *
     * @throws KernelPanic that names the first that does not hold
     */
    public static void audit(Kernel kernel) {
        KernelAudit audit = new KernelAudit(kernel);
        audit.nothingOutlivesTheLastTask();
        audit.sendRightsAreCounted();
        audit.sendOnceRightsAreCounted();
        audit.namesOfOnePortAreOne();
        audit.entriesAreLegal();
        audit.receiveRightsAreInOnePlace();
        audit.receiveRightsTravelWhereTheySay();
        audit.destinationsAreAcyclic();
        audit.messagesAreCounted();
        audit.nobodyWaitsForWhatIsThere();
        audit.waitersWait();
        audit.deadNamesAreReferenced();
        audit.deadPortsAreNowhere();
        SetAudit.audit(kernel, audit.ports);
        TimerAudit.audit(kernel, audit.ports);
        ExceptionAudit.audit(kernel, audit.ports);
    }

    /** I21: when every task has ended and no thread makes a call, no name is left, no port, no set and no message. */
    public void nothingOutlivesTheLastTask() {
        boolean over = kernel.tasks().stream().noneMatch(task -> task.space().isActive())
                && kernel.threads().stream().allMatch(thread -> thread.continuation() == Continuation.Idle.IDLE);
        if (!over) {
            return;
        }
        for (MachTask task : kernel.tasks()) {
            if (!names.get(task.index()).isEmpty()) {
                throw broken("I21", null, "names are left in " + task);
            }
        }
        for (IpcObject object : kernel.objects()) {
            if (!(object instanceof IpcPort port && KernelObject.isHosts(port))) {
                throw broken("I21", object, "is left, and no task is");
            }
        }
    }

    /** I1: a port's send count is the entries and naked rights that hold it. */
    public void sendRightsAreCounted() {
        for (IpcPort port : ports) {
            int held = naked(port, NakedRight.Type.SEND) + port.lostSendRights() + TimerAudit.rightsTo(port);
            for (MachTask task : kernel.tasks()) {
                for (IpcSpace.Name name : names.get(task.index())) {
                    held += name.object() == port && name.type().holdsSend() ? 1 : 0;
                }
            }
            if (!(port.sendRights() == held)) {
                throw broken("I1", port, port.sendRights() + " send rights, " + held + " held");
            }
        }
    }

    /** I2: a port's send-once count is the entries and naked rights that hold it. */
    public void sendOnceRightsAreCounted() {
        for (IpcPort port : ports) {
            int held = naked(port, NakedRight.Type.SEND_ONCE);
            for (MachTask task : kernel.tasks()) {
                for (IpcSpace.Name name : names.get(task.index())) {
                    held += name.object() == port && name.type() == EntryType.SEND_ONCE ? 1 : 0;
                }
            }
            if (!(port.sendOnceRights() == held)) {
                throw broken("I2", port, port.sendOnceRights() + " send-once rights, " + held + " held");
            }
        }
    }

    /** I3: a space has one name at most for the send and receive rights to a port. */
    public void namesOfOnePortAreOne() {
        for (MachTask task : kernel.tasks()) {
            Set<IpcObject> named = new HashSet<>();
            for (IpcSpace.Name name : names.get(task.index())) {
                if (name.object() instanceof IpcPort port && name.type() != EntryType.SEND_ONCE) {
                    if (!(named.add(port))) {
                        throw broken("I3", port, "two names in " + task);
                    }
                }
            }
        }
    }

    /** I4: what an entry denotes and how many user references it has go together. */
    public void entriesAreLegal() {
        int max = kernel.limits().userRefsMax();
        int sendMax = kernel.rules().pegs() ? max : max - 1;
        for (MachTask task : kernel.tasks()) {
            for (IpcSpace.Name name : names.get(task.index())) {
                int refs = name.userRefs();
                boolean legal = switch (name.type()) {
                    case NONE -> false;
                    case RECEIVE, PORT_SET -> refs == 0;
                    case SEND, SEND_RECEIVE -> refs >= 1 && refs <= sendMax;
                    case SEND_ONCE -> refs == 1;
                    case DEAD_NAME -> refs >= 1 && refs <= max;
                };
                if (!(legal)) {
                    throw broken("I4", name.object(), name + " in " + task);
                }
            }
        }
    }

    /** I5: a port's receive right is in the space that the port names, under the name that it names, or in a thread's hands. */
    public void receiveRightsAreInOnePlace() {
        for (IpcPort port : ports) {
            int places = naked(port, NakedRight.Type.RECEIVE);
            if (!(places == (port.receiver() == null ? 1 : 0))) {
                throw broken("I5", port, places + " naked receive rights");
            }
            for (MachTask task : kernel.tasks()) {
                for (IpcSpace.Name name : names.get(task.index())) {
                    if (name.object() == port && name.type().holdsReceive()) {
                        places++;
                        if (!(port.receiver() == task.space()
                                && port.receiverName() == name.name().value())) {
                            throw broken(
                                    "I5",
                                    port,
                                    "received under " + name.name() + " in " + task + ", which it does not know");
                        }
                    }
                }
            }
            if (!(places == (KernelPorts.isKernels(port) ? 0 : 1))) {
                throw broken("I5", port, places + " receive rights");
            }
        }
    }

    /** I5: what is on its way to a port is in a message there or in a thread's hands, and what is in a message is on its way. */
    public void receiveRightsTravelWhereTheySay() {
        for (IpcPort port : ports) {
            for (IpcKmsg message : port.queue()) {
                for (MessageDescriptor descriptor : message.descriptors()) {
                    for (NakedRight right : descriptor.rights()) {
                        if (right.type() == NakedRight.Type.RECEIVE
                                && right.port() instanceof IpcPort carried
                                && carried.isActive()
                                && carried.destination() != port) {
                            throw broken("I5", carried, "is queued at port " + port.serial() + " and goes elsewhere");
                        }
                    }
                }
            }
            if (port.destination() != null && port.receiver() != null) {
                throw broken("I5", port, "is in a space and on its way");
            }
        }
    }

    /** I6: nobody comes back to a port by following destinations. */
    public void destinationsAreAcyclic() {
        for (IpcPort port : ports) {
            int steps = 0;
            for (IpcPort next = port.destination(); next != null; next = next.destination()) {
                if (next == port || ++steps > ports.size()) {
                    throw broken("I6", port, "is on its way to itself");
                }
            }
        }
    }

    /** I7: a port's message count is its queue and the senders that hold a slot, and within the kernel's limit. */
    public void messagesAreCounted() {
        for (IpcPort port : ports) {
            int expected = port.queue().size();
            for (MachThread thread : kernel.threads()) {
                if (thread.continuation() instanceof Post post
                                && post.message().destination().port() == port
                        || isTakenAndCounted(thread.continuation(), port)) {
                    expected++;
                }
            }
            if (!(port.messageCount() == expected)) {
                throw broken("I7", port, port.messageCount() + " messages counted, " + expected + " there");
            }
        }
    }

    /* Its sender is told first. */
    private static boolean isTakenAndCounted(Continuation at, IpcPort port) {
        Continuation next = at instanceof Continuation.ReleaseRight release ? release.then() : at;
        return next instanceof MessageCopyout.CopyoutHeader taken
                && taken.message().passage() instanceof MsgAcceptedRequest
                && taken.message().destination().port() == port;
    }

    /** I9: no receiver waits where a message is queued, no sender where there is room and no other is on its way. */
    public void nobodyWaitsForWhatIsThere() {
        for (IpcPort port : ports) {
            if (!(port.receivers().isEmpty() || port.queue().isEmpty())) {
                throw broken("I9", port, "receivers wait beside queued messages");
            }
            boolean room = port.messageCount() < port.queueLimit();
            if (!(port.senders().isEmpty() || !room || !kernel.rules().grantsSlot() && isRetested(port))) {
                throw broken(
                        "I9",
                        port,
                        "senders wait beside " + port.messageCount() + " of " + port.queueLimit() + " messages");
            }
        }
    }

    /** A thread stands in an object's queue of waiters exactly while its continuation says that it waits there. */
    public void waitersWait() {
        Set<Waiter> waiting = new HashSet<>();
        for (IpcObject object : kernel.objects()) {
            for (Waiter waiter : object.receivers()) {
                boolean waits = kernel.thread(waiter.index()).continuation() instanceof Receiving await
                        && await.object() == object;
                if (!(waits && waiting.add(waiter))) {
                    throw broken("I9", object, waiter + " does not wait to receive");
                }
            }
            if (object instanceof IpcPort port) {
                for (Waiter waiter : port.senders()) {
                    boolean waits = kernel.thread(waiter.index()).continuation() instanceof AwaitSlot await
                            && await.port() == object;
                    if (!(waits && waiting.add(waiter))) {
                        throw broken("I9", object, waiter + " does not wait to send");
                    }
                }
            }
        }
        for (MachThread thread : kernel.threads()) {
            boolean held = ThreadHold.keeps(thread, thread.continuation());
            if (!(!thread.isBlocked() || waiting.contains(thread) || held)) {
                throw broken("I9", null, thread + " waits for nothing");
            }
        }
    }

    /** I15: a dead name has the user references that the right had, so never none. */
    public void deadNamesAreReferenced() {
        for (MachTask task : kernel.tasks()) {
            for (IpcSpace.Name name : names.get(task.index())) {
                if (!(name.type() != EntryType.DEAD_NAME || name.userRefs() > 0 && name.object() == null)) {
                    throw broken("I15", null, name + " in " + task);
                }
            }
        }
    }

    /** I19: no name denotes a right to a port that has died. */
    public void deadPortsAreNowhere() {
        for (MachTask task : kernel.tasks()) {
            for (IpcSpace.Name name : names.get(task.index())) {
                if (!(name.object() == null || name.object().isActive())) {
                    throw broken("I19", name.object(), name + " in " + task);
                }
            }
        }
    }

    /* Under rule fullQueue = retest a sender that was let go takes the place of the one that still waits. */
    private boolean isRetested(IpcPort port) {
        for (MachThread thread : kernel.threads()) {
            if (thread.continuation() instanceof Continuation.Admit admit
                    && admit.again()
                    && admit.message().destination().port() == port) {
                return true;
            }
        }
        return false;
    }

    private int naked(IpcPort port, NakedRight.Type type) {
        int count = 0;
        for (NakedRight right : nakedRights) {
            count += right.port() == port && right.type() == type ? 1 : 0;
        }
        return count;
    }

    private void addRights(IpcKmsg message) {
        nakedRights.add(message.destination());
        nakedRights.add(message.reply());
        if (message.passage() instanceof MsgAcceptedRequest request) {
            nakedRights.add(request.right());
        }
        message.descriptors().forEach(descriptor -> nakedRights.addAll(descriptor.rights()));
    }

    private void addRight(Continuation continuation) {
        if (continuation instanceof Continuation.InsertRight insert) {
            nakedRights.add(insert.right());
        } else if (continuation instanceof RequestCall.RequestNotification request) {
            nakedRights.add(request.request().right());
        } else if (continuation instanceof RequestCall.ReturnPrevious previous) {
            nakedRights.add(previous.right());
        } else if (continuation instanceof NameCall.ReturnRight extracted) {
            nakedRights.add(extracted.right());
        } else if (continuation instanceof Continuation.ReleaseRight release) {
            addRight(release.then());
        }
    }

    static IpcKmsg messageOf(Continuation continuation) {
        if (continuation instanceof Continuation.CopyinBody copyin) {
            return copyin.message();
        }
        if (continuation instanceof MessageCopyout.CopyoutBody copyout) {
            return copyout.message();
        }
        if (continuation instanceof Continuation.Admit admit) {
            return admit.message();
        }
        if (continuation instanceof RequestAcceptance request) {
            return request.message();
        }
        if (continuation instanceof Post post) {
            return post.message();
        }
        if (continuation instanceof AwaitSlot await) {
            return await.message();
        }
        if (continuation instanceof MessageCopyout.ReturnMessage returned) {
            return returned.message();
        }
        if (continuation instanceof Continuation.ReleaseRight release) {
            return messageOf(release.then());
        }
        if (continuation instanceof MessageCopyout.CopyoutHeader copyout) {
            return copyout.message();
        }
        return ExceptionAudit.messageOf(continuation);
    }

    /* Built only where something is broken: the suites audit after every step. */
    private static KernelPanic broken(String invariant, IpcObject object, String what) {
        String where = object == null ? "" : "port " + object.serial() + ": ";
        return new KernelPanic(invariant + ": " + where + what);
    }
}
