package dev.portolan.traces.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.Notified;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceFormatException;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of recorded lines, on recordings of a few lines each. */
class RecordingImporterTest {

    private static final String BEGIN = "{'run':'r','begin':true,'seed':9}\n";
    private static final String ALLOCATE = "{'run':'r','seq':1,'by':'A','op':'mach_port_allocate(trap)',"
            + "'args':{'task':'A','right':'RECEIVE'},'ret':'KERN_SUCCESS','rc':0,'out':{'name':'p1','name_raw':515},"
            + "'state':{'A':[RECEIVE],'B':[]}}\n";
    private static final String RECEIVE = "{'n':'p1','raw':515,'obj':'K1','type':'RECEIVE','bits':131072,"
            + "'refs':[0,1,0,0,0],'rs':{'pset':'null','seqno':4,'mscount':3,'qlimit':5,'msgcount':1,'sorights':2,"
            + "'srights':true,'pdrequest':false,'nsrequest':false,'nsend':7,'queue':[11]}}";
    private static final String EMPTY = "'state':{'A':[],'B':[]}}\n";
    private static final String ROOM = "{'remote_disp':null,'remote':'null','local_disp':'PORT_SEND_ONCE','local':'p1',"
            + "'size':36,'seqno':0,'id':66,'notification':'SEND_POSSIBLE',"
            + "'body':[{'ports':'PORT_NAME','names':['p1'],'raw':[515]}]}";
    private static final PortName P1 = PortName.of("p1");

    @TempDir
    private Path folder;

    private final List<Trace> traces = new ArrayList<>();

    @Test
    void requestsAndWhatNotificationsTell() throws IOException {
        String request = "{'run':'r','seq':2,'by':'A','op':'mach_port_request_notification(trap)','args':{'task':'A',"
                + "'name':'p1','name_raw':515,'id':'SEND_POSSIBLE','sync':4294967295,'notify':'p1','notify_raw':515,"
                + "'notify_disp':'MAKE_SEND_ONCE'},'ret':'KERN_SUCCESS','rc':0,'out':{'previous':'null'},"
                + "'state':{'A':["
                + RECEIVE.replace("'RECEIVE'", "'RECEIVE|DNREQUEST','req':'DNREQUEST|SPREQUEST'")
                        .replace("'nsrequest':false", "'nsrequest':true")
                + "],'B':[]}}\n";
        String receive = "{'run':'r','seq':3,'by':'A','op':'mach_msg','args':{'option':['RCV_MSG','RCV_TIMEOUT'],"
                + "'rcv_size':64,'rcv_name':'p1','timeout':0,'notify':'null'},'ret':'KERN_SUCCESS','rc':0,'out':{'msg':"
                + ROOM + "},'state':{'A':[RECEIVE],'B':[]}}\n";
        xnu(BEGIN, ALLOCATE, request, receive);

        List<Trace.Event> events = traces.get(0).events();
        assertEquals(
                new Call.MachPortRequestNotification(
                        "A0", "A", P1, "SEND_POSSIBLE", -1, P1, "MAKE_SEND_ONCE", Call.Entry.TRAP),
                events.get(1).call());
        assertEquals(PortName.NULL, events.get(1).outcome().out().name());
        KernelState.RightState somebody = new KernelState.RightState("SEND_ONCE", null);
        KernelState asked = events.get(1).state();
        assertNull(events.get(0).state().spaces().get(0).entries().get(0).request());
        assertEquals(
                new KernelState.RequestState("SEND_POSSIBLE", somebody, true, null),
                asked.spaces().get(0).entries().get(0).request());
        assertEquals(
                new KernelState.RequestsState(somebody, KernelState.RightState.NONE, null),
                asked.ports().get(0).requests());
        assertEquals(
                new KernelState.RequestState(null, KernelState.RightState.NONE, null, null),
                events.get(2).state().spaces().get(0).entries().get(0).request());
        assertEquals(
                new Notified("A", P1, null),
                events.get(2).outcome().out().message().notified());
        assertNull(events.get(2).outcome().out().message().body());
    }

    @Test
    void whoAsksIsToldInItsOwnReceive() throws IOException {
        String asks = machMsg("'SEND_MSG','SEND_NOTIFY','RCV_MSG'", 19, false, "");
        xnu(BEGIN, ALLOCATE, asks.replace("'out':{}", "'out':{'msg':" + ROOM + "}"));

        Outcome.Message room = traces.get(0).events().get(1).outcome().out().message();
        assertEquals(new Notified("A", P1, null), room.notified());
    }

    @Test
    void anOperationWithItsState() throws IOException {
        ImportSummary summary = xnu(BEGIN, ALLOCATE, "{'run':'r','end':true,'ops':1,'hung':false}\n");

        assertEquals(ImportSummary.ofRun(1, 0, null), summary);
        Trace trace = traces.get(0);
        assertEquals("xnu", trace.header().dialect());
        assertEquals(9, trace.header().seed());
        assertEquals(
                Map.of("A", List.of("A0"), "B", List.of("B0")), trace.header().tasks());
        assertEquals(
                new Trace.Source("recording.ndjson", "XNU 7195.141.2", 2),
                trace.header().source());
        assertNull(trace.header().end());
        Trace.Event event = trace.events().get(0);
        assertEquals(new Call.MachPortAllocate("A0", "A", "RECEIVE", Call.Entry.TRAP), event.call());
        assertEquals(
                new Outcome("KERN_SUCCESS", null, new Outcome.Out(P1, null, null, null, null), List.of()),
                event.outcome());
        KernelState state = event.state();
        assertEquals(
                List.of(new EntryState(P1, "RECEIVE", "K1", null)),
                state.spaces().get(0).entries());
        assertEquals(List.of(), state.spaces().get(1).entries());
        assertEquals(List.of(port(List.of(new MessageState(11, null, null, null)), null, null)), state.ports());
        assertNull(state.threads());
    }

    @Test
    void theFirstOperationOutsideTheSliceEndsTheRun() throws IOException {
        String guard = ALLOCATE.replace("mach_port_allocate(trap)", "mach_port_space_info(trap)");
        ImportSummary summary = xnu(BEGIN, ALLOCATE, guard, ALLOCATE, BEGIN.replace("'r'", "'s'"), guard("s"));

        assertEquals(2, summary.runs());
        assertEquals(1, summary.traces());
        assertEquals(1, summary.events());
        assertEquals(3, summary.skipped());
        assertEquals(Map.of("mach_port_space_info", new ImportSummary.Border(2, 3)), summary.borders());
        assertEquals(1, traces.size());
        assertEquals(
                new Trace.End("mach_port_space_info", 2), traces.get(0).header().end());
    }

    @Test
    void whatAMessageCannotBeIsABorder() throws IOException {
        assertEquals("mach_msg: option SEND_CANCEL", borderOf(machMsg("'SEND_MSG','SEND_CANCEL'", 19, false, "")));
        assertEquals("mach_msg: option RCV_SYNC_PEEK", borderOf(machMsg("'RCV_MSG','RCV_SYNC_PEEK'", 19, false, "")));
        assertEquals("mach_msg: data other than words", borderOf(machMsg("'SEND_MSG'", 19, false, "{'ports':17}")));
        assertEquals(
                "mach_msg: notify port",
                borderOf(machMsg("'RCV_MSG'", 19, false, "").replace("'notify':'null'", "'notify':'p1'")));
        assertEquals(
                "a name that is none of the tasks' own (self:259)",
                borderOf(machMsg("'SEND_MSG'", 19, false, "").replace("'remote':'p1'", "'remote':'self:259'")));
        String stray = machMsg("'SEND_MSG'", 0x200013, false, "");
        ImportSummary refused = gnumach(BEGIN, stray);
        assertEquals("mach_msg: stray bits in the header", refused.borders().firstKey());
        assertEquals(1, xnu(BEGIN, stray).events(), "XNU does not look at them");
    }

    @Test
    void aSendIsTakenWithItsWordsAndItsVoucher() throws IOException {
        xnu(BEGIN, ALLOCATE, machMsg("'SEND_MSG','SEND_NOTIFY'", 0x8110013L, false, "{'data':2,'values':[7,8]}"));

        Call.Header header =
                new Call.Header(P1, "COPY_SEND", PortName.NULL, null, P1, "MOVE_SEND", 1001, List.of(7L, 8L));
        assertEquals(
                new Call.MachMsg("A0", new Call.Send(header, 32, Call.Timeout.FOREVER, true, false, null), null),
                traces.get(0).events().get(1).call());
        assertEquals("MACH_MSG_SUCCESS", traces.get(0).events().get(1).outcome().ret());
    }

    @Test
    void equalNumbersOfOneSpaceBecomeOneSymbol() throws IOException {
        String insert = "{'run':'r','seq':2,'by':'A','op':'mach_port_insert_right','args':{'task':'TASK',"
                + "'name':'p4','name_raw':99,'poly':'unused:99','poly_raw':99,'disp':'MAKE_SEND'},"
                + "'ret':'KERN_INVALID_RIGHT','rc':17,'out':{}," + EMPTY;
        xnu(BEGIN, insert.replace("TASK", "A"), insert.replace("TASK", "B"));

        Call.MachPortInsertRight own =
                (Call.MachPortInsertRight) traces.get(0).events().get(0).call();
        Call.MachPortInsertRight other =
                (Call.MachPortInsertRight) traces.get(0).events().get(1).call();
        assertEquals(PortName.of("p4"), own.name());
        assertEquals(PortName.of("p4"), own.right());
        assertEquals(PortName.of("p4"), other.name());
        assertEquals(PortName.of("unused:99"), other.right());
        assertEquals(Call.Entry.RPC, own.entry());
    }

    @Test
    void aSendOnceRightWhosePortDiedUnnoticedKeepsItsType() throws IOException {
        String entry = "{'n':'p2','raw':7,'type':'DEAD_NAME','bits':1048576,'lazy':'LAZY','refs':[0,0,0,0,3]}";
        String state = ALLOCATE.replace("[RECEIVE]", "[" + entry + "]");
        xnu(BEGIN, state.replace("LAZY", "SEND_ONCE"), state.replace("LAZY", "SEND"));

        assertEquals(
                List.of(new EntryState(PortName.of("p2"), "SEND_ONCE", "dead", null)),
                traces.get(0).events().get(0).state().spaces().get(0).entries());
        assertEquals(
                List.of(new EntryState(PortName.of("p2"), "DEAD_NAME", null, 3)),
                traces.get(0).events().get(1).state().spaces().get(0).entries());
    }

    @Test
    void aPortSeenFromAfarShowsItsCountsOnly() throws IOException {
        String entry = "{'n':'p1','raw':7,'obj':'K3','type':'SEND','bits':65536,'refs':[2,0,0,0,0],"
                + "'port':{'nsend':4,'sorights':1,'mscount':6,'msgcount':5}}";
        xnu(BEGIN, ALLOCATE.replace("[RECEIVE]", "[" + entry + "]"));

        KernelState state = traces.get(0).events().get(0).state();
        assertEquals(
                List.of(new EntryState(P1, "SEND", "K3", 2)),
                state.spaces().get(0).entries());
        assertEquals(
                List.of(new PortState("K3", "PORT", null, 4, 1, 6, null, null, 5, null, null, null)), state.ports());
    }

    @Test
    void aBlockedCallEndsInTheOperationThatEndedIt() throws IOException {
        String threads = "'threads':{'A1':'A1 IS','B1':'idle'},'waiters':[WAITERS],'t':0," + EMPTY;
        gnumach(
                BEGIN,
                step("A1", "mach_msg", receiveArguments(), "'blocked':true"),
                "{'run':'r','seq':1,"
                        + threads.replace("A1 IS", "blocked:1")
                                .replace("WAITERS", "{'pset':'A:p2','rcv':['A1']}")
                                .replace("'A':[]", "'A':[" + RECEIVE + "," + set() + "]"),
                step("driver", "thread_abort", "{'thread':'A1'}", "'ret':'KERN_SUCCESS','out':{}"),
                "{'run':'r','seq':2,'woke':'A1','step':1,'op':'mach_msg','ret':'MACH_RCV_INTERRUPTED','out':{}}\n",
                "{'run':'r','seq':2," + threads.replace("A1 IS", "idle").replace("WAITERS", ""));

        Trace trace = traces.get(0);
        assertEquals(
                Map.of("A", List.of("A0", "A1"), "B", List.of("B0", "B1")),
                trace.header().tasks());
        assertEquals(
                new Outcome(Outcome.BLOCKED, null, null, List.of()),
                trace.events().get(0).outcome());
        KernelState first = trace.events().get(0).state();
        assertEquals("blocked", first.threads().get(0).at());
        assertEquals("Idle", first.threads().get(1).at());
        assertEquals(
                new EntryState(PortName.of("p2"), "PORT_SET", "A:p2", null),
                first.spaces().get(0).entries().get(1));
        assertEquals(
                port(List.of(new MessageState(11, null, null, null)), List.of(), List.of()),
                first.ports().get(0));
        assertEquals(List.of("A1"), first.ports().get(1).receivers());
        assertEquals(new Call.ThreadAbort("A1"), trace.events().get(1).call());
        assertEquals(
                new Outcome(
                        "KERN_SUCCESS",
                        null,
                        null,
                        List.of(new Outcome.Completion("A1", "MACH_RCV_INTERRUPTED", null, null))),
                trace.events().get(1).outcome());
    }

    @Test
    void aSendThatFailedGivesTheBufferAsRewritten() throws IOException {
        String message = "{'bits':17,'complex':false,'remote_disp':'PORT_SEND','remote':'p1','local_disp':"
                + "'PORT_SEND_ONCE','local':'p2','size':24,'seqno':0,'id':6,'body':[]}";
        gnumach(
                BEGIN,
                machMsg("'SEND_MSG','SEND_TIMEOUT'", 19, false, "")
                        .replace("'ret':'KERN_SUCCESS'", "'ret':'MACH_SEND_TIMED_OUT'")
                        .replace("'out':{}", "'out':{'msg_after':" + message + "}"));

        assertEquals(
                new Outcome.Message(
                        6, 24, P1, "MOVE_SEND", PortName.of("p2"), "MOVE_SEND_ONCE", null, List.of(), List.of(), null),
                traces.get(0).events().get(0).outcome().out().message());
    }

    @Test
    void aMessageThatWasTooLargeShowsItsNumberOnlyWhereTheTrailerFits() throws IOException {
        String message = "{'bits':4352,'complex':false,'remote_disp':null,'remote':'null','local_disp':'PORT_SEND',"
                + "'local':'p1','size':24,'seqno':3,'id':6,'body':[]}";
        String receive = machMsg("'RCV_MSG','TRAILER_SEQNO'", 19, false, "")
                .replace("'ret':'KERN_SUCCESS'", "'ret':'MACH_RCV_TOO_LARGE'")
                .replace("'out':{}", "'out':{'msgh_size':24,'msg':" + message + "}");
        xnu(
                BEGIN,
                receive.replace("'rcv_size':64", "'rcv_size':36"),
                receive.replace("'rcv_size':64", "'rcv_size':35"));

        Outcome.Out with = traces.get(0).events().get(0).outcome().out();
        Outcome.Out without = traces.get(0).events().get(1).outcome().out();
        assertEquals(24, with.size());
        assertEquals(3, with.message().seqno());
        assertNull(without.message().seqno());
    }

    @Test
    void anOperationTheKernelNeverReturnedFromIsNotTaken() throws IOException {
        ImportSummary summary = xnu(
                BEGIN,
                ALLOCATE,
                step("A", "mach_port_destroy", "{'task':'A','name':'p1','name_raw':515}", "'ret':'KERN_SUCCESS'"),
                "{'run':'r','note':'KERNEL STOPPED in this op (never returned)'}\n",
                "{'run':'r','end':true,'ops':1,'hung':true}\n");

        assertEquals(1, summary.events());
        assertEquals(
                new Trace.End("the recorded kernel stopped", 1),
                traces.get(0).header().end());
    }

    @Test
    void aFileCutOffWithinAnOperationEndsThere() throws IOException {
        xnu(BEGIN, ALLOCATE, step("A", "mach_port_type", "{'task':'A','name':'p1'}", "'ret':'KERN_SUCCESS'"));

        assertEquals(
                new Trace.End("an operation that has not ended", 1),
                traces.get(0).header().end());
        assertEquals(1, traces.get(0).events().size());
    }

    @Test
    void whatIsNoRecordingOfTheKernelIsRefused() throws IOException {
        assertEquals(
                "a recording of gnumach, not of xnu",
                refusal("{'oracle':'gnumach'}\n").reason());
        assertEquals(
                "a line of no run that has begun",
                refusal("{'format':'portolan-trace/1'}\n").reason());
        assertEquals("no run begins in this file", refusal("").reason());
        TraceFormatException broken = refusal("{'oracle':'xnu'}\n" + BEGIN + "{'run':'r',\n");
        assertEquals(3, broken.line());
        assertTrue(broken.reason().startsWith("this is not JSON: "), broken.reason());
    }

    @Test
    void severalRecordingsBecomeAFileEachAndNoneWhereNothingWasTaken() throws IOException {
        Path one = recording("one.ndjson", "{'oracle':'xnu'}\n", BEGIN, ALLOCATE);
        Path none = recording("none.ndjson", "{'oracle':'xnu'}\n", BEGIN, guard("r"));
        Path out = folder.resolve("out");
        ImportSummary summary = RecordingImporter.xnu().write(List.of(one, none), out);

        assertEquals(2, summary.runs());
        assertFalse(Files.exists(out.resolve("none.ndjson.gz")));
        try (TraceReader reader = TraceReader.open(out.resolve("one.ndjson.gz"))) {
            assertEquals(1, reader.next().orElseThrow().events().size());
        }
    }

    private static PortState port(List<MessageState> queue, List<String> senders, List<String> receivers) {
        return new PortState(
                "K1", "PORT", "A", 7, 2, 3, 4, 5, 1, queue, senders, receivers, null, null, List.of(), null, null, null,
                null);
    }

    private static String set() {
        return "{'n':'p2','raw':8,'type':'PORT_SET','bits':524288,'refs':[0,0,0,1,0],'members':[]}";
    }

    private static String guard(String run) {
        return ALLOCATE.replace("'run':'r'", "'run':'" + run + "'")
                .replace("mach_port_allocate", "mach_port_space_info");
    }

    private static String step(String by, String op, String arguments, String answer) {
        return "{'run':'r','seq':1,'by':'" + by + "','op':'" + op + "','args':" + arguments + "," + answer + "}\n";
    }

    private static String receiveArguments() {
        return "{'option':['RCV_MSG'],'send_size':0,'rcv_size':64,'rcv_name':'p2','rcv_name_raw':8,'timeout':0}";
    }

    private static String machMsg(String options, long bits, boolean complex, String body) {
        return "{'run':'r','seq':2,'by':'A','op':'mach_msg','args':{'option':[" + options + "],'send_size':32,"
                + "'rcv_size':64,'rcv_name':'p1','rcv_name_raw':515,'timeout':0,'notify':'null','notify_raw':0,"
                + "'msg':{'bits':" + bits + ",'complex':" + complex + ",'remote_disp':'COPY_SEND','remote':'p1',"
                + "'remote_raw':515,'local_disp':null,'local':'null','local_raw':0,'size':32,'seqno':0,'id':1001,"
                + ((bits >> 16 & 0x1f) == 0x11 ? "'voucher_raw':515," : "") + "'body':[" + body + "]}},"
                + "'ret':'KERN_SUCCESS','rc':0,'out':{}," + EMPTY;
    }

    private String borderOf(String line) throws IOException {
        return xnu(BEGIN, line).borders().firstKey();
    }

    private TraceFormatException refusal(String text) {
        return assertThrows(
                TraceFormatException.class,
                () -> RecordingImporter.xnu().read(recording("recording.ndjson", text), traces::add));
    }

    private ImportSummary xnu(String... lines) throws IOException {
        traces.clear();
        String text = "{'oracle':'xnu'}\n" + String.join("", lines);
        return RecordingImporter.xnu().read(recording("recording.ndjson", text), traces::add);
    }

    private ImportSummary gnumach(String... lines) throws IOException {
        return RecordingImporter.gnumach().read(recording("recording.ndjson", lines), traces::add);
    }

    private Path recording(String name, String... lines) throws IOException {
        String text = String.join("", lines).replace("[RECEIVE]", "[" + RECEIVE + "]");
        return Files.writeString(folder.resolve(name), text.replace('\'', '"').replace("tasks\" own", "tasks' own"));
    }
}
