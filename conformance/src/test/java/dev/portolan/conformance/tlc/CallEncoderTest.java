package dev.portolan.conformance.tlc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.traces.Call;
import dev.portolan.traces.PortName;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("calls as TLC has them")
class CallEncoderTest {

    @Test
    void aReceiveKeepsAllThatItAsksFor() {
        Call.Receive receive = new Call.Receive(
                PortName.of("1"),
                52,
                true,
                0,
                Call.Timeout.POLL,
                List.of(Call.ReceiveOption.RCV_LARGE_IDENTITY),
                PortName.of("2"));
        String encoded = new CallEncoder(new TlcText(TlcText.NUMBERS))
                .encode(new Call.MachMsg("A1", null, receive))
                .toString();

        assertTrue(encoded.contains("options |-> {\"RCV_LARGE_IDENTITY\"}"), encoded);
        assertTrue(encoded.contains("notifyPort |-> 2"), encoded);
    }
}
