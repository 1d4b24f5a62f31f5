package dev.portolan.conformance.report;

import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.ModelSelection;
import dev.portolan.spec.manifest.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pages of the clauses promise, and the edges of worlds that keep it. */
public final class Promises {

    private final SpecFiles files;
    private final Set<String> worlds;
    private final AnswerTable answers;
    private final WaitTable waits;

    /**
     * The promises, as these worlds keep them.
     *
     * @param files the specification that the worlds are of
     */
    public Promises(List<WorldReport> reports, SpecFiles files) {
        this.files = files;
        worlds = reports.stream().map(WorldReport::name).collect(Collectors.toSet());
        answers = new AnswerTable(reports);
        waits = new WaitTable(reports);
    }

    /**
     * What no edge keeps: {@code clause code} or {@code wait action}.
     *
     * <p>The quick worlds keep the promises together. Where one of them is missing nothing is said of what it might have
     * kept: the list is empty.
     */
    public List<String> unseen() {
        return worlds.containsAll(quickWorlds())
                ? Stream.concat(answers.unseen().stream(), waits.unseen().stream())
                        .toList()
                : List.of();
    }

    private Set<String> quickWorlds() {
        ModelSelection quick =
                ModelSelection.named(List.of()).withTier(Tier.QUICK).withConform(true);
        return Manifest.of(files).select(quick).stream().map(Model::name).collect(Collectors.toSet());
    }

    /** True if that file is the page of all quick worlds, or a world is missing and nothing is said of it. */
    public boolean isCurrent(Path page) throws IOException {
        return !worlds.containsAll(quickWorlds()) || Files.exists(page) && page().equals(Files.readString(page));
    }

    /** Both tables as a page. */
    public String page() {
        return """
                # Which edges give which answers

                Written by `portolan conform --answers`: the labelled edges of %d worlds, each executed on the kernel.

                ## By call and return code

                A call that waited and was let go by another counts where its answer came about. Tests are those that cite
                one of the clauses; [refinement.md](refinement.md) names them.

                """.formatted(worlds.size()) + answers.page() + """

                ## By wait and what ended it

                """ + waits.page();
    }
}
