package dev.portolan.conformance.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rows under headings, columns as wide as they must be; numbers stand to the right. */
public final class Table {

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> expendable = List.of();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row of as many cells as there are headings. Whole numbers are printed with commas. */
    public void row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(text(cell));
        }
        rows.add(row);
    }

    /** Lets these columns go, in this order, as far as the table would be wider than the terminal. */
    public Table withExpendable(String... columns) {
        expendable = List.of(columns);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The cell as it is printed. */
    public static String text(Object cell) {
        if (cell instanceof Integer || cell instanceof Long) {
            return String.format(Locale.ROOT, "%,d", ((Number) cell).longValue());
        }
        if (cell instanceof Double || cell instanceof Float) {
            return String.format(Locale.ROOT, "%.1f", ((Number) cell).doubleValue());
        }
        return cell == null ? "" : cell.toString();
    }

    public void print(Terminal terminal) {
        int[] widths = new int[headings.size()];
        boolean[] numbers = new boolean[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    headings.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
            numbers[i] = rows.stream().anyMatch(row -> row.get(column).matches("[0-9].*"))
                    && rows.stream().allMatch(row -> row.get(column).matches("([0-9][0-9,.]*( [A-Za-z%]+|%)?)?-?"));
        }
        Set<Integer> left = new HashSet<>();
        for (String column : expendable) {
            if (width(widths, left) > Terminal.COLUMNS) {
                left.add(headings.indexOf(column));
            }
        }
        terminal.line(terminal.strong(format(headings, widths, numbers, left)));
        for (List<String> row : rows) {
            terminal.line(painted(terminal, format(row, widths, numbers, left)));
        }
    }

    private static int width(int[] widths, Set<Integer> left) {
        int width = -2;
        for (int i = 0; i < widths.length; i++) {
            width += left.contains(i) ? 0 : widths[i] + 2;
        }
        return width;
    }

    private static String painted(Terminal terminal, String row) {
        return row.matches(".*\\b(diverges|violated|FAILED|unexpected)\\b.*") ? terminal.bad(row) : row;
    }

    private static String format(List<String> cells, int[] widths, boolean[] numbers, Set<Integer> left) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (left.contains(i)) {
                continue;
            }
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(numbers[i] ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
