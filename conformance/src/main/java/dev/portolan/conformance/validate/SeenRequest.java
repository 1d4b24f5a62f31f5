package dev.portolan.conformance.validate;

import dev.portolan.conformance.exc.RequestWords;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.traces.Outcome;
import java.util.List;
import java.util.Map;

/** What a received request tells, in the words of the module {@code ExcTrace}; and codes of exceptions in them. */
final class SeenRequest {

    /* No exception has this type. */
    private static final String NONE = "0";

    private static final String LEAST = "(-2147483647 - 1)";

    private SeenRequest() {}

    /** True of a message that asks to handle an exception. */
    static boolean isOne(Outcome.Message message) {
        return RequestWords.isRequest(message.id());
    }

    /** True of a request that says nothing of whose it is. */
    static boolean isAnonymous(Outcome.Message message) {
        return message.descriptors() == null || message.descriptors().isEmpty();
    }

    /** Puts down the id, and as far as it was seen size, type and codes. A request in other words than such has none. */
    static void tell(Outcome.Message message, Map<String, String> fields) {
        fields.put("id", Integer.toString(message.id()));
        List<Long> body = message.body();
        if (body == null) {
            return;
        }
        try {
            RequestWords words = RequestWords.read(message.id(), body);
            fields.put("type", Integer.toString(words.type()));
            fields.put(
                    "codes",
                    codes(words.type(), words.codes().get(0), words.codes().get(1)));
            // How many words registers have is the machine's.
            if (words.state() == null && message.size() != null) {
                fields.put("size", message.size().toString());
            }
        } catch (IllegalStateException otherWords) {
            fields.put("type", NONE);
            fields.put("codes", "<<>>");
        }
    }

    /**
     * Both codes of an exception. Low halves are text, since TLC's integers are smaller, but for exceptions that the model
     * itself makes; of a guard's the name is left out.
     */
    static String codes(int type, long code, long subcode) {
        boolean isMade = type == ExceptionType.EXC_GUARD || type == ExceptionType.EXC_RESOURCE;
        long first = type == ExceptionType.EXC_GUARD ? code >> Integer.SIZE << Integer.SIZE : code;
        return "<<" + code(isMade, first) + ", " + code(isMade, subcode) + ">>";
    }

    private static String code(boolean isMade, long code) {
        String low = isMade ? number((int) code) : '"' + Integer.toUnsignedString((int) code) + '"';
        return "Code(" + number((int) (code >> Integer.SIZE)) + ", " + low + ")";
    }

    /** An integer as TLC reads it. */
    static String number(int value) {
        return value == Integer.MIN_VALUE ? LEAST : Integer.toString(value);
    }
}
