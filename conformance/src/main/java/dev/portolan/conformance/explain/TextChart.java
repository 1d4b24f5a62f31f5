package dev.portolan.conformance.explain;

import dev.portolan.conformance.explain.Chart.Arrow;
import dev.portolan.conformance.explain.Chart.Cell;
import dev.portolan.conformance.explain.Chart.Change;
import dev.portolan.conformance.explain.Chart.Line;
import dev.portolan.conformance.explain.Chart.Row;
import dev.portolan.conformance.report.Terminal;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A message sequence chart as text, within the columns of a terminal: lifelines on the left, calls beside them. */
public final class TextChart {

    private static final int MARGIN = 6;
    private static final int TEXT_MIN = 34;
    private static final int LANE_MIN = 5;
    private static final int LANE_MAX = 8;
    private static final int GAP = 2;

    private final Glyphs glyphs;
    private final Terminal terminal;
    private final Chart chart;
    private final int lane;
    private final int textColumn;
    private List<Cell> previous = List.of();

    private TextChart(Glyphs glyphs, Terminal terminal, Chart chart, int lane) {
        this.glyphs = glyphs;
        this.terminal = terminal;
        this.chart = chart;
        this.lane = lane;
        this.textColumn = MARGIN + chart.lanes() * lane + GAP;
    }

    /**
     * Prints the chart of some of a trace's calls.
     *
     * @param charset of the terminal; where it has no lines and arrows, others are used
     * @param window the calls to show
     */
    public static void print(Terminal terminal, Charset charset, Explanation explanation, Window window) {
        int room = Terminal.COLUMNS - MARGIN - GAP - TEXT_MIN;
        int lane = laneWidth(explanation, window);
        Chart chart = ChartLayout.of(explanation.moments(window), room / lane);
        lane = Math.max(lane, Math.min(LANE_MAX, room / chart.lanes()));
        new TextChart(Glyphs.in(charset), terminal, chart, lane).print();
    }

    private static int laneWidth(Explanation explanation, Window window) {
        int longest = 0;
        for (Moment moment : explanation.moments(window)) {
            longest = Math.max(longest, moment.event().call().thread().length());
            for (var port : new StateView(moment.before()).ports()) {
                longest = Math.max(longest, port.port().length());
            }
        }
        return Math.max(LANE_MIN, Math.min(LANE_MAX, longest + 2));
    }

    private void print() {
        char[] names = blank();
        for (int i = 0; i < chart.threads().size(); i++) {
            write(names, center(i), chart.threads().get(i));
        }
        terminal.line(terminal.strong(new String(names).stripTrailing()));
        for (Row row : chart.rows()) {
            print(row);
            previous = row.cells();
        }
        legend();
    }

    private void legend() {
        terminal.line("");
        terminal.wrapped(
                "",
                "",
                glyphs.acts + " calls   " + glyphs.blocked + " waits   " + glyphs.running + " in a call   "
                        + glyphs.born
                        + " a port begins   " + glyphs.dies + " and ends   2 messages queued   " + glyphs.message
                        + glyphs.message + glyphs.right + " message   " + glyphs.faint + glyphs.faint + glyphs.named
                        + " names it   " + glyphs.faint + glyphs.faint + glyphs.right + " waits for   " + glyphs.wakes
                        + glyphs.wakes + glyphs.right + " wakes");
    }

    private void print(Row row) {
        List<String> texts = RowWords.of(row, Terminal.COLUMNS - textColumn);
        List<char[]> lines = new ArrayList<>();
        int height = Math.max(height(row), texts.size());
        for (int i = 0; i < height; i++) {
            lines.add(lifelines(row, i, height));
        }
        for (int i = 0; i < row.arrows().size(); i++) {
            draw(lines.get(i), row.arrows().get(i));
        }
        for (int i = 0; i < row.cells().size(); i++) {
            if (row.cells().get(i).isNew()) {
                write(lines.get(row.turn(i) + 1), center(i), row.cells().get(i).name());
            }
        }
        char[] first = lines.get(0);
        if (row.caller() >= 0) {
            first[center(row.caller())] = glyphs.acts;
        }
        String number = Integer.toString(row.moment().event().seq());
        write(first, MARGIN - 1 - number.length(), number);
        for (int i = 0; i < height; i++) {
            boolean diverges = row.moment().diverges();
            if (diverges) {
                lines.get(i)[0] = '!';
            }
            String line = (new String(lines.get(i)) + (i < texts.size() ? texts.get(i) : "")).stripTrailing();
            terminal.line(diverges ? terminal.bad(line) : line);
        }
    }

    /* Room for the arrows, a name below the first that touches its lane, and numbers of messages below all. */
    private static int height(Row row) {
        int height = Math.max(1, row.arrows().size());
        int room = height;
        for (int i = 0; i < row.cells().size(); i++) {
            Cell cell = row.cells().get(i);
            room = Math.max(room, cell.isNew() ? row.turn(i) + 2 : 0);
            room = Math.max(room, cell.messages() > 0 || cell.change() == Change.DIES ? height + 1 : 0);
        }
        return room;
    }

    private char[] lifelines(Row row, int line, int height) {
        char[] text = blank();
        for (int i = 0; i < row.cells().size(); i++) {
            Cell cell = row.cells().get(i);
            boolean last = line == height - 1;
            if (cell.line() == Line.NONE) {
                continue;
            }
            text[center(i)] = line < turn(row, i) ? lifeline(previous.get(i)) : lifeline(cell);
            if (cell.isNew() && line <= row.turn(i)) {
                text[center(i)] = line < row.turn(i) ? ' ' : cell.change() == Change.BORN ? glyphs.born : glyphs.named;
            } else if (cell.change() == Change.DIES && last) {
                text[center(i)] = glyphs.dies;
            } else if (cell.messages() > 0 && last) {
                write(text, center(i), Integer.toString(cell.messages()));
            }
        }
        return text;
    }

    /* The line on which a thread becomes what the row says; until then it is what it was. */
    private int turn(Row row, int lane) {
        return lane < Math.min(chart.threads().size(), previous.size()) ? row.turn(lane) : 0;
    }

    private char lifeline(Cell cell) {
        return switch (cell.line()) {
            case NONE -> ' ';
            case IDLE -> glyphs.idle;
            case RUNNING -> glyphs.running;
            case BLOCKED -> glyphs.blocked;
            case PORT -> glyphs.port;
            case PORT_SET -> glyphs.portSet;
        };
    }

    private void draw(char[] line, Arrow arrow) {
        int from = center(arrow.from());
        int to = center(arrow.to());
        if (from == to) {
            return;
        }
        int step = from < to ? 1 : -1;
        char stroke = switch (arrow.kind()) {
            case SENDS, RECEIVES -> glyphs.message;
            case NAMES, WAITS -> glyphs.faint;
            case WAKES -> glyphs.wakes;
        };
        for (int at = from + step; at != to; at += step) {
            line[at] = stroke;
        }
        if (arrow.kind() == Passage.Kind.NAMES) {
            line[to] = line[to] == glyphs.born ? glyphs.born : glyphs.named;
        } else {
            line[to - step] = step > 0 ? glyphs.right : glyphs.left;
        }
        line[from] = arrow.kind() == Passage.Kind.RECEIVES ? line[from] : glyphs.acts;
        int room = Math.abs(to - from) - 3;
        if (!arrow.label().isEmpty() && arrow.label().length() <= room) {
            write(line, (from + to - arrow.label().length() + 1) / 2, arrow.label());
        }
    }

    private char[] blank() {
        char[] line = new char[textColumn];
        Arrays.fill(line, ' ');
        return line;
    }

    private int center(int laneIndex) {
        return MARGIN + laneIndex * lane + 1;
    }

    /* As far as there is room up to the next lane. */
    private void write(char[] line, int at, String text) {
        String shown = text.length() < lane ? text : text.substring(0, lane - 2) + glyphs.more;
        for (int i = 0; i < shown.length() && at + i < line.length; i++) {
            line[at + i] = Character.isISOControl(shown.charAt(i)) ? '?' : shown.charAt(i);
        }
    }
}
