package dev.portolan.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Damage done to traces: to their bytes, to their lines, and to the values within a line. */
final class TraceMutation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "2147483648",
            "-9223372036854775809",
            "1e9",
            "1.0",
            "\"\"",
            "\"null\"",
            "\"dead\"",
            "\"22\"",
            "\"99999999999\"",
            "\"same\"",
            "\"BLOCKED\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\u00e9\"",
            "[]",
            "{}",
            "[[[[]]]]",
            "{\"at\":\"Resume\",\"then\":{\"at\":\"Idle\"}}");
    private static final List<byte[]> ODD_BYTES = List.of(
            new byte[] {0},
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xc0, (byte) 0xaf},
            bytes("\r\n"),
            bytes("\n"),
            bytes("\""),
            bytes("\\"),
            bytes("\\u00"),
            bytes("{"),
            bytes("}"),
            bytes("["),
            bytes("]"),
            bytes(","),
            bytes(":"),
            bytes("-"),
            bytes("9999999999"),
            bytes(" "));

    private final Random random;
    private final List<List<String>> traces;

    /** @param traces each a list of lines */
    TraceMutation(Random random, List<List<String>> traces) {
        this.random = random;
        this.traces = traces;
    }

    /** A file that was one or two traces before something happened to it; sometimes nothing did. */
    byte[] file() throws IOException {
        List<String> lines = new ArrayList<>(pick(traces));
        if (random.nextInt(4) == 0) {
            lines.addAll(pick(traces));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            lines(lines);
        }
        for (int i = random.nextInt(3); i > 0 && !lines.isEmpty(); i--) {
            int line = random.nextInt(lines.size());
            lines.set(line, values(lines.get(line)));
        }
        byte[] bytes = bytes(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        for (int i = Math.max(0, random.nextInt(5) - 2); i > 0; i--) {
            bytes = bytes(bytes);
        }
        if (random.nextInt(8) == 0) {
            bytes = compressed(bytes);
            bytes = random.nextInt(3) == 0 ? bytes : bytes(bytes);
        }
        return bytes;
    }

    private void lines(List<String> lines) {
        if (lines.size() < 2) {
            return;
        }
        int line = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, lines.get(random.nextInt(lines.size())));
            case 2 -> Collections.swap(lines, line, random.nextInt(lines.size()));
            case 3 -> lines.add(line, pick(pick(traces)));
            default -> lines.subList(line, lines.size()).clear();
        }
    }

    /* Changes a value somewhere in a line. What is no JSON any more is changed as bytes. */
    private String values(String line) {
        JsonNode root;
        try {
            root = JSON.readTree(line);
        } catch (IOException broken) {
            return new String(bytes(bytes(line)), StandardCharsets.ISO_8859_1);
        }
        List<ContainerNode<?>> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty()) {
            return line;
        }
        ContainerNode<?> container = pick(containers);
        if (container instanceof ObjectNode object) {
            fields(object);
        } else if (container instanceof ArrayNode array) {
            elements(array);
        }
        String text = root.toString();
        // A field twice is what a tree cannot hold.
        return random.nextInt(10) == 0 ? text.replaceFirst("\\{(\"\\w+\":[^,{}\\[\\]]*)", "{$1,$1") : text;
    }

    private void fields(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            object.set("seq", odd());
            return;
        }
        String name = pick(names);
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name, odd());
            case 2 -> object.set(name, object.get(pick(names)));
            case 3 -> object.set(pick(List.of("start", "end", "out", "woke", "state", "colour", "voucher")), odd());
            case 4 -> object.set(name + "s", object.remove(name));
            default -> {
                Collections.shuffle(names, random);
                names.forEach(one -> object.set(one, object.remove(one)));
            }
        }
    }

    private void elements(ArrayNode array) {
        switch (random.nextInt(3)) {
            case 0 -> array.add(odd());
            case 1 -> array.removeAll();
            default -> array.addAll(array.deepCopy());
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container) {
            containers.add(container);
            container.forEach(child -> collect(child, containers));
        }
    }

    private JsonNode odd() {
        try {
            return JSON.readTree(pick(ODD_VALUES));
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private byte[] bytes(byte[] from) {
        if (from.length == 0) {
            return from;
        }
        int at = random.nextInt(from.length);
        byte[] before = Arrays.copyOf(from, at);
        byte[] after = Arrays.copyOfRange(from, at, from.length);
        return switch (random.nextInt(5)) {
            case 0 -> before;
            case 1 -> joined(before, pick(ODD_BYTES), after);
            case 2 ->
                joined(before, Arrays.copyOfRange(after, Math.min(after.length, 1 + random.nextInt(4)), after.length));
            case 3 -> joined(before, Arrays.copyOf(after, Math.min(after.length, random.nextInt(40))), after);
            default -> {
                byte[] changed = from.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
        };
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(all)) {
            out.write(bytes);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
