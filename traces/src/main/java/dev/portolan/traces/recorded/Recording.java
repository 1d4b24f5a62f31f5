package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** What is peculiar to the recordings of one kernel. */
interface Recording {

    /** The name under which a recording's first line names its kernel. */
    String oracle();

    /** The dialect that its runs are judged under. */
    String dialect();

    /** The kernel, with its version, for people. */
    String kernel();

    /** The constants that its kernel runs with, by Mach's names. */
    Map<String, Integer> limits();

    /** Whether it is a {@link dev.portolan.traces.Call.ReceiveOption} under the name that it has in the traces. */
    boolean knowsReceiveOption(String option);

    /** The options about a port to be told by that its kernel has. */
    Set<String> notifyOptions();

    /** Bytes of trailer that a receive with these options asks for. */
    int trailerSize(JsonNode options);

    /** Whether a receive with these options observes the sequence number. */
    boolean observesSeqno(JsonNode options);

    /** The bits of a header that dispositions and the mark of a complex message leave over, if they mean anything. */
    long strayBits(JsonNode message);

    /** A message's voucher disposition, 0 if it has none. */
    int voucherDisposition(JsonNode message);

    /** The size field that a receive wrote for a message that was too large, or null if not observed. */
    JsonNode tooLargeSize(JsonNode out);

    /** True if the number of a name that is gone is soon another's. */
    boolean givesNumbersAgain();
}
