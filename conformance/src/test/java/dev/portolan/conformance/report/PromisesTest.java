package dev.portolan.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worlds whose edges give no answer at all keep no promise, if they are the worlds that should. */
class PromisesTest {

    @Test
    void whatTheQuickWorldsDoNotKeepIsUnseen() {
        List<String> unseen = new Promises(worlds(Tier.QUICK), SpecFiles.packaged()).unseen();

        assertTrue(unseen.contains("ipc.allocate.2 KERN_NO_SPACE"), unseen::toString);
        assertTrue(unseen.contains("AwaitSlot ThreadAbort"), unseen::toString);
    }

    @Test
    void nothingIsSaidWhereAQuickWorldIsMissing() {
        List<WorldReport> most = worlds(Tier.QUICK);
        most.remove(most.size() - 1);

        assertEquals(List.of(), new Promises(most, SpecFiles.packaged()).unseen());
        assertEquals(List.of(), new Promises(worlds(Tier.FULL), SpecFiles.packaged()).unseen());
    }

    @Test
    void aPageThatIsGoneOrAnotherIsNotCurrent(@TempDir Path folder) throws IOException {
        List<WorldReport> quick = worlds(Tier.QUICK);
        Promises promises = new Promises(quick, SpecFiles.packaged());
        Path page = folder.resolve("answers.md");

        assertFalse(promises.isCurrent(page));
        Files.writeString(page, "other edges");
        assertFalse(promises.isCurrent(page));
        assertTrue(new Promises(quick.subList(1, quick.size()), SpecFiles.packaged()).isCurrent(page));
        Files.writeString(page, promises.page());
        assertTrue(promises.isCurrent(page));
    }

    private static List<WorldReport> worlds(Tier tier) {
        List<WorldReport> reports = new ArrayList<>();
        for (Model model : Manifest.of(SpecFiles.packaged()).models()) {
            if (model.conform() && model.tier() == tier) {
                reports.add(new WorldReport(
                        model.name(),
                        model.dialect(),
                        "success",
                        1,
                        1,
                        1,
                        1,
                        0,
                        0,
                        1,
                        1,
                        1,
                        0,
                        List.of(),
                        List.of(),
                        List.of()));
            }
        }
        return reports;
    }
}
