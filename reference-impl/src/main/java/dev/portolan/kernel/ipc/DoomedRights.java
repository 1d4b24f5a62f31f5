package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.Refines;
import java.util.Arrays;
import java.util.List;

/** The naked rights that one thread has yet to give up, in order. Only its thread uses it. */
public final class DoomedRights {

    private static final NakedRight[] NONE = {};

    private NakedRight[] rights = NONE;
    private int first;
    private int end;

    /** Adds a right, if there is anything to release. */
    public void add(NakedRight right) {
        if (right.isLive()) {
            if (end == rights.length) {
                grow();
            }
            rights[end++] = right;
        }
    }

    /** Adds the rights of a message that is destroyed, destination first. */
    public void add(IpcKmsg message) {
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

    public boolean isEmpty() {
        return first == end;
    }

    /** Releases the first right: its count falls, its notification is posted, or its port dies. */
    @Refines("ReleaseRight")
    public void releaseRight() {
        NakedRight right = rights[first];
        rights[first++] = null;
        if (first == end) {
            first = 0;
            end = 0;
        }
        if (right.port() instanceof IpcPort port) {
            switch (right.type()) {
                case SEND -> port.releaseSend();
                case SEND_ONCE -> port.notifySendOnce(right);
                case RECEIVE -> port.destroy(this);
                case NONE -> {}
            }
        }
    }

    /** The rights in order, those of ports that have died since included. */
    public List<NakedRight> rights() {
        return List.of(Arrays.copyOfRange(rights, first, end));
    }

    /** The same rights in a copied kernel. */
    public DoomedRights copy(KernelCopy copy) {
        DoomedRights twin = new DoomedRights();
        if (first != end) {
            twin.rights = new NakedRight[end - first];
            for (int i = first; i < end; i++) {
                twin.rights[twin.end++] = rights[i].copy(copy);
            }
        }
        return twin;
    }

    private void grow() {
        NakedRight[] larger = new NakedRight[Math.max(4, 2 * (end - first))];
        System.arraycopy(rights, first, larger, 0, end - first);
        end -= first;
        first = 0;
        rights = larger;
    }
}
