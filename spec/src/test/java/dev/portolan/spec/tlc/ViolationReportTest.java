package dev.portolan.spec.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.spec.Toys;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValueParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViolationReportTest {

    private static final Model MODEL = Toys.model("MCRights", "MCRights", Result.SAFETY_VIOLATION, "TypeOK");

    private static final String BEFORE = """
            /\\ kernel = [spaces |-> [A |-> <<[type |-> "SEND", port |-> 1, userRefs |-> 1],
                                             [type |-> "NONE", port |-> 0, userRefs |-> 0]>>],
                         ports |-> <<[kind |-> "PORT", sendRights |-> 1, queue |-> <<>>]>>,
                         threads |-> [a |-> [at |-> "Idle"]]]
            /\\ outcome = [ret |-> "INIT", clause |-> "", woke |-> <<>>]""";

    private static final String AFTER = """
            /\\ kernel = [spaces |-> [A |-> <<[type |-> "SEND", port |-> 1, userRefs |-> 2],
                                             [type |-> "DEAD_NAME", port |-> 0, userRefs |-> 1]>>],
                         ports |-> <<[kind |-> "PORT", sendRights |-> 2,
                                      queue |-> <<[id |-> 100, reply |-> [type |-> "NONE", port |-> -1]]>>]>>,
                         threads |-> [a |-> [at |-> "AwaitMessage", object |-> 1]]]
            /\\ outcome = [ret |-> "KERN_SUCCESS", clause |-> "ipc.refs.1", woke |-> <<"b">>]""";

    private static ModelResult violation(TraceStep... steps) {
        return new ModelResult(
                MODEL,
                Result.SAFETY_VIOLATION,
                "TypeOK",
                2,
                2,
                2,
                0.1,
                new ErrorTrace(List.of(steps), 0),
                null,
                List.of());
    }

    @Test
    void changesAreToldInMachsWords() {
        Map<String, TlaValue> parameters = new LinkedHashMap<>();
        parameters.put("t", new TlaValue.Str("a"));
        parameters.put("name", new TlaValue.Int(1));
        ModelResult result = violation(
                new TraceStep(1, "Initial predicate", null, null, 0, TlaValueParser.parseState(BEFORE)),
                new TraceStep(2, "MachPortModRefs", parameters, "Ipc", 7, TlaValueParser.parseState(AFTER)));
        assertEquals("""
                MCRights (xnu): invariant TypeOK is violated after 1 step
                   1  initially
                   2  MachPortModRefs(t = a, name = 1)
                       answer KERN_SUCCESS, clause ipc.refs.1, woke <b>
                       port 1: PORT queue <> -> <[id 100, reply [port -1, type NONE]]>,
                         sendRights 1 -> 2
                       space A name 1: SEND userRefs 1 -> 2
                       space A name 2: NONE -> DEAD_NAME userRefs 0 -> 1
                       thread a: Idle -> AwaitMessage object 1
                """.lines().toList(), ViolationReport.lines(result));
    }

    @Test
    void noLineIsLongerThanEightyColumns() {
        String many = "/\\ x = <<" + "\"word\", ".repeat(60) + "\"end\">>";
        ModelResult result = violation(
                new TraceStep(1, "Initial predicate", null, null, 0, TlaValueParser.parseState("/\\ x = <<>>")),
                new TraceStep(2, "Fill", null, "M", 7, TlaValueParser.parseState(many)));
        List<String> lines = ViolationReport.lines(result);
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), () -> String.join("\n", lines));
        assertTrue(lines.size() > 5, () -> String.join("\n", lines));
    }
}
