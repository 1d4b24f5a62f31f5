package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SendHalfTest {

    private static Call.Send toldBy(PortName port) {
        Call.Header header = new Call.Header(
                PortName.of("p1"), "COPY_SEND", PortName.NULL, null, PortName.NULL, null, 7, null, null);
        return new Call.Send(header, 24, Call.Timeout.POLL, true, false, port);
    }

    @Test
    void theNullNameIsNoPortToBeToldBy() {
        assertEquals(toldBy(null), toldBy(PortName.NULL));
        assertNotEquals(toldBy(null), toldBy(PortName.DEAD));
    }
}
