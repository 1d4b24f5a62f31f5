package dev.portolan.conformance.explain;

import dev.portolan.traces.Argument;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.PortName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Questions to a state; what was not observed is not there. */
record StateView(KernelState state) {

    List<PortState> ports() {
        return state.ports() == null ? List.of() : state.ports();
    }

    List<ThreadState> threads() {
        return state.threads() == null ? List.of() : state.threads();
    }

    /** The port or set of that identity, or null. */
    PortState port(String port) {
        for (PortState one : ports()) {
            if (one.port().equals(port)) {
                return one;
            }
        }
        return null;
    }

    /** The continuation of a thread, or null if it is idle. */
    ThreadState thread(String thread) {
        for (ThreadState one : threads()) {
            if (one.thread().equals(thread)) {
                return one;
            }
        }
        return null;
    }

    /** The live port that a name denotes in the space of a thread, or of a task; null if it denotes none. */
    String denotes(String threadOrTask, PortName name) {
        if (name == null || state.spaces() == null) {
            return null;
        }
        for (SpaceState space : state.spaces()) {
            if (threadOrTask.startsWith(space.task()) && space.entries() != null) {
                for (EntryState entry : space.entries()) {
                    if (entry.name().equals(name) && port(entry.port()) != null) {
                        return entry.port();
                    }
                }
            }
        }
        return null;
    }

    /** The live ports that a call names, in the order in which it does. */
    Set<String> named(Call call) {
        Set<String> ports = new LinkedHashSet<>();
        if (call instanceof Call.MachMsg msg) {
            if (msg.send() != null) {
                ports.add(denotes(call.thread(), msg.send().header().remote()));
                ports.add(denotes(call.thread(), msg.send().header().local()));
            }
            if (msg.receive() != null) {
                ports.add(denotes(call.thread(), msg.receive().name()));
            }
        } else if (call instanceof Call.PortCall port) {
            CallForm form = CallForm.of(call);
            for (int i = 0; i < form.arguments().size(); i++) {
                Argument.Kind kind = form.arguments().get(i).kind();
                if (kind.isName()) {
                    String space = kind == Argument.Kind.CALLERS_NAME ? call.thread() : port.task();
                    ports.add(denotes(space, (PortName) form.value(call, i)));
                }
            }
        }
        ports.remove(null);
        return ports;
    }

    /** The port or set that a thread waits on, or null. */
    static String waitsOn(ThreadState thread) {
        return switch (thread.at()) {
            case "AwaitSlot" -> thread.message().destination().port();
            case "AwaitMessage" -> thread.object();
            default -> null;
        };
    }

    /** True if the thread waits for something to happen. */
    static boolean isBlocked(ThreadState thread) {
        return thread.at().equals("AwaitSlot")
                || thread.at().equals("AwaitMessage")
                || thread.at().equals("blocked");
    }
}
