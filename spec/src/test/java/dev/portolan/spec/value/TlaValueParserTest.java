package dev.portolan.spec.value;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlaValueParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-12",
                "TRUE",
                "\"a \\\"quoted\\\" \\\\ word\"",
                "t1",
                "<<>>",
                "<<1, <<2>>>>",
                "{}",
                "{\"a\", {1}}",
                "[a |-> 1, b |-> [c |-> FALSE]]",
                "(1 :> \"a\" @@ -1 :> {})",
            })
    void aValuePrintsAsItWasRead(String text) {
        assertEquals(text, TlaValueParser.parse(text).toString());
    }

    @Test
    void linesAndBlanksDoNotMatter() {
        assertEquals(TlaValueParser.parse("[a |-> <<1, 2>>]"), TlaValueParser.parse(" [ a\n|->\n  <<1,2 >>\n]\n"));
    }

    @Test
    void setsAndFunctionsHaveNoOrder() {
        assertAll(
                () -> assertEquals(TlaValueParser.parse("{1, 2}"), TlaValueParser.parse("{2, 1}")),
                () -> assertEquals(
                        TlaValueParser.parse("(1 :> 2 @@ 3 :> 4)"), TlaValueParser.parse("(3 :> 4 @@ 1 :> 2)")),
                () -> assertEquals(TlaValueParser.parse("{1, 2, 3}"), TlaValueParser.parse("1..3")));
    }

    @Test
    void aStateHasItsVariablesInOrder() {
        Map<String, TlaValue> state = TlaValueParser.parseState("/\\ y = 1\n/\\ x = <<\"/\\\\\">>\n");
        assertAll(
                () -> assertEquals(List.of("y", "x"), List.copyOf(state.keySet())),
                () -> assertEquals(new TlaValue.Int(1), state.get("y")),
                () -> assertEquals(Map.of("x", new TlaValue.Int(0)), TlaValueParser.parseState("x = 0\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<<1", "[a |-> ]", "1 2", "\"open", "(1 :> )", "-"})
    void whatIsNoValueIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TlaValueParser.parse(text));
    }
}
