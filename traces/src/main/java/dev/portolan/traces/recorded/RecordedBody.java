package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The body of a recorded message: words, and what a complex message carries besides.
 *
 * <p>Items of several rights in line become as many port descriptors. What GNU Mach calls a port name is a number to
 * it, as is everything in a message that is not complex.
 */
final class RecordedBody {

    private static final String PORT_NAME = "PORT_NAME";
    private static final int WORD = 4;

    /* Dispositions, MOVE_RECEIVE to MAKE_SEND_ONCE; an item with one of them holds rights, and no recorder said which. */
    private static final Set<Integer> RIGHTS_BY_NUMBER = Set.of(16, 17, 18, 19, 20, 21);

    /** How the names of a message are spelled, and its dispositions. */
    interface Spelling {
        PortName name(String symbol, JsonNode number) throws OutsideSlice;

        String disposition(JsonNode recorded) throws OutsideSlice;
    }

    private final JsonNode message;
    private final boolean complex;

    RecordedBody(JsonNode message) {
        this.message = message;
        complex = message.path("complex").asBoolean();
    }

    /** The words of in-line data, item after item. */
    List<Long> words() throws OutsideSlice {
        List<Long> words = new ArrayList<>();
        for (JsonNode item : Json.field(message, "body")) {
            if (isRights(item) || isOutOfLine(item)) {
                continue;
            }
            JsonNode values = item.has("ports") ? item.path("raw") : item.path("values");
            if (!values.isArray()) {
                throw new OutsideSlice("mach_msg: data other than words");
            }
            for (JsonNode value : values) {
                words.add(value.longValue());
            }
        }
        return words;
    }

    /** The descriptors, in order. */
    List<Descriptor> descriptors(Spelling spelling) throws OutsideSlice {
        List<Descriptor> descriptors = new ArrayList<>();
        for (JsonNode item : Json.field(message, "body")) {
            if (isRights(item)) {
                rights(item, spelling, descriptors);
            } else if (isOutOfLine(item)) {
                if (RIGHTS_BY_NUMBER.contains(item.path("raw_type").asInt())) {
                    throw new OutsideSlice("mach_msg: rights told as memory");
                }
                descriptors.add(Descriptor.memory(Descriptor.OOL, bytes(item)));
            }
        }
        return descriptors;
    }

    private boolean isRights(JsonNode item) {
        return complex
                && item.has("ports")
                && !PORT_NAME.equals(item.get("ports").asText());
    }

    private boolean isOutOfLine(JsonNode item) {
        return complex && item.path("ool").asBoolean();
    }

    private static void rights(JsonNode item, Spelling spelling, List<Descriptor> descriptors) throws OutsideSlice {
        List<PortName> names = new ArrayList<>();
        JsonNode symbols = Json.field(item, "names");
        for (int i = 0; i < symbols.size(); i++) {
            names.add(spelling.name(symbols.get(i).asText(), item.path("raw").get(i)));
        }
        String disposition = spelling.disposition(item.get("ports"));
        if (item.path("ool").asBoolean()) {
            descriptors.add(Descriptor.ports(names, disposition));
        } else {
            names.forEach(name -> descriptors.add(Descriptor.port(name, disposition)));
        }
    }

    private static int bytes(JsonNode item) throws OutsideSlice {
        if (item.has("bytes")) {
            return Json.integer(item, "bytes");
        }
        JsonNode words = item.has("ports") ? item.path("raw") : item.path("values");
        return WORD * words.size();
    }
}
