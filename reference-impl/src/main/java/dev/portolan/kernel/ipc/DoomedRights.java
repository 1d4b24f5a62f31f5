package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.Refines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one thread has yet to give up, in order: naked rights, and notifications that it has yet to post. Only its
 * thread uses it.
 */
public final class DoomedRights {

    /** A right that is given up, or the notification that a stored right becomes. */
    public sealed interface Doomed permits NakedRight, IpcKmsg {}

    private static final Doomed[] NONE = {};

    private Doomed[] rights = NONE;
    private int first;
    private int end;

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

    /** Adds a notification that is to be posted; null for none. If its port is dead what it carries is given up. */
    void add(IpcKmsg notification) {
        if (notification == null) {
            return;
        }
        if (notification.destination().isLive()) {
            append(notification);
        } else {
            addCarried(notification);
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
     * released before the rest.
     */
    @Refines("ReleaseRight")
    public void releaseRight() {
        Doomed head = rights[first];
        rights[first++] = null;
        if (first == end) {
            first = 0;
            end = 0;
            release(head);
            return;
        }
        Doomed[] rest = Arrays.copyOfRange(rights, first, end);
        first = 0;
        end = 0;
        release(head);
        for (Doomed one : rest) {
            append(one);
        }
    }

    private void release(Doomed doomed) {
        if (doomed instanceof IpcKmsg notification) {
            if (!(notification.destination().port() instanceof IpcPort port) || !port.notify(notification)) {
                addCarried(notification);
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

    /** The rights in order, those of ports that have died since included, each notification as a message. */
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
            } else {
                naked.add((NakedRight) doomed);
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
                twin.rights[twin.end++] =
                        rights[i] instanceof IpcKmsg message ? message.copy(copy) : ((NakedRight) rights[i]).copy(copy);
            }
        }
        return twin;
    }

    private void grow() {
        Doomed[] larger = new Doomed[Math.max(4, 2 * (end - first))];
        System.arraycopy(rights, first, larger, 0, end - first);
        end -= first;
        first = 0;
        rights = larger;
    }
}
