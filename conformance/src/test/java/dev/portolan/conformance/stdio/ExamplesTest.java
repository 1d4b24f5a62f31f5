package dev.portolan.conformance.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.traces.Call;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of conformance/examples are judged: of each the fault that it was given, and nothing else. */
@DisplayName("example kernels and their adapters")
class ExamplesTest {

    private static final Set<Class<? extends Call>> FIRST_STEPS = Set.of(
            Call.MachPortAllocate.class,
            Call.MachPortDeallocate.class,
            Call.MachPortDestroy.class,
            Call.MachPortModRefs.class,
            Call.MachPortGetRefs.class,
            Call.MachPortType.class,
            Call.MachPortInsertRight.class,
            Call.ThreadAbort.class);

    private static final Path EXAMPLES = Path.of("examples");
    private static final int LINES_MAX = 60;

    @TempDir
    private static Path folder;

    private static String rights;

    /** What came of a kernel: where it diverged, and what it declined. */
    private record Judged(List<String> faults, Map<String, Integer> declined, int events) {}

    @BeforeAll
    static void compile() throws Exception {
        if (isThere("cc")) {
            Path program = folder.resolve("rights");
            String command = "cc -std=c11 -Wall -Wextra -Werror -O2 -o '" + program + "' '" + EXAMPLES + "/rights.c' '"
                    + EXAMPLES + "/rights_adapter.c'";
            Process compiler =
                    new ProcessBuilder("sh", "-c", command).inheritIO().start();
            assertTrue(compiler.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, compiler.exitValue(), command);
            rights = "'" + program + "'";
        }
    }

    private static boolean isThere(String program) throws Exception {
        Process which = new ProcessBuilder("sh", "-c", "command -v " + program + " >/dev/null").start();
        return which.waitFor() == 0;
    }

    private static String command(String program, String adapter) throws Exception {
        assumeTrue(isThere(program), program + " is not on this machine; " + adapter + " was not tested");
        return program.equals("cc") ? rights : program + " '" + EXAMPLES.resolve(adapter) + "'";
    }

    private static Judged judged(String command, Path... files) throws IOException {
        List<String> faults = new ArrayList<>();
        Map<String, Integer> declined = new TreeMap<>();
        int events = 0;
        try (StdioKernel kernel = StdioKernel.start(command, StdioKernel.PATIENCE)) {
            TraceReplayer replayer = TraceReplayer.on(kernel, KnownDifferences.packaged(), new Citations(), null);
            for (Path file : files) {
                try (TraceReader reader = TraceReader.open(file)) {
                    for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                        TraceReplayer.Result result =
                                replayer.replay(file.toString(), reader.line(), beginning(trace.get()));
                        events += result.events();
                        result.declined().forEach((why, count) -> declined.merge(why, count, Integer::sum));
                        if (result.divergence() != null) {
                            faults.add(told(result.divergence()));
                        }
                    }
                }
            }
        }
        return new Judged(faults, declined, events);
    }

    /* The examples say of these that they do not know them; of others they do not know that there are any. */
    private static Trace beginning(Trace trace) {
        return new Trace(
                trace.header(),
                trace.events().stream()
                        .takeWhile(event -> isFirstStep(event.call()))
                        .toList());
    }

    private static boolean isFirstStep(Call call) {
        if (call instanceof Call.MachMsg message) {
            Call.Send send = message.send();
            boolean isPlain = send == null || send.header().descriptors() == null && !send.sendNotify();
            return isPlain
                    && (message.receive() == null || message.receive().options().isEmpty());
        }
        return FIRST_STEPS.contains(call.getClass());
    }

    private static String told(Divergence divergence) {
        return divergence.action() + ": " + divergence.differences().get(0);
    }

    private static Path[] corpus() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../traces/xnu"))) {
            return Stream.concat(Stream.of(EXAMPLES.resolve("first-steps.ndjson")), files.sorted())
                    .toArray(Path[]::new);
        }
    }

    @Test
    void rightsInC() throws Exception {
        Judged judged = judged(command("cc", "rights_adapter.c"), corpus());
        assertEquals(
                List.of("MachPortModRefs: A's name p1, type: expected DEAD_NAME, found SEND"),
                judged.faults().stream()
                        .map(fault -> fault.replace("B's name", "A's name"))
                        .distinct()
                        .toList());
        assertEquals(5, judged.faults().size());
        assertTrue(judged.declined().containsKey("unsupported: mach_msg, or not in this way"));
        assertTrue(judged.events() > 2_000, judged::toString);
    }

    @Test
    void letterboxInPython() throws Exception {
        Judged judged = judged(command("python3", "letterbox_adapter.py"), corpus());
        assertEquals(List.of("MachMsgReceive: out-value, message, id: expected 1, found 2"), judged.faults());
        assertTrue(judged.declined().containsKey("unsupported: nobody waits, not even for a message"));
        assertTrue(judged.declined().containsKey("unsupported: messages carry no rights"));
        assertTrue(judged.events() > 2_000, judged::toString);
    }

    @Test
    void waitingInJavaScript() throws Exception {
        Judged judged = judged(command("node", "waiting_adapter.js"), corpus());
        String fault = "ThreadAbort: A1's return code: expected MACH_RCV_INTERRUPTED, found MACH_RCV_TIMED_OUT";
        assertEquals(List.of(fault, fault), judged.faults());
        assertTrue(judged.declined().containsKey("unsupported: one thread waits at a port"));
        assertTrue(judged.events() > 2_000, judged::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rights_adapter.c", "letterbox_adapter.py", "waiting_adapter.js"})
    void anAdapterIsShort(String adapter) throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLES.resolve(adapter));
        assertTrue(lines.size() <= LINES_MAX, adapter + " has " + lines.size() + " lines");
        assertEquals(
                List.of(), lines.stream().filter(line -> line.length() > 120).toList());
    }
}
