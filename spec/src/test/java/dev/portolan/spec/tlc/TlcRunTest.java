package dev.portolan.spec.tlc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.Toys;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValueParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlcRunTest {

    private static ModelResult run(Model model) throws InterruptedException {
        return new TlcRun(Toys.files(), TlcOptions.DEFAULT.withMaxHeap("512m")).run(model, progress -> {});
    }

    @Test
    void aSuccessHasTheExactCounts() throws InterruptedException {
        ModelResult result = run(Toys.model("MCRights", "MCRights"));
        // Counted by a breadth-first search of a few lines outside TLC.
        assertAll(
                () -> assertEquals(Result.SUCCESS, result.result()),
                () -> assertNull(result.violated()),
                () -> assertEquals(576, result.distinct()),
                () -> assertEquals(5697, result.generated()),
                () -> assertEquals(11, result.depth()),
                () -> assertNull(result.trace()),
                () -> assertTrue(result.asExpected(), () -> result.differences().toString()));
    }

    @Test
    void anInvariantViolationHasItsNameAndATraceWithArguments() throws InterruptedException {
        ModelResult result =
                run(Toys.model("MCRights", "toy/MCRights_NeverTwo.cfg", Result.SAFETY_VIOLATION, "NeverTwo"));
        List<TraceStep> steps = result.trace().steps();
        TraceStep first = steps.get(1);
        TraceStep last = steps.get(3);
        assertAll(
                () -> assertTrue(result.asExpected(), () -> result.differences().toString()),
                () -> assertEquals(4, steps.size()),
                () -> assertEquals("Initial predicate", steps.get(0).action()),
                () -> assertEquals("Grant", first.action()),
                () -> assertEquals(Map.of("t", text("t1"), "p", text("p1")), first.parameters()),
                () -> assertEquals("Rights", first.module()),
                () -> assertEquals(16, first.line()),
                () -> assertEquals("Send", last.action()),
                () -> assertEquals(new TlaValue.Int(2), last.state().get("sent")),
                () -> assertEquals(
                        TlaValueParser.parse("[p1 |-> <<0, 1>>, p2 |-> <<>>]"),
                        last.state().get("queue")));
    }

    @Test
    void modelValuesAndFunctionsAreRead() throws InterruptedException {
        ModelResult result =
                run(Toys.model("MCModelValues", "MCModelValues_NeverTwo", Result.SAFETY_VIOLATION, "NeverTwo"));
        TraceStep last = result.trace().steps().get(3);
        assertEquals(
                TlaValueParser.parse("(p1 :> <<0, 1>> @@ p2 :> <<>>)"),
                last.state().get("queue"));
    }

    @Test
    void anActionDefinedByAnotherKeepsItsOwnName() throws InterruptedException {
        ModelResult result = run(Toys.model("Indirect", "Indirect", Result.SAFETY_VIOLATION, "Small"));
        List<TraceStep> steps = result.trace().steps();
        assertAll(
                () -> assertEquals(3, steps.size()),
                () -> assertEquals("Add", steps.get(1).action()),
                () -> assertEquals(
                        Map.of("n", new TlaValue.Int(1)), steps.get(1).parameters()),
                () -> assertEquals("Add", steps.get(2).action()),
                () -> assertEquals(
                        Map.of("n", new TlaValue.Int(2)), steps.get(2).parameters()));
    }

    private static TlaValue text(String value) {
        return new TlaValue.Str(value);
    }

    @ParameterizedTest
    @CsvSource({
        "OnlyGrows, 4, Receive",
        "NeverSent, 3, Send",
        "OnlyCounts, 4, Receive",
        "SentAtFirst, 1, Initial predicate",
    })
    void aPropertyViolationHasThePropertysName(String property, int length, String action) throws InterruptedException {
        ModelResult result = run(Toys.model("MCRights", "MCRights_" + property, Result.PROPERTY_VIOLATION, property));
        List<TraceStep> steps = result.trace().steps();
        assertAll(
                () -> assertTrue(result.asExpected(), () -> result.differences().toString()),
                () -> assertEquals(length, steps.size()),
                () -> assertEquals(action, steps.get(steps.size() - 1).action()));
    }

    @Test
    void aTemporalViolationEndsInStuttering() throws InterruptedException {
        ModelResult result = run(Toys.model("MCRights", "MCRights_AllSent", Result.PROPERTY_VIOLATION, "AllSent"));
        List<TraceStep> steps = result.trace().steps();
        assertAll(
                () -> assertTrue(result.asExpected(), () -> result.differences().toString()),
                () -> assertEquals("Stuttering", steps.get(steps.size() - 1).action()));
    }

    @ParameterizedTest
    @CsvSource({"Stuck_0, DEADLOCK", "Stuck_1, EVALUATION_ERROR", "Stuck_3, ASSUMPTION_VIOLATION"})
    void otherEndsAreTold(String config, Result expected) throws InterruptedException {
        ModelResult result = run(Toys.model("Stuck", config));
        assertAll(
                () -> assertEquals(expected, result.result()),
                () -> assertTrue(result.message() != null && !result.asExpected()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UnknownOperator | UnknownOperator.tla:5:14 | Unknown operator: `y'.",
                "BadSyntax | BadSyntax.tla:5:1 | Encountered \"Beginning of definition\" and token \"/\\\\\"",
                "BadCharacter | BadCharacter.tla:4:16 | Encountered: \" \" (32), after : \"?\"",
                "MissingModule | MissingModule.tla:3:9 | there is no module Nowhere",
                "InnerError | UnknownOperator.tla:5:14 | Unknown operator: `y'.",
            })
    void aModuleThatDoesNotParseIsNamedWithItsPlace(String module, String place, String problem) {
        SpecError error = assertThrows(SpecError.class, () -> run(Toys.model(module, "Plain")));
        assertEquals(Toys.root().resolve("toy") + "/" + place + ": " + problem, error.getMessage());
    }

    @Test
    void aConfigurationThatDoesNotParseIsNamedWithItsLine() {
        SpecError error = assertThrows(SpecError.class, () -> run(Toys.model("MCRights", "MCRights_Keyword")));
        assertAll(
                () -> assertEquals(
                        Toys.root().resolve("toy/MCRights_Keyword.cfg").toString(), error.file()),
                () -> assertTrue(error.getMessage().contains("configuration file"), error.getMessage()));
    }

    @Test
    void aPropertyThatIsNotDefinedIsTheConfigurationsFault() {
        SpecError error = assertThrows(SpecError.class, () -> run(Toys.model("MCRights", "MCRights_Missing")));
        assertTrue(error.problem().contains("NoSuchThing"), error.problem());
    }

    @Test
    void aMissingConfigurationOrModuleIsNamed() {
        SpecError config = assertThrows(SpecError.class, () -> run(Toys.model("MCRights", "Nothing")));
        SpecError module = assertThrows(SpecError.class, () -> run(Toys.model("Nothing", "Plain")));
        assertAll(
                () -> assertTrue(config.file().endsWith("Nothing.cfg"), config.file()),
                () -> assertTrue(module.file().endsWith("Nothing.tla"), module.file()));
    }

    @Test
    void anotherTlcIsRunFromItsFile() throws Exception {
        Path jar = Path.of(tlc2.TLC
                .class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        TlcOptions options = TlcOptions.DEFAULT.withMaxHeap("512m").withTla2tools(jar);
        Model model = Toys.model("MCRights", "MCRights_NeverTwo", Result.SAFETY_VIOLATION, "NeverTwo");
        ModelResult result = new TlcRun(Toys.files(), options).run(model, progress -> {});
        assertAll(
                () -> assertTrue(result.asExpected(), () -> result.differences().toString()),
                () -> assertNull(result.trace().steps().get(1).parameters()));
    }
}
