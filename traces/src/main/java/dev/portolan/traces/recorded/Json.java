package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Fields of recorded JSON, which have to be there. */
final class Json {

    private Json() {}

    static JsonNode field(JsonNode object, String name) throws OutsideSlice {
        JsonNode value = object.get(name);
        if (value == null) {
            throw new OutsideSlice("no field \"" + name + "\" recorded");
        }
        return value;
    }

    static String text(JsonNode object, String name) throws OutsideSlice {
        JsonNode value = field(object, name);
        if (!value.isTextual()) {
            throw new OutsideSlice("the field \"" + name + "\" is not text");
        }
        return value.textValue();
    }

    static int integer(JsonNode object, String name) throws OutsideSlice {
        JsonNode value = field(object, name);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new OutsideSlice("the field \"" + name + "\" has no 32-bit integer");
        }
        return value.intValue();
    }

    /** A number of 32 bits without sign, the upper half as negative numbers. */
    static int word(JsonNode object, String name) throws OutsideSlice {
        JsonNode value = field(object, name);
        if (!value.isIntegralNumber() || value.longValue() < Integer.MIN_VALUE || value.longValue() >> 32 > 0) {
            throw new OutsideSlice("the field \"" + name + "\" has no 32-bit integer");
        }
        return (int) value.longValue();
    }

    static boolean contains(JsonNode array, String word) {
        for (JsonNode element : array) {
            if (word.equals(element.textValue())) {
                return true;
            }
        }
        return false;
    }

    static boolean containsAny(JsonNode array, Set<String> words) {
        for (JsonNode element : array) {
            if (words.contains(element.asText())) {
                return true;
            }
        }
        return false;
    }
}
