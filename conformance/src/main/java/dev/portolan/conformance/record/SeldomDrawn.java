package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What few calls ask for, and what a run has once: who is to be told of a message, and the end of a task. It is drawn from
 * numbers of its own: what is drawn besides is the same with it and without.
 */
final class SeldomDrawn {

    private static final int ONE_IN = 12;

    private final Random random;

    SeldomDrawn(long seed) {
        random = new Random(seed * 31 + 17);
    }

    /** The call, or the same with {@code MACH_SEND_NOTIFY}, {@code MACH_SEND_CANCEL} or {@code MACH_RCV_NOTIFY}. */
    Call.MachMsg of(Call.MachMsg call, KernelState state, String home) {
        if (random.nextInt(ONE_IN) != 0) {
            return call;
        }
        Call.Send send = call.send();
        Call.Receive receive = call.receive();
        PortName by = received(state, home);
        if (send != null) {
            boolean cancels = random.nextInt(4) == 0;
            send = new Call.Send(send.header(), send.sendSize(), send.timeout(), !cancels, cancels, by);
        }
        return new Call.MachMsg(call.thread(), send, receive == null ? null : receive.from(receive.name(), by));
    }

    /* Mostly the name of a receive right. */
    private PortName received(KernelState state, String home) {
        List<PortName> names = new ArrayList<>();
        for (SpaceState space : state.spaces()) {
            for (EntryState entry : space.task().equals(home) ? space.entries() : List.<EntryState>of()) {
                if (entry.type().contains("RECEIVE") || random.nextInt(8) == 0) {
                    names.add(entry.name());
                }
            }
        }
        return names.isEmpty() ? PortName.NULL : names.get(random.nextInt(names.size()));
    }

    /** The end of a task, its names in an order drawn, by one of these threads; null where no task would be left. */
    Call endOfATask(KernelState state, List<String> threads) {
        if (threads.isEmpty() || state.spaces().size() < 2) {
            return null;
        }
        SpaceState ends = state.spaces().get(random.nextInt(state.spaces().size()));
        List<PortName> order = new ArrayList<>();
        ends.entries().forEach(entry -> order.add(entry.name()));
        Collections.shuffle(order, random);
        return new Call.TaskTerminate(threads.get(random.nextInt(threads.size())), ends.task(), order, Call.Entry.RPC);
    }
}
