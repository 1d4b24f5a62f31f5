package dev.portolan.conformance.suite;

import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.ModelSelection;
import dev.portolan.spec.manifest.Tier;
import java.util.List;

/** Which worlds a kernel can be judged in. */
public final class WorldChoice {

    /** No world of more edges is walked unless it is asked for by its name. */
    public static final int EDGES_MAX = 300_000;

    private WorldChoice() {}

    /** The quick worlds of the kernel's dialects, but for those of exceptions, that are not too large, in the manifest's order. */
    public static List<Model> quick(SpecFiles files, Declaration kernel) {
        return Manifest.of(files)
                .select(ModelSelection.named(List.of()).withConform(true).withTier(Tier.QUICK))
                .stream()
                .filter(model -> kernel.dialects().contains(model.dialect()) && !model.isOfExceptions())
                .filter(model -> model.generated() == null || model.generated() <= EDGES_MAX)
                .toList();
    }
}
