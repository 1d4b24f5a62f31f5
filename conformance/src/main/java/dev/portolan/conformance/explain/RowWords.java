package dev.portolan.conformance.explain;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.abstraction.StateDifference;
import dev.portolan.conformance.abstraction.Words;
import dev.portolan.conformance.explain.Chart.Row;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What stands beside a chart's row: the call, its answer, the calls that it ended, and how the kernel differs. */
final class RowWords {

    private static final String INDENT = "  ";

    private final int width;
    private final List<String> lines = new ArrayList<>();

    private RowWords(int width) {
        this.width = width;
    }

    /** Lines of at most so many characters, the call first, without control characters. */
    static List<String> of(Row row, int width) {
        RowWords words = new RowWords(width);
        words.tell(row.moment(), row.caller() < 0);
        return words.lines;
    }

    private void tell(Moment moment, boolean named) {
        Outcome outcome = moment.event().outcome();
        Call call = moment.event().call();
        wrap(named ? call.thread() + ": " : "", CallWords.of(call));
        wrap(moment.diverges() ? "expected " : "= ", CallWords.of(outcome.ret(), outcome.out()));
        if (outcome.woke() != null) {
            for (Outcome.Completion one : outcome.woke()) {
                wrap(one.thread() + " = ", CallWords.of(one.ret(), one.out()));
            }
        }
        if (moment.diverges()) {
            wrap("found ", found(moment));
            for (Difference difference : moment.differences()) {
                wrap("differs: ", difference.toString());
            }
        }
    }

    private static String found(Moment moment) {
        if (moment.actual() == null) {
            return "a kernel that failed";
        }
        return StateDifference.same(moment.event().outcome(), moment.actual())
                ? "that, but another state"
                : Words.of(moment.actual());
    }

    private void wrap(String first, String text) {
        StringBuilder line = new StringBuilder(plain(first));
        boolean empty = true;
        for (String word : plain(text).split(" ")) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
            while (line.length() > width) {
                lines.add(line.substring(0, width));
                line = new StringBuilder(INDENT).append(line, width, line.length());
            }
        }
        lines.add(line.toString());
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
