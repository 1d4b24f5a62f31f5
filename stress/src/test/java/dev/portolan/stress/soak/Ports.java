package dev.portolan.stress.soak;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.trap.UserThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The ports of a soak: some places, in each of which one port lives after another; and what went in and came out. */
final class Ports {

    /** A port, by the number that every message to it carries. */
    static final class Port {
        final int number;
        final MachPortName name;

        /* How many, and the sum of what they carried, so that one cannot stand for another. */
        final AtomicLong accepted = new AtomicLong();
        final AtomicLong acceptedSum = new AtomicLong();
        final AtomicLong received = new AtomicLong();
        final AtomicLong receivedSum = new AtomicLong();
        volatile boolean killed;

        private Port(int number, MachPortName name) {
            this.number = number;
            this.name = name;
        }

        void accepted(long content) {
            accepted.incrementAndGet();
            acceptedSum.addAndGet(content);
        }

        void received(long content) {
            received.incrementAndGet();
            receivedSum.addAndGet(content);
        }

        private boolean isEven() {
            return accepted.get() == received.get() && acceptedSum.get() == receivedSum.get();
        }
    }

    private final AtomicReferenceArray<Port> places;
    private final Map<Integer, Port> known = new ConcurrentHashMap<>();
    private int ports;

    Ports(UserThread owner, int places) {
        this.places = new AtomicReferenceArray<>(places);
        for (int place = 0; place < places; place++) {
            renew(owner, place);
        }
    }

    int count() {
        return places.length();
    }

    Port at(int place) {
        return places.get(place);
    }

    /** The port with that number; a message can only come for one that was known. */
    Port numbered(long number) {
        return known.get((int) number);
    }

    int made() {
        return ports;
    }

    /** The port there dies and another takes its place. By one thread at a time. */
    void kill(UserThread owner, int place) {
        Port port = places.get(place);
        port.killed = true;
        CallResult result = owner.machPortDestroy(port.name);
        if (result.code() != KernReturn.KERN_SUCCESS) {
            throw new AssertionError("a port that lives is not destroyed: " + result);
        }
        renew(owner, place);
    }

    private void renew(UserThread owner, int place) {
        CallResult result = owner.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE);
        Port port = new Port(++ports, ((OutValue.Name) result.out()).name());
        known.put(port.number, port);
        places.set(place, port);
    }

    /** Nobody sends or receives, and what was queued has been received: what is wrong with the accounts. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Port port : known.values()) {
            if (!port.killed && !port.isEven() || port.received.get() > port.accepted.get()) {
                faults.add("port " + port.number + (port.killed ? ", killed" : "") + ": " + port.accepted
                        + " messages accepted, " + port.received + " received");
            }
        }
        known.values().removeIf(port -> port.killed);
        return faults;
    }
}
