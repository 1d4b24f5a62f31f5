package dev.portolan.conformance.explain;

import dev.portolan.conformance.explain.Chart.Arrow;
import dev.portolan.conformance.explain.Chart.Cell;
import dev.portolan.conformance.explain.Chart.Change;
import dev.portolan.conformance.explain.Chart.Line;
import dev.portolan.conformance.explain.Chart.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A message sequence chart as a picture that follows its reader's light or dark. */
public final class SvgChart {

    private static final int LANES_MAX = 12;
    private static final int LANE = 72;
    private static final int LEFT = 44;
    private static final int TOP = 64;
    private static final int ARROW = 20;
    private static final int LINE = 17;
    private static final int WORDS_MAX = 66;
    private static final int WORDS_WIDTH = 480;

    private final Chart chart;
    private final StringBuilder svg = new StringBuilder();
    private final List<Cell> previous = new ArrayList<>();

    private SvgChart(Chart chart) {
        this.chart = chart;
    }

    /**
     * The picture, as the text of an SVG file.
     *
     * @param window the calls to show
     */
    public static String of(Explanation explanation, Window window) {
        Chart chart = ChartLayout.of(explanation.moments(window), LANES_MAX);
        return new SvgChart(chart).draw(explanation);
    }

    private String draw(Explanation explanation) {
        List<List<String>> words = new ArrayList<>();
        int height = TOP;
        for (Row row : chart.rows()) {
            words.add(RowWords.of(row, WORDS_MAX));
            height += height(row, words.get(words.size() - 1));
        }
        int width = LEFT + chart.lanes() * LANE + 16 + WORDS_WIDTH;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-labelledby=\"chart-title\">",
                width, height + 16, width, height + 16);
        line(
                "<title id=\"chart-title\">%s</title>",
                escaped(explanation.header().name()));
        line("<style>%n%s</style>", style());
        line("<rect class=\"paper\" width=\"100%%\" height=\"100%%\" rx=\"10\"/>");
        text("title", LEFT - 24, 28, "start", explanation.header().name());
        for (int i = 0; i < chart.threads().size(); i++) {
            text("thread", x(i), TOP - 10, "middle", chart.threads().get(i));
        }
        int y = TOP;
        for (int i = 0; i < chart.rows().size(); i++) {
            y += row(chart.rows().get(i), words.get(i), y);
        }
        line("</svg>");
        return svg.toString();
    }

    private static int height(Row row, List<String> words) {
        boolean named = row.cells().stream().anyMatch(cell -> cell.isNew() || cell.messages() > 0);
        int arrows = Math.max(1, row.arrows().size()) * ARROW + (named ? LINE : 0);
        return Math.max(arrows, words.size() * LINE) + 12;
    }

    private int row(Row row, List<String> words, int y) {
        int height = height(row, words);
        line("<g class=\"%s\">", row.moment().diverges() ? "row diverges" : "row");
        line("<rect class=\"band\" x=\"0\" y=\"%d\" width=\"100%%\" height=\"%d\"/>", y, height);
        text(
                "seq",
                LEFT - 8,
                y + 20,
                "end",
                Integer.toString(row.moment().event().seq()));
        for (int lane = 0; lane < row.cells().size(); lane++) {
            lifeline(row, lane, y, height);
        }
        for (int i = 0; i < row.arrows().size(); i++) {
            arrow(row.arrows().get(i), y + arrowY(i));
        }
        if (row.caller() >= 0) {
            line("<circle class=\"acts\" cx=\"%d\" cy=\"%d\" r=\"4.5\"/>", x(row.caller()), y + arrowY(0));
        }
        for (int i = 0; i < words.size(); i++) {
            int left = LEFT + chart.lanes() * LANE + 16;
            text(i == 0 ? "call" : "answer", left, y + 20 + i * LINE, "start", words.get(i));
        }
        line("</g>");
        previous.clear();
        previous.addAll(row.cells());
        return height;
    }

    private void lifeline(Row row, int lane, int y, int height) {
        Cell cell = row.cells().get(lane);
        if (cell.line() == Line.NONE) {
            return;
        }
        int turn = y + arrowY(row.turn(lane));
        Cell old = lane < previous.size() ? previous.get(lane) : null;
        if (lane < chart.threads().size() && old != null && old.line() != cell.line()) {
            stroke(old.line(), x(lane), y, turn);
            stroke(cell.line(), x(lane), turn, y + height);
            return;
        }
        stroke(cell.line(), x(lane), cell.isNew() ? turn : y, cell.change() == Change.DIES ? turn + 10 : y + height);
        if (cell.change() == Change.BORN) {
            line("<circle class=\"born\" cx=\"%d\" cy=\"%d\" r=\"5\"/>", x(lane), turn);
        }
        if (cell.isNew()) {
            text("port", x(lane) + 9, turn + 18, "start", cell.name());
        } else if (cell.change() == Change.DIES) {
            line("<path class=\"dies\" d=\"M%d %dl10 10m0 -10l-10 10\"/>", x(lane) - 5, turn + 5);
        } else if (cell.messages() > 0) {
            line("<circle class=\"badge\" cx=\"%d\" cy=\"%d\" r=\"8\"/>", x(lane), y + height - 11);
            text("messages", x(lane), y + height - 7, "middle", Integer.toString(cell.messages()));
        }
    }

    private void stroke(Line kind, int x, int from, int to) {
        line("<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", name(kind), x, from, x, to);
    }

    private void arrow(Arrow arrow, int y) {
        int from = x(arrow.from());
        int to = x(arrow.to());
        if (from == to) {
            return;
        }
        int way = from < to ? 1 : -1;
        String kind = arrow.kind().name().toLowerCase(Locale.ROOT);
        line("<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", kind, from, y, to - way * 4, y);
        if (arrow.kind() == Passage.Kind.NAMES) {
            line("<circle class=\"%s head\" cx=\"%d\" cy=\"%d\" r=\"3\"/>", kind, to, y);
        } else {
            line("<path class=\"%s head\" d=\"M%d %dl%d -4.5v9z\"/>", kind, to - way, y, -way * 9);
        }
        if (!arrow.label().isEmpty() && arrow.label().length() * 7 < Math.abs(to - from) - 16) {
            text(kind + " label", (from + to) / 2 - way * 4, y + 4, "middle", arrow.label());
        }
    }

    private static int arrowY(int index) {
        return 16 + index * ARROW;
    }

    private static int x(int lane) {
        return LEFT + lane * LANE + LANE / 2;
    }

    private static String name(Line line) {
        return line.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void text(String kind, int x, int y, String anchor, String text) {
        line("<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", kind, x, y, anchor, escaped(text));
    }

    private void line(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    /** What is no character of XML is shown as a question mark. */
    private static String escaped(String text) {
        return text.replaceAll("[^\\t\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String style() {
        try (InputStream in = SvgChart.class.getResourceAsStream("chart.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
