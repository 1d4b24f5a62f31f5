package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** Recordings of GNU Mach, booted under an emulator. */
final class GnumachRecording implements Recording {

    private static final long DISPOSITION_BITS = 0x8000ffffL;

    @Override
    public String oracle() {
        return "gnumach";
    }

    @Override
    public String dialect() {
        return "classic";
    }

    @Override
    public String kernel() {
        return "GNU Mach, snapshot of August 2026, i386";
    }

    @Override
    public Map<String, Integer> limits() {
        return Limits.of(5, 65535, 65534);
    }

    @Override
    public boolean knowsReceiveOption(String option) {
        return false;
    }

    @Override
    public Set<String> notifyOptions() {
        return Set.of("SEND_NOTIFY", "SEND_CANCEL", "RCV_NOTIFY");
    }

    /* The sequence number is a field of the header. */
    @Override
    public int trailerSize(JsonNode options) {
        return 0;
    }

    @Override
    public boolean observesSeqno(JsonNode options) {
        return true;
    }

    @Override
    public long strayBits(JsonNode message) {
        return message.path("bits").asLong() & ~DISPOSITION_BITS;
    }

    @Override
    public int voucherDisposition(JsonNode message) {
        return 0;
    }

    /* Where a combined call's receive failed the recorder shows the buffer as changed since the send. */
    @Override
    public JsonNode tooLargeSize(JsonNode out) {
        return out.has("msg_after") ? out.get("msg_after").get("size") : out.get("msgh_size");
    }

    @Override
    public boolean givesNumbersAgain() {
        return true;
    }
}
