package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcPset;
import dev.portolan.kernel.ipc.IpcSpace;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** The invariants of port sets over a kernel between two critical sections; a method each. */
final class SetAudit {

    private final Kernel kernel;
    private final List<IpcPort> ports;

    private SetAudit(Kernel kernel, List<IpcPort> ports) {
        this.kernel = kernel;
        this.ports = ports;
    }

    static void audit(Kernel kernel, List<IpcPort> ports) {
        SetAudit audit = new SetAudit(kernel, ports);
        audit.membersAndSetsAgree();
        audit.membersLiveInTheSetsSpace();
        audit.nobodyWaitsForWhatMembersHave();
        audit.setsKnowTheirMessages();
    }

    /** A port is in a set if and only if it is a member; in one at most, where the set has its messages. */
    void membersAndSetsAgree() {
        for (IpcObject object : kernel.objects()) {
            if (object instanceof IpcPset set) {
                for (IpcPort member : set.members()) {
                    if (!member.isActive() || !member.sets().contains(set)) {
                        throw broken("I16", set, "a member, port " + member.serial() + ", is not in it");
                    }
                }
            }
        }
        for (IpcPort port : ports) {
            for (IpcPset set : port.sets()) {
                if (!set.isActive() || !set.members().contains(port)) {
                    throw broken("I16", port, "in set " + set.serial() + ", whose member it is not");
                }
            }
            boolean tooMany = kernel.rules().mergesQueues() && port.sets().size() > 1;
            if (tooMany
                    || port.sets().size() > 1
                            && new HashSet<>(port.sets()).size() < port.sets().size()) {
                throw broken("I16", port, "in " + port.sets().size() + " sets");
            }
        }
    }

    /** I16: the receive right of a member is in the set's space. */
    void membersLiveInTheSetsSpace() {
        for (IpcPort port : ports) {
            if (!port.sets().isEmpty() && port.receiver() == null) {
                throw broken("I16", port, "in a set while a thread holds its receive right");
            }
            for (IpcPset set : port.sets()) {
                if (!names(port.receiver(), set)) {
                    throw broken("I16", port, "in set " + set.serial() + " of another space");
                }
            }
        }
    }

    private static boolean names(IpcSpace space, IpcPset set) {
        for (IpcSpace.Name name : space.names()) {
            if (name.type() == EntryType.PORT_SET && name.object() == set) {
                return true;
            }
        }
        return false;
    }

    /** I9: no receiver waits at a set whose member has a message. */
    void nobodyWaitsForWhatMembersHave() {
        for (IpcPort port : ports) {
            for (IpcPset set : port.sets()) {
                if (!port.queue().isEmpty() && !set.receivers().isEmpty()) {
                    throw broken("I9", port, "receivers wait at set " + set.serial() + " beside queued messages");
                }
            }
            if (port.receivesThroughSet() && !port.receivers().isEmpty()) {
                throw broken("I9", port, "receivers wait, and its set has its messages");
            }
        }
    }

    /** A set knows which members have messages, each once, or once a message where it has them itself. */
    void setsKnowTheirMessages() {
        for (IpcObject object : kernel.objects()) {
            if (object instanceof IpcPset set) {
                List<IpcPort> preposts = set.preposts();
                int expected = 0;
                for (IpcPort member : set.members()) {
                    int messages = member.queue().size();
                    int times = kernel.rules().mergesQueues() ? messages : Math.min(messages, 1);
                    expected += times;
                    if (Collections.frequency(preposts, member) != times) {
                        throw broken("I9", set, "port " + member.serial() + " is not preposted as its queue has it");
                    }
                }
                if (preposts.size() != expected) {
                    throw broken("I9", set, "others than its members are preposted");
                }
            }
        }
    }

    private static KernelPanic broken(String invariant, IpcObject object, String what) {
        return new KernelPanic(invariant + ": port " + object.serial() + ": " + what);
    }
}
