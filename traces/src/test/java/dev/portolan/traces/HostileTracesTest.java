package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made to exhaust their reader are refused at their place, in two seconds and 256 MB. */
class HostileTracesTest {

    private static final int HEAP_MIB = 256;
    private static final double SECONDS_MAX = 2;
    private static final String HEADER = "{\"format\":\"portolan-trace/1\",\"name\":\"hostile\",\"kind\":\"run\","
            + "\"dialect\":\"xnu\",\"limits\":{},\"tasks\":{\"A\":[\"A0\"]}}\n";
    private static final String EVENT = "{\"seq\":1,\"call\":\"thread_abort\",\"thread\":\"A0\"";

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    @TempDir
    private Path folder;

    private final Map<String, String> expected = new LinkedHashMap<>();
    private final List<String> files = new ArrayList<>();

    @Test
    void areRefusedInTwoSecondsAndLittleMemory() throws IOException {
        refused("long-line.ndjson", "2:1: the line has more than 8388608 bytes", out -> {
            text(out, HEADER + EVENT + ",\"outcome\":{\"ret\":\"");
            repeated(out, "A", 50_000_000);
            text(out, "\"}}\n");
        });
        refused("no-line-at-all.ndjson", "1:1: the line has more than 8388608 bytes", out -> {
            text(out, "{");
            repeated(out, " ", 50_000_000);
        });
        refused("deep.ndjson", "2:56: an object is wanted here", out -> {
            text(out, HEADER + EVENT + ",\"outcome\":");
            repeated(out, "[", 8_000_000);
            text(out, "\n");
        });
        refused("deep-states.ndjson", "2:878: values are more than 32 deep", out -> {
            text(out, HEADER + EVENT + ",\"state\":{\"threads\":[");
            repeated(out, "{\"at\":\"ReleaseRight\",\"then\":", 250_000);
            text(out, "\n");
        });
        refused("long-number.ndjson", "2:8: the integer has more than 64 bits", out -> {
            text(out, HEADER + "{\"seq\":");
            repeated(out, "7", 8_000_000);
            text(out, "}\n");
        });
        refused("many-fields.ndjson", "1:101: the field \"queueLimit\" is there twice", out -> {
            text(out, HEADER.substring(0, HEADER.indexOf("{},")) + "{");
            repeated(out, "\"queueLimit\":5,", 500_000);
            text(out, "\n");
        });
        refused("many-names.ndjson", "1:10251: there are more than 1024 fields", out -> {
            text(out, HEADER.substring(0, HEADER.indexOf("{\"A\"")) + "{");
            for (int task = 0; task < 500_000; task++) {
                text(out, "\"T" + task + "\":[],");
            }
            text(out, "\n");
        });
        refused("many-values.ndjson", "2:2000093: the line has more than 1000000 values", out -> {
            text(
                    out,
                    HEADER + EVENT
                            + ",\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"message\":{\"id\":1,\"body\":[1");
            repeated(out, ",1", 4_000_000);
            text(out, "]}}}}\n");
        });
        refused("bomb-of-nothing.ndjson.gz", "1:1: the line has more than 8388608 bytes", out -> {
            try (OutputStream bomb = gzip(out)) {
                text(bomb, "{");
                repeated(bomb, "\t", 300_000_000);
            }
        });
        refused("bomb-of-lines.ndjson.gz", "2:1: the line ends where an object is wanted", out -> {
            try (OutputStream bomb = gzip(out)) {
                text(bomb, HEADER);
                repeated(bomb, "\n", 300_000_000);
            }
        });
        refused(
                "bomb-within-a-bomb.ndjson.gz",
                "1:1: the header is missing: a trace begins with a JSON object",
                out -> {
                    try (OutputStream bomb = gzip(gzip(out))) {
                        repeated(bomb, "{", 100_000_000);
                    }
                });
        refused("empty-members.ndjson.gz", "3:1: the compressed data is damaged: it is cut off", out -> {
            byte[] nothing = compressed("");
            out.write(compressed(HEADER));
            for (int i = 0; i < 500_000; i++) {
                out.write(nothing);
            }
            out.write(compressed(EVENT + "}\n"));
            out.write(nothing, 0, 12);
        });
        assertRefused();
    }

    @Test
    void whatIsWithinTheLimitsIsReadWithinThem() throws IOException {
        accepted("widest-line.ndjson", "2 events", out -> {
            for (int seq = 1; seq <= 2; seq++) {
                text(out, seq == 1 ? HEADER + EVENT : EVENT.replace(":1", ":2"));
                text(out, ",\"state\":{\"ports\":[{\"port\":\"K1\",\"kind\":\"PORT\",\"senders\":[");
                for (int i = seq; i < 999_990; i++) {
                    text(out, (i == seq ? "\"" : ",\"") + Integer.toString(i, Character.MAX_RADIX) + '"');
                }
                text(out, "]}]}}\n");
            }
        });
        accepted("most-objects.ndjson", "2 events", out -> {
            for (int seq = 1; seq <= 2; seq++) {
                text(out, seq == 1 ? HEADER + EVENT : EVENT.replace(":1", ":2"));
                text(out, ",\"state\":{\"threads\":[{\"thread\":\"x\",\"at\":\"x\"}");
                repeated(out, ",{\"thread\":\"y\",\"at\":\"y\"}", 333_000);
                text(out, "]}}\n");
            }
        });
        for (String line : ChildJvm.run(HEAP_MIB, ReadingMain.class, files)) {
            String[] said = line.split("\t");
            assertEquals(expected.get(said[0]), said[3], line);
        }
    }

    @Test
    void aTraceTooLongToBeHeldIsStreamed() throws IOException {
        Path file = folder.resolve("long.ndjson");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            text(out, HEADER);
            for (int seq = 1; seq <= 400_000; seq++) {
                text(out, EVENT.replace(":1", ":" + seq) + "}\n");
            }
        }
        List<String> said = ChildJvm.run(64, ReadingMain.class, List.of(file.toString()));
        assertTrue(
                said.get(0).endsWith(": the trace has more than 16777216 bytes, too many to hold it in memory"),
                said.get(0));
        assertTrue(said.get(1).endsWith("\t400000 events"), said.get(1));
    }

    private void assertRefused() throws IOException {
        List<String> lines = ChildJvm.run(HEAP_MIB, ReadingMain.class, files);
        assertEquals(2 * files.size(), lines.size());
        for (String line : lines) {
            String[] said = line.split("\t");
            assertEquals(expected.get(said[0]), said[3], line);
            assertTrue(Double.parseDouble(said[2]) < SECONDS_MAX, line);
        }
    }

    private void refused(String name, String refusal, Content content) throws IOException {
        file(name, refusal, content);
    }

    private void accepted(String name, String events, Content content) throws IOException {
        file(name, events, content);
    }

    private void file(String name, String result, Content content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            content.write(out);
        }
        expected.put(name, result);
        files.add(file.toString());
    }

    private static OutputStream gzip(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = gzip(bytes)) {
            text(out, text);
        }
        return bytes.toByteArray();
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void repeated(OutputStream out, String text, int count) throws IOException {
        byte[] many = text.repeat(1_000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < count / 1_000; i++) {
            out.write(many);
        }
    }
}
