package dev.portolan.traces.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of recorded port sets, on recordings of a few lines each. */
class RecordedSetsTest {

    private static final String BEGIN = "{'run':'r','begin':true,'seed':9}\n";
    private static final PortName P1 = PortName.of("p1");
    private static final PortName P2 = PortName.of("p2");

    @TempDir
    private Path folder;

    private static String member(String sets) {
        return "{'n':'p1','raw':515,'obj':'K1','type':'RECEIVE','bits':131072,'refs':[0,1,0,0,0],'rs':{" + sets
                + ",'seqno':4,'mscount':3,'qlimit':5,'msgcount':2,'sorights':2,'srights':true,'pdrequest':false,"
                + "'nsrequest':false,'nsend':7}}";
    }

    private static String step(String op, String arguments, String answer) {
        return "{'run':'r','seq':1,'by':'A','op':'" + op + "','args':{'task':'A'," + arguments
                + "},'ret':'KERN_SUCCESS','rc':0," + answer + "}\n";
    }

    private Trace.Event only(RecordingImporter importer, String... lines) throws IOException {
        List<Trace> traces = new ArrayList<>();
        Path file = Files.writeString(
                folder.resolve("recording.ndjson"), String.join("", lines).replace('\'', '"'));
        importer.read(file, traces::add);
        return traces.get(0).events().get(0);
    }

    @Test
    void theMessagesOfASetAreThoseOfItsMembers() throws IOException {
        String set = "{'n':'p2','raw':8,'type':'PORT_SET','bits':524288,'refs':[0,0,0,1,0],'members':['p1']}";
        Trace.Event moved = only(
                RecordingImporter.gnumach(),
                BEGIN,
                step("mach_port_move_member", "'member':'p1','after':'p2'", "'out':{}"),
                "{'run':'r','seq':1,'threads':{},'waiters':[{'pset':'A:p2','queue':[[11,'K1'],[12,'K1']]}],'t':0,"
                        + "'state':{'A':[" + member("'pset':'p2'") + "," + set + "],'B':[]}}\n");

        assertEquals(new Call.MachPortMoveMember("A0", "A", P1, P2, Call.Entry.RPC), moved.call());
        PortState port = moved.state().ports().get(0);
        assertEquals(List.of("A:p2"), port.sets());
        assertEquals(
                List.of(new MessageState(11, null, null, null), new MessageState(12, null, null, null)), port.queue());
        assertEquals(List.of("K1", "K1"), moved.state().ports().get(1).preposts());
    }

    @Test
    void aKernelMayTellSeveralSetsAndTheNamesOfMembers() throws IOException {
        Trace.Event status = only(
                RecordingImporter.xnu(),
                "{'oracle':'xnu'}\n",
                BEGIN,
                step(
                        "mach_port_get_set_status",
                        "'name':'p2'",
                        "'out':{'members':['p10','p1']},'state':{'A':[" + member("'pset':'p2','psets':['p2','p3']")
                                + "],'B':[]}"));

        assertEquals(List.of(P1, PortName.of("p10")), status.outcome().out().members());
        assertEquals(List.of("A:p2", "A:p3"), status.state().ports().get(0).sets());
    }

    @Test
    void whoAsksWhichPortHasAMessageTooLargeIsToldItsName() throws IOException {
        String receive =
                "{'run':'r','seq':1,'by':'A','op':'mach_msg','args':{'option':['RCV_LARGE','RCV_LARGE_IDENTITY',"
                        + "'RCV_MSG'],'rcv_size':64,'rcv_name':'p2','notify':'null'},'ret':'MACH_RCV_TOO_LARGE','rc':0,"
                        + "'out':{'msgh_size':100,'local':'p1'},'state':{'A':[],'B':[]}}\n";
        Trace.Event told = only(RecordingImporter.xnu(), "{'oracle':'xnu'}\n", BEGIN, receive);

        List<Call.ReceiveOption> asked = List.of(Call.ReceiveOption.RCV_LARGE_IDENTITY);
        assertEquals(
                new Call.MachMsg("A0", null, new Call.Receive(P2, 64, true, 8, Call.Timeout.FOREVER, asked)),
                told.call());
        assertEquals(P1, told.outcome().out().name());
        assertEquals(100, told.outcome().out().size());
    }
}
