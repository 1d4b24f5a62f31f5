package dev.portolan.conformance.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.replay.Actions;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("runs drawn from a seed")
class DrawnRunTest {

    private static final int CALLS = 1_500;

    private static Trace run(String dialect, long seed, boolean stepwise, int statesEvery) throws IOException {
        Surroundings surroundings = Surroundings.of(dialect);
        List<Trace.Event> events = new ArrayList<>();
        new DrawnRun(
                        Boot.of(dialect, surroundings.limits(), surroundings.tasks(), stepwise),
                        new CallGenerator(seed, surroundings.tasks()),
                        statesEvery)
                .run(CALLS, events::add);
        return new Trace(surroundings.header("run", "run", seed), events);
    }

    private static TraceReplayer.Result replayed(Trace trace, String dialect) {
        return new TraceReplayer(KnownDifferences.NONE, new Citations(), dialect).replay("run", 1, trace);
    }

    @ParameterizedTest
    @CsvSource({"xnu,false", "xnu,true", "classic,false", "classic,true"})
    void theSameSeedGivesTheSameRun(String dialect, boolean stepwise) throws IOException {
        Trace run = run(dialect, 7, stepwise, 1);
        assertEquals(run, run(dialect, 7, stepwise, 1));
        assertNotEquals(run.events(), run(dialect, 8, stepwise, 1).events());
    }

    @ParameterizedTest
    @CsvSource({"xnu,false,1", "xnu,true,2", "classic,false,3", "classic,true,4", "xnu,false,5", "classic,false,6"})
    void aRunReplaysWithoutDivergence(String dialect, boolean stepwise, long seed) throws IOException {
        TraceReplayer.Result result = replayed(run(dialect, seed, stepwise, 1), null);
        assertNull(result.divergence(), () -> String.valueOf(result.divergence()));
        assertEquals(CALLS, result.events());
    }

    @Test
    void aRunReplaysFromItsOutcomesAlone() throws IOException {
        TraceReplayer.Result result = replayed(run("xnu", 9, false, 0), null);
        assertNull(result.divergence(), () -> String.valueOf(result.divergence()));
        assertEquals(CALLS, result.events());
    }

    @Test
    void aRunOfAnotherKernelDiverges() throws IOException {
        assertNotNull(replayed(run("classic", 3, false, 1), "xnu").divergence());
        Trace run = run("xnu", 3, false, 1);
        List<Trace.Event> events = new ArrayList<>(run.events());
        for (int i = 0; i < events.size(); i++) {
            Trace.Event event = events.get(i);
            if (event.outcome().ret().equals("KERN_NAME_EXISTS")) {
                Outcome wrong = new Outcome("KERN_SUCCESS", null, null, List.of());
                events.set(i, new Trace.Event(event.seq(), event.call(), wrong, event.state()));
                break;
            }
        }
        assertNotNull(replayed(new Trace(run.header(), events), null).divergence());
    }

    /** All calls, and of the answers so many kinds that hardly a branch of the kernel is left out. */
    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void theWholeSurfaceIsDrawn(String dialect) throws IOException {
        Set<String> actions = new TreeSet<>();
        Set<String> answers = new TreeSet<>();
        for (long seed = 1; seed <= 4; seed++) {
            for (Trace.Event event : run(dialect, seed, false, 0).events()) {
                actions.add(Actions.of(event.call()));
                answers.add(Actions.of(event.call()) + " " + event.outcome().ret());
                event.outcome().woke().forEach(woken -> answers.add("woken " + woken.ret()));
            }
        }
        Set<String> surface = CallForm.all().stream()
                .filter(form -> !ObjectCall.class.isAssignableFrom(form.record()))
                .map(CallForm::action)
                .collect(Collectors.toCollection(TreeSet::new));
        // Special reply ports and timers are not drawn yet, nor calls made at once.
        surface.removeIf(action -> action.startsWith("MkTimer"));
        surface.removeAll(Set.of("MachMsg", "Step", "ThreadGetSpecialReplyPort", "HoldWoken", "RunWoken"));
        surface.addAll(Set.of("MachMsgSend", "MachMsgReceive", "MachMsgSendReceive"));
        assertEquals(surface, actions);
        assertTrue(answers.size() >= 110, answers::toString);
        boolean accepts = dialect.equals("classic");
        assertEquals(accepts, answers.contains("MachMsgSend MACH_SEND_WILL_NOTIFY"), answers::toString);
        assertEquals(accepts, answers.contains("MachMsgReceive MACH_RCV_INVALID_NOTIFY"), answers::toString);
        for (String code : List.of("INTERRUPTED", "TIMED_OUT")) {
            assertTrue(answers.contains("woken MACH_SEND_" + code), answers::toString);
            assertTrue(answers.contains("woken MACH_RCV_" + code), answers::toString);
        }
    }

    @Test
    void stepsTakeEveryContinuation() throws IOException {
        Set<String> at = new TreeSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            at.addAll(run("xnu", seed, true, 0).events().stream()
                    .map(Trace.Event::call)
                    .filter(Call.Step.class::isInstance)
                    .map(call -> ((Call.Step) call).at())
                    .collect(Collectors.toSet()));
        }
        assertEquals(
                Set.of(
                        "Admit",
                        "CopyinBody",
                        "CopyinReceiveName",
                        "CopyoutBody",
                        "CopyoutHeader",
                        "InsertRight",
                        "Post",
                        "ReleaseRight",
                        "RequestNotification",
                        "ReturnPrevious",
                        "ReturnRight",
                        "Resume",
                        "ReturnMessage",
                        "TakeMessage",
                        "TearDown"),
                at);
    }

    @Test
    void symbolsAreFewHoweverLongTheRun() throws IOException {
        Set<PortName> names = new HashSet<>();
        Set<String> ports = new HashSet<>();
        for (Trace.Event event : run("classic", 5, false, 1).events()) {
            event.state().spaces().forEach(space -> space.entries().forEach(entry -> names.add(entry.name())));
            event.state().ports().forEach(port -> ports.add(port.port()));
        }
        // The few symbols that are given in turn, and those under which calls insert.
        assertTrue(names.size() <= 54 + 4, names::toString);
        // What the names of both tasks may denote, and what is on its way in messages.
        assertTrue(ports.size() <= 16 + 8, ports::toString);
    }

    /** The specification asked what becomes of drawn calls, in no world's bounds. */
    @ParameterizedTest
    @ValueSource(strings = {"xnu", "classic"})
    void aWalkOfTheSpecificationReplaysOnTheKernel(String dialect) throws IOException {
        Surroundings surroundings = Surroundings.of(dialect);
        Setting setting = new Setting(dialect, surroundings.limits(), surroundings.tasks(), false);
        List<Trace.Event> events = new ArrayList<>();
        try (Oracles oracles = new Oracles()) {
            new DrawnRun(
                            SymbolicDriver.boot(oracles.of(setting), setting),
                            new CallGenerator(4, surroundings.tasks()),
                            1)
                    .run(300, events::add);
        }
        assertTrue(events.stream().allMatch(event -> event.outcome().clause() != null));
        Trace walk = new Trace(surroundings.header("walk", "walk", 4), events);
        TraceReplayer.Result result = replayed(walk, null);
        assertNull(result.divergence(), () -> String.valueOf(result.divergence()));
        assertEquals(300, result.events());
        assertNotNull(replayed(walk, dialect.equals("xnu") ? "classic" : "xnu").divergence());
    }

    /** The event that broke an invariant is the last that is told. */
    @Test
    void aKernelThatFindsItselfBrokenEndsTheRun() {
        Surroundings surroundings = Surroundings.of("xnu");
        Driver sound = Boot.of("xnu", surroundings.limits(), surroundings.tasks(), false);
        List<Trace.Event> events = new ArrayList<>();
        Driver broken = (Driver) Proxy.newProxyInstance(
                Driver.class.getClassLoader(), new Class<?>[] {Driver.class}, (self, method, arguments) -> {
                    if (method.getName().equals("audit") && events.size() == 3) {
                        throw new AssertionError("a right too many");
                    }
                    return method.invoke(sound, arguments);
                });
        DrawnRun run = new DrawnRun(broken, new CallGenerator(1, surroundings.tasks()), 1);
        AssertionError said = assertThrows(AssertionError.class, () -> run.run(10, events::add));
        assertEquals("a right too many", said.getMessage());
        assertEquals(3, events.size());
    }

    @Test
    void statesAreToldAsOftenAsAsked() throws IOException {
        List<Trace.Event> events = run("xnu", 1, false, 10).events();
        for (Trace.Event event : events) {
            assertEquals(event.seq() % 10 == 0, event.state() != null);
        }
        assertEquals(
                run("xnu", 1, false, 0).events().stream()
                        .map(Trace.Event::outcome)
                        .toList(),
                events.stream().map(Trace.Event::outcome).toList());
    }
}
