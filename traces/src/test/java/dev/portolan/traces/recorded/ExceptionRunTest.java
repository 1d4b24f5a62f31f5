package dev.portolan.traces.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
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

/** Recordings of exceptions become traces: what the handler called, and the fault that the thread raised. */
class ExceptionRunTest {

    private static final int PREPARATIONS = 6;

    private static final String BEGIN = "{'run':'r','begin':true,'fault':'write-null'}";
    private static final String SET = call(1, "task_set_special_port(EXCEPTION)", ",'port':'KP'");
    private static final String RESUME = call(2, "thread_resume", "");
    private static final String REQUEST = "{'run':'r','seq':3,'ev':'receive','port':'KP','ret':'KERN_SUCCESS','rc':0,"
            + "'msgh_id':2400,'size':64,'remote_type':18,'local_type':17,'seqno':4,'thread':'victim_thread',"
            + "'task':'victim_task','exc':2,'code':13,'subcode':'0xc0001000'}";

    @TempDir
    private Path folder;

    private static String call(int seq, String op, String more) {
        return "{'run':'r','seq':" + seq + ",'ev':'call','op':'" + op + "'" + more + ",'ret':'KERN_SUCCESS','rc':0}";
    }

    private static String reply(int id, int size) {
        return "{'run':'r','seq':4,'ev':'reply','retcode':0,'id':" + id + ",'size':" + size
                + ",'ret':'KERN_SUCCESS','rc':0}";
    }

    private static String status(String task, String thread) {
        return "{'run':'r','seq':5,'ev':'status','task':{" + task + "},'thread':{" + thread + "}}";
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

    @Test
    void theThreadFaultsWhenItIsLetRun() throws IOException {
        List<Trace.Event> events = events(BEGIN, SET, RESUME, REQUEST);
        assertEquals(new ObjectCall.TaskSetSpecialPort("D0", "T0", 3, PortName.of("KP"), "COPY_SEND"), call(events, 0));
        assertEquals(new ObjectCall.ThreadResume("D0", "H0"), call(events, 1));
        assertEquals(new ObjectCall.RaiseException("H0", 2, 13, 0xc0001000), call(events, 2));
        assertNull(events.get(2).outcome().ret());
    }

    private static Call call(List<Trace.Event> events, int index) {
        return events.get(index).call();
    }

    @Test
    void aRequestIsReceivedWhole() throws IOException {
        Outcome.Message message =
                events(BEGIN, SET, RESUME, REQUEST).get(3).outcome().out().message();
        assertEquals(
                new Outcome.Message(
                        2400,
                        64,
                        PortName.of("R1"),
                        "PORT_SEND_ONCE",
                        PortName.of("KP"),
                        "PORT_SEND",
                        4,
                        List.of(0x10012002L, 2L, 0x10012002L, 13L, 0x10012002L, 0xc0001000L),
                        List.of(
                                Descriptor.port(PortName.of("H0"), "PORT_SEND"),
                                Descriptor.port(PortName.of("T0"), "PORT_SEND")),
                        null),
                message);
    }

    @Test
    void whatIsSeenIsTheStateAfterTheLastCall() throws IOException {
        KernelState state = events(
                        BEGIN,
                        SET,
                        RESUME,
                        REQUEST,
                        status(
                                "'ret':'KERN_SUCCESS','suspend_count':1",
                                "'ret':'KERN_SUCCESS','run_state':'HALTED','suspend_count':2"))
                .get(3)
                .state();
        assertEquals(List.of(new KernelState.TaskState("T0", "ACTIVE", 1, null, null)), state.tasks());
        assertEquals(List.of(new KernelState.ActState("H0", "ACTIVE", "STOPPED", 2, null)), state.acts());
    }

    @Test
    void whoIsNotThereHasGone() throws IOException {
        KernelState state = events(
                        BEGIN, RESUME, status("'ret':'MACH_SEND_INVALID_DEST'", "'ret':'MACH_SEND_INVALID_DEST'"))
                .get(1)
                .state();
        assertEquals(List.of(new KernelState.TaskState("T0", "GONE", null, null, null)), state.tasks());
        assertEquals(List.of(new KernelState.ActState("H0", "GONE", null, null, null)), state.acts());
    }

    @Test
    void anAnswerSaysWhatItSaid() throws IOException {
        Call.MachMsg answer = (Call.MachMsg) call(events(BEGIN, SET, RESUME, REQUEST, reply(2501, 24)), 4);
        assertEquals(PortName.of("R1"), answer.send().header().remote());
        assertEquals(2501, answer.send().header().id());
        assertEquals(24, answer.send().sendSize());
        assertNull(answer.send().header().body());
    }

    @Test
    void nobodySaysWhatAnUnmendedInstructionDoes() throws IOException {
        Trace trace = trace(BEGIN, SET, RESUME, REQUEST, reply(2500, 32), RESUME);
        assertEquals("an instruction that may fault again", trace.header().end().reason());
        assertEquals(2, trace.header().end().skipped());
    }

    @Test
    void anUnknownCallIsTheBorder() throws IOException {
        Trace trace = trace(BEGIN, SET, call(2, "host_reboot", ""), RESUME);
        assertEquals("the call host_reboot", trace.header().end().reason());
        assertEquals(2, trace.header().end().skipped());
        assertEquals(
                Map.of("D", List.of("D0"), "T0", List.of("H0")), trace.header().tasks());
    }
}
