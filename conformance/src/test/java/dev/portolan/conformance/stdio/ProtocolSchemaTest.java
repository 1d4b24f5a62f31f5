package dev.portolan.conformance.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.traces.Call;
import dev.portolan.traces.JsonCursor;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("line protocol: both ends and the schemas")
class ProtocolSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Something asked of a kernel, and what it answered. */
    private record Asked(Setting setting, Call call, Answer answer, KernelState state) {}

    /** The reference kernel, and all that is asked of it. */
    private static final class Witness implements KernelUnderTest {
        final List<Asked> asked = new ArrayList<>();
        private final ReferenceKernel kernel = new ReferenceKernel();

        @Override
        public Declaration declaration() {
            return kernel.declaration();
        }

        @Override
        public void reset(Setting setting) {
            kernel.reset(setting);
            asked.add(new Asked(setting, null, null, null));
        }

        @Override
        public NameScheme names() {
            return kernel.names();
        }

        @Override
        public Answer perform(Call call) {
            Answer answer = kernel.perform(call);
            asked.add(new Asked(null, call, answer, kernel.observe()));
            return answer;
        }

        @Override
        public KernelState observe() {
            return kernel.observe();
        }

        @Override
        public void close() {}
    }

    private static JsonNode document(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return JSON.readTree(in);
        }
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document(Protocol.class, name));
    }

    private static List<String> served(byte[] requests) throws IOException, InterruptedException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        new KernelServer(new ReferenceKernel(), new ByteArrayInputStream(requests), answers).serve();
        return answers.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<Asked> asked(String file) throws IOException {
        Witness witness = new Witness();
        TraceReplayer replayer = TraceReplayer.on(witness, KnownDifferences.NONE, new Citations(), null);
        try (TraceReader reader = TraceReader.open(Path.of("../traces", file))) {
            for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                replayer.replay(file, 1, trace.get());
            }
        }
        return witness.asked;
    }

    private static byte[] requests(List<Asked> all) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Requests requests = new Requests();
        requests.hello().to(lines);
        for (Asked one : all) {
            (one.call() == null ? requests.reset(one.setting()) : requests.step(one.call(), true)).to(lines);
        }
        requests.observe().to(lines);
        List<Call> calls = all.stream()
                .filter(one -> one.call() != null)
                .limit(3)
                .map(Asked::call)
                .toList();
        requests.batch(calls, Requests.Observed.EACH).to(lines);
        return lines.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"xnu/blocking-scenarios.ndjson.gz", "xnu/scenarios.ndjson.gz", "classic/scenarios.ndjson.gz"})
    void whatIsAskedAndAnsweredFitsTheSchemasAndArrivesUnharmed(String file) throws Exception {
        List<Asked> all = asked(file);
        byte[] requests = requests(all);
        JsonSchema request = schema("protocol-request-1.schema.json");
        for (String line : new String(requests, StandardCharsets.UTF_8).lines().toList()) {
            assertEquals(Set.of(), request.validate(JSON.readTree(line)), line);
        }
        List<String> answers = served(requests);
        assertEquals(all.size() + 3, answers.size());
        JsonSchema answer = schema("protocol-answer-1.schema.json");
        JsonCursor cursor = JsonCursor.numbered();
        for (int i = 0; i < answers.size(); i++) {
            String line = answers.get(i);
            assertEquals(Set.of(), answer.validate(JSON.readTree(line)), line);
            Asked one = i == 0 || i > all.size() ? null : all.get(i - 1);
            if (one != null && one.call() != null) {
                Reply.Stepped stepped =
                        new Reply("kernel", cursor, line.getBytes(StandardCharsets.UTF_8), i + 1, i + 1).step();
                assertEquals(one.answer(), stepped.answer(), line);
                assertEquals(one.state(), stepped.state(), line);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1}",
                "{\"id\":1,\"do\":\"dance\"}",
                "{\"id\":0,\"do\":\"observe\"}",
                "{\"id\":1,\"do\":\"step\",\"step\":{\"call\":\"mach_port_type\",\"thread\":\"A0\",\"task\":\"A\",\"name\":\"p1\",\"entry\":\"TRAP\"}}",
                "{\"id\":1,\"do\":\"step\",\"step\":{\"call\":\"mach_port_type\",\"thread\":\"A0\",\"task\":\"A\",\"entry\":\"TRAP\"}}",
                "{\"id\":1,\"do\":\"reset\",\"dialect\":\"xnu\",\"tasks\":{},\"colour\":1}",
            })
    void whatIsNoRequestDoesNotFitAndIsAnsweredWithAnError(String line) throws Exception {
        assertFalse(schema("protocol-request-1.schema.json")
                .validate(JSON.readTree(line))
                .isEmpty());
        String answer = served((line + "\n").getBytes(StandardCharsets.UTF_8)).get(0);
        assertTrue(JSON.readTree(answer).has("error") || line.contains("\"id\":0"), answer);
    }

    @Test
    void linesThatAreNoRequestAreAnsweredWithTheirColumn() throws Exception {
        String requests = "garbage\n{\"id\":5,\"do\":\"observe\"}\n{\"id\":6,\"do\":\"hello\",\"protocol\":2}\n"
                + "{\"id\":7,\"do\":\"reset\",\"dialect\":\"vms\",\"tasks\":{\"A\":[\"A0\"]}}\n";
        assertEquals(
                List.of(
                        "{\"id\":0,\"error\":\"column 1: an object is wanted here\"}",
                        "{\"id\":5,\"error\":\"column 24: there was no reset\"}",
                        "{\"id\":6,\"error\":\"column 33: version 2 is asked for; this is version 1\"}",
                        "{\"id\":7,\"error\":\"there is no dialect vms\"}"),
                served(requests.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aBatchTellsTheStateWhenItIsAskedTo() throws Exception {
        String type = "{\"call\":\"mach_port_type\",\"thread\":\"A0\",\"task\":\"A\",\"name\":99,\"entry\":\"TRAP\"}";
        StringBuilder requests =
                new StringBuilder("{\"id\":1,\"do\":\"reset\",\"dialect\":\"xnu\",\"tasks\":{\"A\":[\"A0\"]}}\n");
        for (String when : List.of("never", "end", "each")) {
            requests.append(
                    "{\"id\":2,\"do\":\"batch\",\"observe\":\"" + when + "\",\"steps\":[" + type + "," + type + "]}\n");
        }
        List<List<Boolean>> told = new ArrayList<>();
        List<String> answers = served(requests.toString().getBytes(StandardCharsets.UTF_8));
        for (String answer : answers.subList(1, 4)) {
            JsonNode both = JSON.readTree(answer).get("answers");
            told.add(List.of(both.get(0).has("state"), both.get(1).has("state")));
        }
        assertEquals(List.of(List.of(false, false), List.of(false, true), List.of(true, true)), told);
    }

    /** A trace and the protocol spell calls, outcomes and states alike, but for names. */
    @ParameterizedTest
    @ValueSource(strings = {"protocol-request-1.schema.json", "protocol-answer-1.schema.json"})
    void whatTracesHaveTooIsTheSameThere(String name) throws IOException {
        JsonNode traces = document(Trace.class, "trace-1.schema.json").get("$defs");
        JsonNode here = document(Protocol.class, name).get("$defs");
        int shared = 0;
        for (String part : (Iterable<String>) here::fieldNames) {
            boolean own = Set.of("name", "outcome").contains(part);
            if (traces.has(part) && !own) {
                assertEquals(traces.get(part), here.get(part), part);
                shared++;
            }
        }
        assertTrue(shared >= 7, "few parts are shared: " + shared);
    }
}
