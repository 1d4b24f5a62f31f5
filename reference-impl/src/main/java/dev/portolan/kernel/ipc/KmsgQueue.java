package dev.portolan.kernel.ipc;

import java.util.Arrays;
import java.util.List;

/** Messages in the order of their arrival. Guarded by the lock of its port. */
final class KmsgQueue {

    private static final IpcKmsg[] NONE = {};

    /* A ring; its length is zero or a power of two. */
    private IpcKmsg[] ring = NONE;
    private int head;
    private int count;

    int size() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    IpcKmsg get(int i) {
        return ring[head + i & ring.length - 1];
    }

    IpcKmsg first() {
        return ring[head];
    }

    void add(IpcKmsg message) {
        if (count == ring.length) {
            grow();
        }
        ring[head + count++ & ring.length - 1] = message;
    }

    IpcKmsg remove() {
        IpcKmsg message = ring[head];
        ring[head] = null;
        head = head + 1 & ring.length - 1;
        count--;
        return message;
    }

    void clear() {
        ring = NONE;
        head = 0;
        count = 0;
    }

    List<IpcKmsg> messages() {
        IpcKmsg[] messages = new IpcKmsg[count];
        Arrays.setAll(messages, this::get);
        return List.of(messages);
    }

    KmsgQueue copy(KernelCopy copy) {
        KmsgQueue twin = new KmsgQueue();
        for (int i = 0; i < count; i++) {
            twin.add(get(i).copy(copy));
        }
        return twin;
    }

    private void grow() {
        IpcKmsg[] larger = new IpcKmsg[Math.max(4, 2 * ring.length)];
        for (int i = 0; i < count; i++) {
            larger[i] = get(i);
        }
        ring = larger;
        head = 0;
    }
}
