package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.traces.PortName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of one recorded operation.
 *
 * <p>Within an operation equal numbers of one space become one symbol, however the recording spells them.
 */
final class RecordedNames {

    private static final Pattern SYMBOL = Pattern.compile("null|dead|p\\d+|stale:p\\d+|unused:\\d+");

    private final Map<String, Map<Long, PortName>> spaces = new HashMap<>();

    /** The name in field {@code field} of {@code object}, its number beside it, in {@code task}'s space. */
    PortName name(JsonNode object, String field, String task) throws OutsideSlice {
        return name(Json.text(object, field), object.get(field + "_raw"), task);
    }

    /** The name that is spelled so, with its number or null, in {@code task}'s space. */
    PortName name(String symbol, JsonNode number, String task) throws OutsideSlice {
        if (!SYMBOL.matcher(symbol).matches()) {
            throw new OutsideSlice("a name that is none of the tasks' own (" + symbol + ")");
        }
        if (number == null) {
            return PortName.of(symbol);
        }
        return spaces.computeIfAbsent(task, none -> new HashMap<>())
                .computeIfAbsent(number.longValue(), none -> PortName.of(symbol));
    }

    /** The symbol of a number that is recorded without one: what {@code task} held under it before. */
    PortName numbered(long number, String task, Map<Long, String> before) {
        if (number == 0) {
            return PortName.NULL;
        }
        return spaces.computeIfAbsent(task, none -> new HashMap<>())
                .computeIfAbsent(number, none -> PortName.of(before.getOrDefault(number, "unused:" + number)));
    }

    /** An order that was given before, with the names that its numbers have now. */
    static JsonNode asNow(JsonNode order, Map<Long, String> now) {
        JsonNode told = order.deepCopy();
        for (JsonNode named : List.of(told.path("args"), told.path("args").path("msg"))) {
            for (String field : List.of("rcv_name", "remote", "local")) {
                String symbol = now.get(named.path(field + "_raw").asLong());
                if (symbol != null) {
                    ((ObjectNode) named).put(field, symbol);
                }
            }
        }
        return told;
    }
}
