package dev.portolan.conformance.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A page, complete in itself, on which one steps through a trace and sees the state at each step.
 *
 * <p>It asks nothing of a network. Whatever the trace says arrives as text: data that no browser takes for markup.
 */
public final class HtmlPage {

    /** Calls that a page holds; of a longer trace it is given a window. */
    public static final int CALLS_MAX = 10_000;

    /** Calls in the chart that readers without scripts see. */
    private static final int CALLS_AS_TEXT = 100;

    private HtmlPage() {}

    /**
     * The page.
     *
     * @param window the calls that it holds
     */
    public static String of(Explanation explanation, Window window, Citations citations) {
        String title = explanation.header().name() + " · portolan";
        return resource("page.html")
                .replace("{{title}}", escaped(title))
                .replace("{{style}}", resource("page.css"))
                .replace("{{script}}", resource("page.js"))
                .replace("{{text}}", escaped(text(explanation, window)))
                // Last, so that nothing in it is replaced.
                .replace("{{data}}", data(explanation, window, citations));
    }

    private static String data(Explanation explanation, Window window, Citations citations) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(PageData.of(explanation, window, citations))
                    .replace("&", "\\u0026")
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String text(Explanation explanation, Window window) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        TextChart.print(terminal, StandardCharsets.UTF_8, explanation, window.first(CALLS_AS_TEXT));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("{{", "{&#123;");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
