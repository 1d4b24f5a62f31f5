package dev.portolan.traces;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes traces of so many events and reads them again, and prints how many came back and the processor time. */
final class LongTraceMain {

    private static final int NAMES = 8;

    private LongTraceMain() {}

    public static void main(String[] arguments) throws IOException {
        for (int i = 1; i < arguments.length; i++) {
            int count = Integer.parseInt(arguments[i]);
            Path file = Path.of(arguments[0], count + ".ndjson");
            write(file, count);
            long begin = nanoseconds();
            long events = read(file);
            System.out.printf(Locale.ROOT, "%d\t%.3f%n", events, (nanoseconds() - begin) / 1e9);
            Files.delete(file);
        }
    }

    private static void write(Path file, int count) throws IOException {
        try (TraceWriter writer = TraceWriter.create(file)) {
            writer.begin(new Trace.Header(
                    Trace.FORMAT, "long", "run", "xnu", Map.of(), Map.of("A", List.of("A0")), null, null, null));
            for (int seq = 1; seq <= count; seq++) {
                writer.write(event(seq));
            }
            writer.commit();
        }
    }

    private static Trace.Event event(int seq) {
        PortName name = PortName.of("p" + seq % NAMES);
        Call call = new Call.MachPortModRefs("A0", "A", name, "SEND", seq % 3 - 1, Call.Entry.TRAP);
        Outcome outcome = new Outcome("KERN_SUCCESS", "ipc.mod_refs.9", null, List.of());
        KernelState.EntryState entry = new KernelState.EntryState(name, "SEND", "K1", seq % 100);
        KernelState state =
                new KernelState(List.of(new KernelState.SpaceState("A", List.of(entry))), List.of(), List.of());
        return new Trace.Event(seq, call, outcome, seq % 10 == 0 ? state : null);
    }

    private static long read(Path file) throws IOException {
        long events = 0;
        try (TraceStream stream = TraceStream.open(file)) {
            while (stream.next().isPresent()) {
                for (var event = stream.event(); event.isPresent(); event = stream.event()) {
                    events += event.get().equals(event((int) events + 1)) ? 1 : 0;
                }
            }
        }
        return events;
    }

    private static long nanoseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
