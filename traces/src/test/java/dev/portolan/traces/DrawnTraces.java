package dev.portolan.traces;

import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Traces of every shape that the types allow, sense or none. */
final class DrawnTraces {

    private static final Map<String, List<String>> TASKS = Map.of("A", List.of("A1", "A2"), "B", List.of("B1"));

    private final Random random;

    DrawnTraces(Random random) {
        this.random = random;
    }

    Trace trace(int count) {
        List<Trace.Event> events = new ArrayList<>();
        for (int seq = 1; seq <= count; seq++) {
            Long start = some(random.nextLong() >>> 2);
            events.add(new Trace.Event(seq, call(), outcome(), state(), start, start == null ? null : start + 5));
        }
        Trace.Header header = new Trace.Header(
                Trace.FORMAT,
                "name \"\\\u00e9\u4e2d",
                any("graph", "walk", "run", "real"),
                any("xnu", "classic"),
                Map.of("queueLimit", random.nextInt(9)),
                TASKS,
                some(random.nextLong()),
                some(new Trace.Source("file", some("kernel"), some(3))),
                some(new Trace.End("reason", 2)));
        return new Trace(header, events);
    }

    private <T> T some(T value) {
        return random.nextBoolean() ? value : null;
    }

    @SafeVarargs
    private <T> T any(T... of) {
        return of[random.nextInt(of.length)];
    }

    private PortName name() {
        return any(PortName.NULL, PortName.DEAD, PortName.of("p" + random.nextInt(99)), PortName.of("stale:\u00fc"));
    }

    private Call call() {
        String thread = any("A1", "A2", "B1");
        return switch (random.nextInt(6)) {
            case 0 ->
                new Call.MachPortModRefs(
                        thread, "A", name(), any("SEND", "22"), random.nextInt(), any(Call.Entry.values()));
            case 1 -> new Call.MachMsg(thread, some(send()), some(receive(name())));
            case 2 -> new Call.ThreadAbort(thread);
            case 3 -> new Call.Step(thread, "Admit");
            case 4 ->
                new Call.MachPortInsertRight(
                        thread, "B", name(), name(), any("MAKE_SEND", "7"), any(Call.Entry.values()));
            default -> new Call.MachPortAllocate(thread, "B", "RECEIVE", any(Call.Entry.values()));
        };
    }

    private Call.Send send() {
        Call.Header header = new Call.Header(
                name(),
                some("COPY_SEND"),
                some(name()),
                some("22"),
                some(name()),
                null,
                random.nextInt(),
                some(List.of(0L, 4294967295L, Long.MIN_VALUE, Long.MAX_VALUE)));
        boolean told = random.nextBoolean();
        return new Call.Send(header, random.nextInt(99), any(Call.Timeout.values()), told, !told, some(name()));
    }

    private Call.Receive receive(PortName name) {
        var options = List.of(Call.ReceiveOption.values()).subList(0, random.nextInt(2));
        return new Call.Receive(name, 40, random.nextBoolean(), 12, any(Call.Timeout.values()), options, some(name()));
    }

    private Outcome outcome() {
        if (random.nextInt(8) == 0) {
            return Outcome.UNOBSERVED;
        }
        List<Outcome.Completion> woke = random.nextBoolean()
                ? List.of()
                : List.of(new Outcome.Completion("A2", "MACH_MSG_SUCCESS", some("ipc.send.1"), some(out())));
        return new Outcome(
                any("KERN_SUCCESS", "MACH_SEND_TIMED_OUT|MACH_MSG_IPC_SPACE"), some("ipc.a.1"), some(out()), woke);
    }

    private Outcome.Out out() {
        Outcome.Message message = new Outcome.Message(
                random.nextInt(), some(24), some(name()), some("PORT_SEND"), some(name()), null, some(3), null);
        return switch (random.nextInt(11)) {
            case 0 -> Outcome.Out.ofMembers(List.of(name()));
            case 1 -> Outcome.Out.ofNames(List.of(new NamedType(name(), "SEND|RECEIVE")));
            case 2 -> Outcome.Out.ofStatus(PortStatus.limits(random.nextInt(9)));
            case 3 -> Outcome.Out.ofContext(random.nextInt());
            case 4 -> Outcome.Out.ofTime(random.nextInt());
            case 5 ->
                Outcome.Out.ofExceptionPorts(
                        List.of(new ExceptionGroup(random.nextInt(), name(), random.nextInt(), random.nextInt())));
            case 6 -> Outcome.Out.ofRegisters(List.of(random.nextInt(), random.nextInt()));
            default -> new Outcome.Out(name(), some(2), some("SEND|RECEIVE"), some(40), some(message));
        };
    }

    private KernelState state() {
        List<SpaceState> spaces =
                List.of(new SpaceState("A", some(List.of(entry("p1"), entry("p2")))), new SpaceState("B", List.of()));
        return new KernelState(some(spaces), some(List.of(port(), set())), some(List.of(thread(), released())));
    }

    private EntryState entry(String name) {
        return new EntryState(PortName.of(name), any("SEND", "RECEIVE"), some("K1"), some(random.nextInt(9)));
    }

    private PortState port() {
        return new PortState(
                "K1",
                "PORT",
                some("A"),
                some(1),
                some(0),
                some(2),
                some(3),
                some(5),
                some(1),
                some(List.of(message())),
                some(List.of("A1")),
                some(List.of()),
                null,
                null,
                some(List.of("K2")),
                null,
                some(new KernelState.GuardState(random.nextInt(), true, false, true)),
                some("none"),
                some(random.nextInt()));
    }

    private PortState set() {
        return PortState.set("K2", List.of("A1", "B1"), some(List.of("K1", "K1")));
    }

    private MessageState message() {
        return new MessageState(
                random.nextInt(), some(24), new RightState("SEND", "K1"), new RightState("NONE", "null"));
    }

    private ThreadState thread() {
        return new ThreadState(
                "A1",
                "AwaitMessage",
                some(message()),
                some(Call.Timeout.TIMED),
                some(true),
                some(receive(null)),
                some("K1"),
                some(1),
                some(false),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                some(true),
                some(true));
    }

    private ThreadState released() {
        return new ThreadState(
                "B1",
                "ReleaseRight",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                some(new RightState("SEND", "dead")),
                some("A"),
                some(name()),
                some("KERN_SUCCESS"),
                some(out()),
                List.of(new RightState("SEND_ONCE", "K2")),
                some(thread()),
                null,
                null,
                null,
                null,
                null);
    }
}
