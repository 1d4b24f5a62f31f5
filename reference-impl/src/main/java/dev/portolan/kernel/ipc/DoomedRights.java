package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.rules.KernelRules.QueueDestruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one thread has yet to give up, in order: naked rights, and notifications that it has yet to post. Only its
 * thread uses it.
 *
 * <p>Among them are the rights of messages that are being destroyed. If a port dies with one of them, its own messages
 * are destroyed behind it, where {@link MessagesEnd} stands ({@code ith_messages}), and the rest of its death comes at
 * once.
 */
public final class DoomedRights {

    /** A right that is given up, or the notification that a stored right becomes. */
    public sealed interface Doomed permits NakedRight, IpcKmsg, MessagesEnd {}

    /** Where messages that are being destroyed end. */
    public enum MessagesEnd implements Doomed {
        MESSAGES_END
    }

    private static final Doomed[] NONE = {};

    private Doomed[] rights = NONE;
    private int first;
    private int end;

    private GuardWatch guardWatch = GuardWatch.NONE;

    /* The rights of messages that have to wait for others; null unless there are others. */
    private DoomedRights behind;

    /** The same, whose thread is watched. */
    public DoomedRights watchedBy(GuardWatch watch) {
        guardWatch = watch;
        return this;
    }

    /** Who is told when the thread violates a guard. */
    GuardWatch guardWatch() {
        return guardWatch;
    }

    /** Adds a right, if there is anything to release. */
    public void add(NakedRight right) {
        if (right.isLive()) {
            append(right);
        }
    }

    /** Adds the rights of a message that is destroyed, destination first. */
    public void addRights(IpcKmsg message) {
        if (message.passage() instanceof MsgAcceptedRequest request) {
            add(request.notification());
        }
        add(message.destination());
        addCarried(message);
    }

    /** Adds what a message carries besides the right that it was sent to. */
    public void addCarried(IpcKmsg message) {
        add(message.reply());
        for (MessageDescriptor descriptor : message.descriptors()) {
            descriptor.rights().forEach(this::add);
        }
    }

    /** Adds a message that is destroyed, destination first. */
    public void destroy(IpcKmsg message) {
        int before = end - first;
        addRights(message);
        endMessages(before);
    }

    /** Adds the messages of a port that has died, in the order of its queue. */
    void destroy(List<IpcKmsg> queue, QueueDestruction destruction) {
        if (behind != null) {
            queue.forEach(behind::addRights);
        } else if (destruction == QueueDestruction.ONE_BY_ONE) {
            queue.forEach(this::destroy);
        } else {
            int before = end - first;
            queue.forEach(this::addRights);
            endMessages(before);
        }
    }

    /* Only of a message with a receive right does anything else die. */
    private void endMessages(int before) {
        for (int i = first + before; i < end; i++) {
            if (rights[i] instanceof NakedRight right && right.type() == NakedRight.Type.RECEIVE) {
                append(MessagesEnd.MESSAGES_END);
                return;
            }
        }
    }

    /** Adds a notification that is to be posted; null for none. If its port is dead it is destroyed. */
    void add(IpcKmsg notification) {
        if (notification == null) {
            return;
        }
        if (notification.destination().isLive()) {
            append(notification);
        } else {
            destroyCarried(notification);
        }
    }

    private void destroyCarried(IpcKmsg notification) {
        if (behind != null) {
            behind.addCarried(notification);
        } else {
            int before = end - first;
            addCarried(notification);
            endMessages(before);
        }
    }

    /** Takes back the notification added last, if it is to that port, and with it the right that it goes by. */
    void withdraw(IpcPort to) {
        if (end > first
                && rights[end - 1] instanceof IpcKmsg last
                && last.destination().port() == to) {
            rights[--end] = null;
            synchronized (to) {
                to.consume(NakedRight.Type.SEND_ONCE);
            }
        }
    }

    private void append(Doomed doomed) {
        if (end == rights.length) {
            grow();
        }
        rights[end++] = doomed;
    }

    public boolean isEmpty() {
        return first == end;
    }

    /**
     * Releases the first right: its count falls, its notification is posted, or its port dies. What comes of that is
     * released before the rest, but for messages that die behind those that are being destroyed.
     */
    @Refines("ReleaseRight")
    public void releaseRight() {
        Doomed head = rights[first];
        rights[first++] = null;
        Doomed[] rest = first == end ? NONE : Arrays.copyOfRange(rights, first, end);
        first = 0;
        end = 0;
        int messagesEnd = messagesEnd(rest);
        behind = messagesEnd < 0 ? null : new DoomedRights();
        release(head);
        for (int i = 0; i < rest.length; i++) {
            if (i == messagesEnd) {
                behind.rights().forEach(this::append);
            }
            append(rest[i]);
        }
        behind = null;
        while (first < end && rights[first] == MessagesEnd.MESSAGES_END) {
            rights[first++] = null;
        }
    }

    /* Where messages end first; negative if they do not. */
    private static int messagesEnd(Doomed[] rights) {
        for (int i = 0; i < rights.length; i++) {
            if (rights[i] == MessagesEnd.MESSAGES_END) {
                return i;
            }
        }
        return -1;
    }

    private void release(Doomed doomed) {
        if (doomed instanceof IpcKmsg notification) {
            if (!(notification.destination().port() instanceof IpcPort port) || !port.notify(notification)) {
                destroyCarried(notification);
            }
        } else if (doomed instanceof NakedRight right && right.port() instanceof IpcPort port) {
            switch (right.type()) {
                case SEND -> add(port.releaseSend());
                case SEND_ONCE -> port.notify(IpcKmsg.sendOnceNotification(right));
                case RECEIVE -> port.destroy(this);
                case NONE -> {}
            }
        }
    }

    /** What there is in order, rights to ports that have died since included, each notification as a message. */
    public List<Doomed> rights() {
        return List.of(Arrays.copyOfRange(rights, first, end));
    }

    /** The naked rights in them, one by one. */
    public List<NakedRight> nakedRights() {
        List<NakedRight> naked = new ArrayList<>();
        for (Doomed doomed : rights()) {
            if (doomed instanceof IpcKmsg notification) {
                naked.add(notification.destination());
                notification.descriptors().forEach(one -> naked.addAll(one.rights()));
            } else if (doomed instanceof NakedRight right) {
                naked.add(right);
            }
        }
        return naked;
    }

    /** The same rights in a copied kernel. */
    public DoomedRights copy(KernelCopy copy) {
        DoomedRights twin = new DoomedRights();
        if (first != end) {
            twin.rights = new Doomed[end - first];
            for (int i = first; i < end; i++) {
                twin.rights[twin.end++] = copy(rights[i], copy);
            }
        }
        return twin;
    }

    private static Doomed copy(Doomed doomed, KernelCopy copy) {
        if (doomed instanceof IpcKmsg message) {
            return message.copy(copy);
        }
        return doomed instanceof NakedRight right ? right.copy(copy) : doomed;
    }

    private void grow() {
        Doomed[] larger = new Doomed[Math.max(4, 2 * (end - first))];
        System.arraycopy(rights, first, larger, 0, end - first);
        end -= first;
        first = 0;
        rights = larger;
    }
}
