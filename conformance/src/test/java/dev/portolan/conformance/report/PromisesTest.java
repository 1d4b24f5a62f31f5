package dev.portolan.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.graph.WorldReport;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Tier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
