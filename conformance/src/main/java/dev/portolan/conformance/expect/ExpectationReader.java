package dev.portolan.conformance.expect;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portolan.traces.CallForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a file of expectations, one JSON object a line, and refuses what it does not know. */
final class ExpectationReader {

    /** More than anybody writes by hand, and little enough to hold. */
    private static final int BYTES_MAX = 1 << 20;

    private static final Set<String> DIALECTS = new TreeSet<>(List.of("classic", "xnu"));
    private static final Set<String> FIELDS =
            new TreeSet<>(List.of("expect", "call", "clause", "ret", "dialect", "where", "reason", "issue"));
    private static final Set<String> CALLS = calls();

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .reader();

    private final String file;
    private final Path path;
    private final ClauseIds clauses = new ClauseIds();
    private int line;

    ExpectationReader(Path path) {
        this.path = path;
        this.file = path.toString();
    }

    private static Set<String> calls() {
        Set<String> names = new TreeSet<>();
        CallForm.all().forEach(call -> names.add(call.name()));
        return names;
    }

    Expectations read() throws IOException {
        List<Expectation> all = new ArrayList<>();
        String[] lines = text().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            line = i + 1;
            String text = lines[i].strip();
            if (i == 0) {
                header(text);
            } else if (!text.isEmpty()) {
                Expectation one = expectation(object(text));
                refuseTwice(all, one);
                all.add(one);
            }
        }
        return new Expectations(file, all);
    }

    private String text() throws IOException {
        line = 1;
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        }
        if (bytes.length > BYTES_MAX) {
            throw refusal("the file is larger than " + BYTES_MAX + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refusal("the file is not UTF-8");
        }
    }

    private void header(String text) {
        JsonNode header = object(text);
        if (!Expectations.FORMAT.equals(header.path("format").asText()) || header.size() != 1) {
            throw refusal("the first line must be {\"format\":\"" + Expectations.FORMAT + "\"}");
        }
    }

    private JsonNode object(String text) {
        try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            JsonNode node = JSON.readTree(parser);
            if (node == null || !node.isObject()) {
                throw refusal("there must be a JSON object");
            }
            if (parser.nextToken() != null) {
                throw refusal("there is more after the JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw refusal((at == null ? "" : "column " + at.getColumnNr() + ": ") + e.getOriginalMessage());
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Expectation expectation(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw refusal("there is no field " + field.getKey() + ", only " + String.join(" ", FIELDS));
            }
            if (!field.getValue().isTextual() || field.getValue().textValue().isBlank()) {
                throw refusal(field.getKey() + " must be a string with something in it");
            }
        }
        Expectation.Effect effect = effect(required(node, "expect"));
        String call = oneOf("call", required(node, "call"), CALLS);
        String clause = optional(node, "clause");
        String ret = optional(node, "ret");
        if (effect == Expectation.Effect.FAIL && clause == null && ret == null) {
            throw refusal("an expected failure needs a clause or a ret");
        }
        if (clause != null && !clauses.has(clause)) {
            throw refusal("there is no clause " + clause);
        }
        if (ret != null && !ret.matches("[A-Z][A-Z0-9_|]*")) {
            throw refusal("ret must be a return code by its name, is " + ret);
        }
        String dialect = optional(node, "dialect");
        return new Expectation(
                line,
                effect,
                call,
                clause,
                ret,
                dialect == null ? null : oneOf("dialect", dialect, DIALECTS),
                optional(node, "where"),
                required(node, "reason"),
                issue(optional(node, "issue")));
    }

    private Expectation.Effect effect(String word) {
        for (Expectation.Effect effect : Expectation.Effect.values()) {
            if (effect.name().toLowerCase(Locale.ROOT).equals(word)) {
                return effect;
            }
        }
        throw refusal("expect must be skip or fail, is " + word);
    }

    private String issue(String issue) {
        if (issue == null) {
            return null;
        }
        try {
            URI uri = new URI(issue);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return issue;
            }
        } catch (URISyntaxException e) {
            // As below.
        }
        throw refusal("issue must be an http or https address, is " + issue);
    }

    private String required(JsonNode node, String field) {
        String text = optional(node, field);
        if (text == null) {
            throw refusal(field + " is missing");
        }
        return text;
    }

    private static String optional(JsonNode node, String field) {
        return node.has(field) ? node.get(field).textValue() : null;
    }

    private String oneOf(String field, String text, Set<String> words) {
        if (!words.contains(text)) {
            throw refusal(field + " must be one of " + String.join(" ", words) + ", is " + text);
        }
        return text;
    }

    private void refuseTwice(List<Expectation> all, Expectation one) {
        for (Expectation other : all) {
            if (other.subject().equals(one.subject())) {
                throw refusal("line " + other.line() + " speaks of the same: " + one.subject());
            }
        }
    }

    private ExpectationFileException refusal(String reason) {
        return new ExpectationFileException(file, line, reason);
    }
}
