package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Call;
import dev.portolan.traces.ObjectCall;
import java.util.List;

/**
 * An exception as its recorded request tells it.
 *
 * @param subcode an address, or what else the processor says
 */
record RecordedException(int exception, int code, int subcode) {

    /** Where a trace has the page that the recorder calls {@code ro_page}, and nothing else is. */
    private static final int READ_ONLY_PAGE = 0x1000;

    private static final RecordedException WRITE_TO_NULL = new RecordedException(1, 1, 0);

    static boolean isRequest(JsonNode line) {
        return line.path("msgh_id").asInt() == DriverCalls.EXCEPTION_REQUEST;
    }

    static RecordedException of(JsonNode request) throws OutsideSlice {
        return new RecordedException(
                Json.integer(request, "exc"), Json.integer(request, "code"), address(Json.text(request, "subcode")));
    }

    /**
     * The exception of a run: that of its first request, for all that a run has tell the same.
     *
     * @param fault what the recorder calls the faulting instruction, of which it is known if nobody was asked
     */
    static RecordedException of(List<JsonNode> run, String fault) throws OutsideSlice {
        for (JsonNode line : run) {
            if (isRequest(line)) {
                return of(line);
            }
        }
        if (fault.equals("write-null")) {
            return WRITE_TO_NULL;
        }
        throw new OutsideSlice("a fault of which nobody was told");
    }

    Call raised() {
        return new ObjectCall.RaiseException(HandlerCalls.VICTIM_THREAD, exception, code, subcode);
    }

    /** The words of the request. */
    List<Long> body() {
        return List.of(
                DriverCalls.INTEGER_32,
                (long) exception,
                DriverCalls.INTEGER_32,
                (long) code,
                DriverCalls.INTEGER_32,
                Integer.toUnsignedLong(subcode));
    }

    private static int address(String recorded) throws OutsideSlice {
        if (recorded.equals("ro_page")) {
            return READ_ONLY_PAGE;
        }
        try {
            return Integer.parseUnsignedInt(recorded.replaceFirst("^0x", ""), 16);
        } catch (NumberFormatException other) {
            throw new OutsideSlice("a subcode recorded as " + recorded);
        }
    }
}
