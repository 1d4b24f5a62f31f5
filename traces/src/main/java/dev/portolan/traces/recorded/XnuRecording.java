package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Call;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recordings of XNU 7195.141.2, run in user space. */
final class XnuRecording implements Recording {

    private static final int MINIMAL_TRAILER_BYTES = 8;
    private static final int SEQNO_TRAILER_BYTES = 12;
    private static final Set<String> RECEIVE_OPTIONS =
            Stream.of(Call.ReceiveOption.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

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

    @Override
    public boolean knowsReceiveOption(String option) {
        return RECEIVE_OPTIONS.contains(option);
    }

    @Override
    public Set<String> notifyOptions() {
        return Set.of("SEND_NOTIFY");
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

    @Override
    public boolean givesNumbersAgain() {
        return false;
    }
}
