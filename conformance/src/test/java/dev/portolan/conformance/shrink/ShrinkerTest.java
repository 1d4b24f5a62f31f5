package dev.portolan.conformance.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.suite.AlteredKernel;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Long runs on kernels that lie, made short. */
@Tag("tlc")
@DisplayName("shrinking")
class ShrinkerTest {

    private static final Oracles ORACLES = new Oracles();
    private static final Setting SETTING =
            new Setting("classic", Map.of("queueLimit", 2), Map.of("A", List.of("A0"), "B", List.of("B0")), false);

    @AfterAll
    static void close() {
        ORACLES.close();
    }

    /** The reference kernel, but that {@code mach_port_type} of a name with a send right is refused. */
    private static Driver liar() {
        KernelUnderTest liar = new AlteredKernel((call, honest) -> {
            Answer answer = honest.perform(call);
            return answer instanceof Answer.Made made ? lie(made) : answer;
        });
        return SymbolicDriver.boot(liar, SETTING);
    }

    private static Answer lie(Answer.Made made) {
        Outcome.Out out = made.outcome().out();
        boolean lies = out != null && out.type() != null && out.type().startsWith("SEND|RECEIVE");
        return lies ? new Answer.Made(new Outcome("KERN_INVALID_NAME", null, null, List.of())) : made;
    }

    /** A run of the reference kernel: names come and go, and one has both rights at the end. */
    private static List<Trace.Event> longRun(int calls) {
        Random random = new Random(7);
        Driver kernel = Boot.of(SETTING);
        List<Trace.Event> events = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            PortName name = PortName.of("p" + (1 + random.nextInt(6)));
            Call call = switch (random.nextInt(5)) {
                case 0, 1 -> new Call.MachPortAllocate("A0", "A", "RECEIVE", Call.Entry.RPC);
                case 2 -> new Call.MachPortDestroy("A0", "A", name, Call.Entry.TRAP);
                case 3 -> new Call.MachPortGetRefs("A0", "A", name, "SEND", Call.Entry.TRAP);
                default -> new Call.MachPortDeallocate("A0", "A", name, Call.Entry.TRAP);
            };
            add(kernel, events, call);
        }
        PortName held = PortName.of("p" + calls);
        add(kernel, events, new Call.MachPortAllocate("A0", "A", "RECEIVE", Call.Entry.RPC), held);
        add(kernel, events, new Call.MachPortInsertRight("A0", "A", held, held, "MAKE_SEND", Call.Entry.RPC));
        add(kernel, events, new Call.MachPortType("A0", "A", held, Call.Entry.RPC));
        return events;
    }

    private static void add(Driver kernel, List<Trace.Event> events, Call call) {
        add(kernel, events, call, PortName.of("p" + (events.size() % 6 + 1)));
    }

    private static void add(Driver kernel, List<Trace.Event> events, Call call, PortName fresh) {
        kernel.perform(call);
        Outcome outcome = kernel.outcome();
        if (outcome.out() != null && outcome.out().name() != null) {
            int number = Integer.parseInt(outcome.out().name().symbol().substring(1));
            kernel.binding().bindName("A", fresh, number);
        }
        events.add(new Trace.Event(events.size() + 1, call, kernel.outcome(), null));
        kernel.binding().settle(kernel.state());
    }

    @Test
    void aLongRunIsShortAndSaysWhichClauseWasBroken() {
        List<Trace.Event> run = longRun(200);
        Shrinker shrinker = new Shrinker(ORACLES.of(SETTING), SETTING, ShrinkerTest::liar);
        Shrinker.Shrunk shrunk = shrinker.shrink(run, null).orElseThrow();
        assertEquals(3, shrunk.events().size(), shrunk.events().toString());
        Trace.Event last = shrunk.events().get(2);
        assertEquals("ipc.type.4", last.outcome().clause());
        assertEquals("KERN_INVALID_NAME", shrunk.evidence().actual().ret());
        assertTrue(
                shrunk.events().get(0).call() instanceof Call.MachPortAllocate one && one.entry() == Call.Entry.TRAP);
    }

    @Test
    void noCallOfTheShortRunCanBeLeftOut() {
        Shrinker shrinker = new Shrinker(ORACLES.of(SETTING), SETTING, ShrinkerTest::liar);
        List<Trace.Event> shrunk =
                shrinker.shrink(longRun(60), null).orElseThrow().events();
        for (int i = 0; i < shrunk.size(); i++) {
            List<Trace.Event> without = new ArrayList<>(shrunk);
            without.remove(i);
            Rerun.Result result = Rerun.of(ORACLES.of(SETTING), SETTING, liar(), without);
            assertEquals(null, result.kind(), "without call " + (i + 1));
        }
    }

    @Test
    void aKernelThatConformsHasNothingToShrink() {
        Shrinker shrinker = new Shrinker(ORACLES.of(SETTING), SETTING, () -> Boot.of(SETTING));
        assertEquals(Optional.empty(), shrinker.shrink(longRun(40), null));
    }

    @Test
    void anotherKindThanTheWantedOneIsNotKept() {
        Shrinker shrinker = new Shrinker(ORACLES.of(SETTING), SETTING, ShrinkerTest::liar);
        Kind other = new Kind("MachPortAllocate", "KERN_SUCCESS", "ipc.allocate.3", "KERN_NO_SPACE");
        assertFalse(shrinker.shrink(longRun(20), other).isPresent());
    }
}
