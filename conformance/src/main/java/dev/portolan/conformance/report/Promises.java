package dev.portolan.conformance.report;

import dev.portolan.conformance.graph.WorldReport;
import java.util.List;
import java.util.stream.Stream;

/** What the pages of the clauses promise, and the edges of worlds that keep it. */
public final class Promises {

    private final int worlds;
    private final AnswerTable answers;
    private final WaitTable waits;

    /** The promises, as these worlds keep them. */
    public Promises(List<WorldReport> reports) {
        worlds = reports.size();
        answers = new AnswerTable(reports);
        waits = new WaitTable(reports);
    }

    /** What no edge keeps: {@code clause code} or {@code wait action}. */
    public List<String> unseen() {
        return Stream.concat(answers.unseen().stream(), waits.unseen().stream()).toList();
    }

    /** Both tables as a page. */
    public String page() {
        return """
                # Which edges give which answers

                Written by `portolan conform --answers`: the labelled edges of %d worlds, each executed on the kernel.

                ## By call and return code

                A call that waited and was let go by another counts where its answer came about.

                """.formatted(worlds) + answers.page() + """

                ## By wait and what ended it

                """ + waits.page();
    }
}
