package dev.portolan.conformance.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.Call;
import dev.portolan.traces.PortName;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("labels of edges as calls")
class CallDecoderTest {

    private static TlaValue string(String text) {
        return new TlaValue.Str(text);
    }

    private static TlaValue number(long value) {
        return new TlaValue.Int(value);
    }

    @Test
    void aPortCall() {
        Call call = CallDecoder.decode(
                "MachPortModRefs",
                Map.of(
                        "thread", string("A1"),
                        "task", string("A"),
                        "name", number(2),
                        "right", string("SEND"),
                        "delta", number(-1),
                        "entry", string("TRAP")));
        assertEquals(new Call.MachPortModRefs("A1", "A", PortName.of("p2"), "SEND", -1, Call.Entry.TRAP), call);
    }

    @Test
    void nullAndDeadAreNoSymbols() {
        Map<String, TlaValue> arguments = new HashMap<>(
                Map.of("thread", string("A1"), "task", string("A"), "name", number(0), "entry", string("RPC")));
        Call.MachPortType ofNull = (Call.MachPortType) CallDecoder.decode("MachPortType", arguments);
        assertEquals(PortName.NULL, ofNull.name());
        arguments.put("name", number(-1));
        Call.MachPortType ofDead = (Call.MachPortType) CallDecoder.decode("MachPortType", arguments);
        assertEquals(PortName.DEAD, ofDead.name());
    }

    @Test
    void aMessageWithoutReplyAndVoucher() {
        Call call = CallDecoder.decode(
                "MachMsgSend",
                Map.of(
                        "thread", string("B1"),
                        "remote", number(1),
                        "remoteDisposition", string("COPY_SEND"),
                        "local", number(0),
                        "localDisposition", string("NONE"),
                        "voucher", number(0),
                        "voucherDisposition", string("NONE"),
                        "id", number(7),
                        "sendSize", number(24),
                        "timeout", string("POLL")));
        Call.Header header = new Call.Header(PortName.of("p1"), "COPY_SEND", PortName.NULL, null, null, null, 7, null);
        assertEquals(new Call.MachMsg("B1", new Call.Send(header, 24, Call.Timeout.POLL), null), call);
    }

    @Test
    void anyOtherActionIsAStep() {
        assertEquals(new Call.Step("A2", "Admit"), CallDecoder.decode("Admit", Map.of("t", string("A2"))));
    }

    @Test
    void aMissingArgumentIsNamed() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> CallDecoder.decode("ThreadAbort", Map.of()));
        assertEquals("action ThreadAbort: parameter thread should be a string, is null", refusal.getMessage());
    }
}
