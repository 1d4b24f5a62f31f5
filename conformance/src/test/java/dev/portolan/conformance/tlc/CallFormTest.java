package dev.portolan.conformance.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.stdio.Protocol;
import dev.portolan.traces.Argument;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("calls: what is said of them anywhere else is what their records say")
class CallFormTest {

    private static final Path MODULES = Path.of("../spec/ipc");

    private static JsonNode schema(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static Set<String> words(JsonNode array) {
        Set<String> words = new TreeSet<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Set<String> names() {
        return CallForm.all().stream().map(CallForm::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> fields(CallForm call, boolean required, String... more) {
        Set<String> fields = new TreeSet<>(List.of("call", "thread"));
        fields.addAll(List.of(more));
        for (Argument argument : call.arguments()) {
            if (!required || !argument.kind().isOptional()) {
                fields.add(argument.name());
            }
        }
        return fields;
    }

    private static JsonNode rule(JsonNode form, String call) {
        for (JsonNode rule : form.get("allOf")) {
            JsonNode calls = rule.at("/if/properties/call");
            if (calls.path("const").asText().equals(call)
                    || words(calls.path("enum")).contains(call)) {
                return rule.get("then");
            }
        }
        throw new AssertionError("the schema has no rule for " + call);
    }

    @Test
    void theFormOfACallIsItsRecord() {
        CallForm form = CallForm.named("mach_port_insert_right");
        assertEquals("MachPortInsertRight", form.action());
        assertEquals(
                List.of(
                        new Argument("task", Argument.Kind.TASK),
                        new Argument("name", Argument.Kind.CHOSEN_NAME),
                        new Argument("right", Argument.Kind.CALLERS_NAME),
                        new Argument("disposition", Argument.Kind.DISPOSITION),
                        new Argument("entry", Argument.Kind.ENTRY)),
                form.arguments());
        Call call = form.make("A0", "A", PortName.of("p1"), PortName.of("p2"), "MAKE_SEND", Call.Entry.TRAP);
        assertEquals(
                new Call.MachPortInsertRight(
                        "A0", "A", PortName.of("p1"), PortName.of("p2"), "MAKE_SEND", Call.Entry.TRAP),
                call);
        assertEquals(PortName.of("p1"), CallForm.chosenName(call));
        assertThrows(
                ClassCastException.class,
                () -> form.make("A0", "A", "p1", PortName.of("p2"), "MAKE_SEND", Call.Entry.TRAP));
    }

    @Test
    void theSchemaOfTracesSaysTheSame() throws IOException {
        JsonNode event = schema(Trace.class, "trace-1.schema.json").at("/$defs/event");
        assertEquals(names(), words(event.at("/properties/call/enum")));
        for (CallForm call : CallForm.all()) {
            JsonNode rule = rule(event, call.name());
            assertEquals(fields(call, true, "seq"), words(rule.get("required")), call.name());
            assertEquals(
                    fields(call, false, "seq", "start", "end", "outcome", "state"),
                    words(rule.at("/propertyNames/enum")),
                    call.name());
        }
    }

    @Test
    void theSchemasOfRequestsAndExpectationsSayTheSame() throws IOException {
        JsonNode call = schema(Protocol.class, "protocol-request-1.schema.json").at("/$defs/step");
        assertEquals(names(), words(call.at("/properties/call/enum")));
        for (CallForm form : CallForm.all()) {
            JsonNode rule = rule(call, form.name());
            assertEquals(fields(form, true), words(rule.get("required")), form.name());
            assertEquals(fields(form, false), words(rule.at("/propertyNames/enum")), form.name());
        }
        JsonNode expectations = schema(Expectations.class, "expectations-1.schema.json");
        assertEquals(names(), words(expectations.findValue("call").get("enum")));
    }

    /** Calls on tasks and threads are the actions of another model, whose parameters are the model's own. */
    @Test
    void callsOnObjectsAreActionsToo() throws IOException {
        String calls = Files.readString(Path.of("../spec/exc/Exc.tla"));
        for (CallForm call : CallForm.all()) {
            // To that model a task's port and a thread's are set by one action with a target.
            String action =
                    call.action().replaceFirst("^(Task|Thread|Host)(?=(.et|Swap)(SpecialPort|ExceptionPorts))", "");
            if (ObjectCall.class.isAssignableFrom(call.record())) {
                assertTrue(
                        Pattern.compile("(?m)^" + action + "\\(").matcher(calls).find(), action);
            }
        }
    }

    /** An action's parameters are what the label of an edge tells, by which it becomes a call. */
    @Test
    void theActionsOfTheSpecificationHaveTheSameParameters() throws IOException {
        String calls = Files.readString(MODULES.resolve("IpcCalls.tla"));
        for (CallForm call : CallForm.all()) {
            if (Call.PortCall.class.isAssignableFrom(call.record())) {
                Matcher action = Pattern.compile("(?m)^" + call.action() + "\\(([^)]*)\\)")
                        .matcher(calls);
                assertEquals(true, action.find(), call.action());
                assertEquals(
                        Stream.concat(
                                        Stream.of("thread"),
                                        call.arguments().stream().map(Argument::name))
                                .toList(),
                        List.of(action.group(1).split(",\\s*")),
                        call.action());
            }
        }
    }
}
