package dev.portolan.conformance.behaviour;

import dev.portolan.conformance.graph.WorldConstants;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The calls that may lead from one state to another, the plainest first.
 *
 * <p>What the second state still shows of the call, the size and time-out of a message for instance, is taken from
 * there; all the rest is tried.
 */
final class CallCandidates {

    private static final List<String> DISPOSITIONS =
            List.of("MAKE_SEND", "COPY_SEND", "MOVE_SEND", "MAKE_SEND_ONCE", "MOVE_SEND_ONCE", "MOVE_RECEIVE");
    private static final List<String> RIGHTS = List.of("RECEIVE", "PORT_SET", "DEAD_NAME", "SEND", "SEND_ONCE");
    private static final int SIZE = 24;
    private static final int RECEIVE_SIZE = 40;
    private static final int TRAILER_SIZE = 12;

    private final WorldConstants constants;
    private final KernelState before;
    private final KernelState after;
    private final List<PortName> names = new ArrayList<>();
    private final List<PortName> namesOrNone = new ArrayList<>();

    CallCandidates(WorldConstants constants, KernelState before, KernelState after) {
        this.constants = constants;
        this.before = before;
        this.after = after;
        namesOrNone.add(PortName.NULL);
        for (int slot = 1; slot <= constants.slots(); slot++) {
            names.add(PortName.of("p" + slot));
        }
        namesOrNone.addAll(names);
    }

    Stream<Call> calls() {
        return constants.tasks().entrySet().stream()
                .flatMap(task -> task.getValue().stream().flatMap(thread -> calls(task.getKey(), thread)));
    }

    private Stream<Call> calls(String task, String thread) {
        ThreadState now = thread(before, thread);
        if (now == null) {
            return Stream.of(rights(task, thread), inserts(task, thread), sends(thread), receives(thread))
                    .flatMap(calls -> calls);
        }
        return now.at().startsWith("Await")
                ? Stream.of(new Call.ThreadAbort(thread), new Call.ClockExpire(thread))
                : Stream.of(new Call.Step(thread, now.at()));
    }

    private static ThreadState thread(KernelState state, String thread) {
        return state.threads().stream()
                .filter(one -> one.thread().equals(thread))
                .findFirst()
                .orElse(null);
    }

    private Stream<Call> rights(String task, String thread) {
        Stream<Call> allocate =
                RIGHTS.stream().map(right -> new Call.MachPortAllocate(thread, task, right, Call.Entry.TRAP));
        Stream<Call> named = names.stream()
                .flatMap(name -> Stream.of(
                        new Call.MachPortDestroy(thread, task, name, Call.Entry.TRAP),
                        new Call.MachPortDeallocate(thread, task, name, Call.Entry.TRAP)));
        return Stream.concat(allocate, named);
    }

    private Stream<Call> inserts(String own, String thread) {
        return constants.tasks().keySet().stream()
                .flatMap(task -> namesOrNone.stream()
                        .flatMap(name -> names.stream()
                                .flatMap(right -> DISPOSITIONS.stream()
                                        .map(disposition -> new Call.MachPortInsertRight(
                                                thread,
                                                task,
                                                name,
                                                right,
                                                disposition,
                                                task.equals(own) ? Call.Entry.TRAP : Call.Entry.RPC)))));
    }

    private Stream<Call> sends(String thread) {
        List<String> dispositions = new ArrayList<>(DISPOSITIONS);
        dispositions.add(null);
        return names.stream()
                .flatMap(remote -> DISPOSITIONS.stream()
                        .flatMap(remoteDisposition -> namesOrNone.stream()
                                .flatMap(local -> dispositions.stream()
                                        .filter(disposition -> (disposition == null) == (local == PortName.NULL))
                                        .flatMap(disposition ->
                                                sends(thread, remote, remoteDisposition, local, disposition)))));
    }

    private Stream<Call> sends(
            String thread, PortName remote, String remoteDisposition, PortName local, String localDisposition) {
        ThreadState then = thread(after, thread);
        int id = then != null && then.message() != null ? then.message().id() : 1;
        int size = then != null && then.message() != null ? then.message().size() : SIZE;
        Call.Receive receive = then == null ? null : then.receive();
        Call.Header header = new Call.Header(remote, remoteDisposition, local, localDisposition, null, null, id, null);
        return timeouts(then).map(timeout -> new Call.MachMsg(thread, new Call.Send(header, size, timeout), receive));
    }

    private Stream<Call> receives(String thread) {
        ThreadState then = thread(after, thread);
        Call.Receive left = then == null ? null : then.receive();
        return names.stream()
                .flatMap(name -> timeouts(left == null ? null : left.timeout())
                        .map(timeout -> new Call.MachMsg(
                                thread,
                                null,
                                left == null
                                        ? new Call.Receive(name, RECEIVE_SIZE, false, TRAILER_SIZE, timeout)
                                        : left.from(name).waiting(timeout))));
    }

    private static Stream<Call.Timeout> timeouts(ThreadState then) {
        return timeouts(then == null ? null : then.timeout());
    }

    private static Stream<Call.Timeout> timeouts(Call.Timeout known) {
        return Stream.concat(
                        Stream.of(Objects.requireNonNullElse(known, Call.Timeout.TIMED)),
                        Stream.of(Call.Timeout.values()))
                .distinct();
    }
}
