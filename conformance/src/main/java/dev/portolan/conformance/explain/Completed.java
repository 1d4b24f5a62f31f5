package dev.portolan.conformance.explain;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** States of which a part was observed, completed by what a kernel has there. */
final class Completed {

    private Completed() {}

    /**
     * What was observed, and where nobody looked what the kernel has.
     *
     * @param observed null if nobody looked at all
     */
    static KernelState of(KernelState observed, KernelState kernel) {
        if (observed == null) {
            return kernel;
        }
        return new KernelState(
                list(observed.spaces(), kernel.spaces(), SpaceState::task, Completed::space, false),
                list(observed.ports(), kernel.ports(), PortState::port, Completed::port, true),
                list(observed.threads(), kernel.threads(), ThreadState::thread, Completed::thread, true),
                observed.tasks() == null ? kernel.tasks() : observed.tasks(),
                observed.acts() == null ? kernel.acts() : observed.acts());
    }

    private static SpaceState space(SpaceState observed, SpaceState kernel) {
        return new SpaceState(
                observed.task(),
                list(observed.entries(), kernel.entries(), entry -> entry.name().symbol(), Completed::entry, false));
    }

    private static EntryState entry(EntryState observed, EntryState kernel) {
        boolean same = observed.type().equals(kernel.type());
        return new EntryState(
                observed.name(),
                observed.type(),
                observed.port() == null && same ? kernel.port() : observed.port(),
                observed.userRefs() == null && same ? kernel.userRefs() : observed.userRefs(),
                observed.request() == null && same ? kernel.request() : observed.request());
    }

    private static PortState port(PortState observed, PortState kernel) {
        return new PortState(
                observed.port(),
                either(observed.kind(), kernel.kind()),
                either(observed.receiver(), kernel.receiver()),
                either(observed.sendRights(), kernel.sendRights()),
                either(observed.sendOnceRights(), kernel.sendOnceRights()),
                either(observed.makeSendCount(), kernel.makeSendCount()),
                either(observed.seqno(), kernel.seqno()),
                either(observed.queueLimit(), kernel.queueLimit()),
                either(observed.messageCount(), kernel.messageCount()),
                either(observed.queue(), kernel.queue()),
                either(observed.senders(), kernel.senders()),
                either(observed.receivers(), kernel.receivers()),
                either(observed.requests(), kernel.requests()),
                either(observed.destination(), kernel.destination()),
                either(observed.sets(), kernel.sets()),
                either(observed.preposts(), kernel.preposts()),
                either(observed.guard(), kernel.guard()),
                either(observed.specialReply(), kernel.specialReply()),
                either(observed.timer(), kernel.timer()));
    }

    private static ThreadState thread(ThreadState observed, ThreadState kernel) {
        return observed.at().equals("blocked") && StateView.isBlocked(kernel) ? kernel : observed;
    }

    private static <T> T either(T observed, T kernel) {
        return observed == null ? kernel : observed;
    }

    /* What was observed, completed; of ports and threads also those that nobody listed. */
    private static <T> List<T> list(
            List<T> observed, List<T> kernel, Function<T, String> key, BiFunction<T, T, T> both, boolean open) {
        if (observed == null || kernel == null) {
            return observed == null ? kernel : observed;
        }
        Map<String, T> there = new LinkedHashMap<>();
        kernel.forEach(one -> there.put(key.apply(one), one));
        List<T> completed = new ArrayList<>();
        for (T one : observed) {
            T other = there.remove(key.apply(one));
            completed.add(other == null ? one : both.apply(one, other));
        }
        if (open) {
            completed.addAll(there.values());
        }
        return completed;
    }
}
