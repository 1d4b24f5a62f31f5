package dev.portolan.traces.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of tasks and threads become traces: what was called, and what the threads of the run did because of it. */
class TaskRunTest {

    private static final int PREPARATIONS = 12;

    private static final String PORTS = "'ports':{'P0':{'msgs':0,'srights':1,'sorights':0},'P2':null}";
    private static final String TASK = "'T0':{'port':'SEND','alive':true,'susp':0,'exc':'null','threads':[THREADS]}";
    private static final String BEGIN = "{'run':'r','begin':true,'state':{'tasks':{" + TASK.replace("THREADS", "")
            + "},'threads':{}," + PORTS + "}}";
    private static final String CREATE = step(
            1, "thread_create", "'task':'T0'", "KERN_SUCCESS", "'child':'H0'", "", thread("STOPPED", 1, "null", ""));

    @TempDir
    private Path folder;

    private static String thread(String runState, int suspends, String routine, String more) {
        return "'H0':{'task':'T0','port':'SEND','alive':true,'run_state':'" + runState + "','susp':" + suspends
                + ",'routine':'" + routine + "','exc':'null'" + more + "}";
    }

    private static String step(int seq, String op, String args, String ret, String out, String more, String thread) {
        return "{'run':'r','seq':" + seq + ",'by':'driver','op':'" + op + "','args':{" + args + "},'ret':'" + ret
                + "','rc':0,'out':{" + out + "}" + more + ",'state':{'tasks':{" + TASK.replace("THREADS", "'H0'")
                + "},'threads':{" + thread + "}," + PORTS + "}}";
    }

    private static String program(String program) {
        return step(
                2,
                "thread_set_state",
                "'thread':'H0','flavor':5,'count':17,'eip':'" + program + "'",
                "KERN_SUCCESS",
                "",
                "",
                thread("STOPPED", 1, program, ",'at':'not started'"));
    }

    private static String resume(String program, String at, String events) {
        return step(
                3,
                "thread_resume",
                "'thread':'H0'",
                "KERN_SUCCESS",
                "",
                events,
                thread("WAITING", 0, program, ",'at':'" + at + "'"));
    }

    private List<Trace.Event> events(String... lines) throws IOException {
        return trace(lines).events().stream().skip(PREPARATIONS).toList();
    }

    private Trace trace(String... lines) throws IOException {
        Path file = folder.resolve("recording.ndjson");
        Files.writeString(file, String.join("\n", lines).replace('\'', '"') + "\n");
        List<Trace> traces = new ArrayList<>();
        RecordingImporter.gnumach().read(file, traces::add);
        assertEquals(1, traces.size());
        return traces.get(0);
    }

    private static List<String> calls(List<Trace.Event> events) {
        return events.stream()
                .map(event -> event.call().thread() + " " + CallForm.of(event.call()))
                .toList();
    }

    @Test
    void theRunBeginsWithWhatTheRecorderDid() throws IOException {
        Trace trace = trace(BEGIN, CREATE);
        assertEquals(
                Map.of("D", List.of("D0"), "T0", List.of("H0")), trace.header().tasks());
        assertEquals(List.of("T0", "H0"), trace.header().created());
        Trace.Event made = trace.events().get(PREPARATIONS - 1);
        assertEquals(new ObjectCall.TaskCreate("D0", "D", "T0"), made.call());
        assertEquals(6, made.state().spaces().get(0).entries().size());
    }

    @Test
    void tasksAndThreadsAreSeen() throws IOException {
        Trace.Event event = events(BEGIN, CREATE).get(0);
        assertEquals(new ObjectCall.ThreadCreate("D0", "T0", "H0"), event.call());
        assertEquals(PortName.of("H0"), event.outcome().out().name());
        assertEquals(
                List.of(new KernelState.TaskState("T0", "ACTIVE", 0, "null", List.of("H0"))),
                event.state().tasks());
        assertEquals(
                List.of(new KernelState.ActState("H0", "ACTIVE", "STOPPED", 1, "null")),
                event.state().acts());
        assertEquals(1, event.state().ports().size(), "a port that is gone is not told of");
    }

    @Test
    void aFaultIsRaisedWhereItsThreadWaits() throws IOException {
        List<Trace.Event> events = events(BEGIN, CREATE, program("fault"), resume("fault", "fault", ""));
        assertEquals(List.of("D0 thread_create", "D0 thread_resume", "H0 raise_exception"), calls(events));
        assertEquals(new ObjectCall.RaiseException("H0", 1, 1, 8), events.get(2).call());
        assertEquals(Outcome.UNOBSERVED, events.get(2).outcome());
        assertNull(events.get(1).state(), "the state is seen after the last");
    }

    @Test
    void aWorkerReceives() throws IOException {
        String send = step(
                4,
                "send",
                "'to':'H0.port','id':7",
                "KERN_SUCCESS",
                "",
                ",'events':[{'thread':'H0','what':'receive','ret':'KERN_SUCCESS','rc':0,'id':7}]",
                thread("WAITING", 0, "worker", ",'at':'receive'"));
        List<Trace.Event> events = events(BEGIN, CREATE, program("worker"), resume("worker", "receive", ""), send);
        assertEquals(
                List.of(
                        "D0 thread_create",
                        "D0 thread_resume",
                        "H0 mach_port_allocate",
                        "D0 mach_port_extract_right",
                        "H0 mach_msg",
                        "D0 mach_msg",
                        "H0 mach_msg"),
                calls(events));
        assertEquals(Outcome.BLOCKED, events.get(4).outcome().ret());
        Outcome.Completion woken = events.get(5).outcome().woke().get(0);
        assertEquals("H0", woken.thread());
        assertEquals("MACH_MSG_SUCCESS", woken.ret());
        assertEquals(7, woken.out().message().id());
    }

    @Test
    void whatMakesNoDifferenceIsLeftOut() throws IOException {
        String info = step(2, "thread_info", "'thread':'H0'", "KERN_SUCCESS", "", "", thread("STOPPED", 1, "null", ""));
        String none = step(
                3,
                "thread_suspend",
                "'thread':'T0'",
                "KERN_INVALID_ARGUMENT",
                "",
                "",
                thread("STOPPED", 1, "null", ""));
        assertEquals(List.of("D0 thread_create"), calls(events(BEGIN, CREATE, info, none)));
    }

    @Test
    void aSpecialPortForOtherThingsTakesTheCountsAlong() throws IOException {
        String set = step(
                2,
                "task_set_special_port",
                "'task':'T0','which':4,'port':'P0'",
                "KERN_SUCCESS",
                "",
                "",
                thread("STOPPED", 1, "null", ""));
        String suspend =
                step(3, "task_suspend", "'task':'T0'", "KERN_SUCCESS", "", "", thread("STOPPED", 1, "null", ""));
        List<Trace.Event> events = events(BEGIN, CREATE, set, suspend);
        assertEquals(List.of("D0 thread_create", "D0 task_suspend"), calls(events));
        assertEquals(1, events.get(0).state().ports().get(0).sendRights());
        assertNull(events.get(1).state().ports().get(0).sendRights());
    }

    @Test
    void theBorderIsTold() throws IOException {
        String priority =
                step(2, "thread_priority", "'thread':'H0'", "KERN_SUCCESS", "", "", thread("STOPPED", 1, "null", ""));
        Trace trace = trace(BEGIN, CREATE, priority);
        assertEquals(
                new Trace.End("the call thread_priority", 1), trace.header().end());
        assertEquals(PREPARATIONS + 1, trace.events().size());
        Call last = trace.events().get(PREPARATIONS).call();
        assertEquals("thread_create", CallForm.of(last).name());
    }
}
