package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Recordings of XNU 7195.141.2, run in user space. */
final class XnuRecording implements Recording {

    private static final int MINIMAL_TRAILER_BYTES = 8;
    private static final int SEQNO_TRAILER_BYTES = 12;

    @Override
    public String oracle() {
        return "xnu";
    }

    @Override
    public String dialect() {
        return "xnu";
    }

    @Override
    public String kernel() {
        return "XNU 7195.141.2";
    }

    @Override
    public Map<String, Integer> limits() {
        return Limits.of(5, 65535, 65534);
    }

    /* RCV_LARGE_IDENTITY says where to write a name when RCV_LARGE leaves a message on the queue, nothing else. */
    @Override
    public boolean meansNothing(String option, JsonNode options) {
        return option.equals("RCV_LARGE_IDENTITY") && !Json.contains(options, "RCV_LARGE");
    }

    @Override
    public boolean knowsSendNotify() {
        return true;
    }

    @Override
    public int trailerSize(JsonNode options) {
        return observesSeqno(options) ? SEQNO_TRAILER_BYTES : MINIMAL_TRAILER_BYTES;
    }

    @Override
    public boolean observesSeqno(JsonNode options) {
        return Json.contains(options, "TRAILER_SEQNO");
    }

    /* Bits that no user may set are not looked at, as its recordings show. */
    @Override
    public long strayBits(JsonNode message) {
        return 0;
    }

    @Override
    public int voucherDisposition(JsonNode message) {
        return message.path("bits").asInt() >> 16 & 0x1f;
    }

    @Override
    public JsonNode tooLargeSize(JsonNode out) {
        return out.get("msgh_size");
    }
}
