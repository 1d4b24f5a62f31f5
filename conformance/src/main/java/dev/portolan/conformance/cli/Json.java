package dev.portolan.conformance.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One JSON object on standard output. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static void print(Object report) {
        try {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            out.println(MAPPER.writeValueAsString(report));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Rounded as the reports spell seconds. */
    static double tenths(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
