package dev.portolan.conformance.suite;

import dev.portolan.conformance.graph.WorldHead;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.ModelSelection;
import dev.portolan.spec.manifest.Tier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which worlds a kernel can be judged in. */
public final class WorldChoice {

    /** No world of more edges is walked unless it is asked for by its name. */
    public static final int EDGES_MAX = 300_000;

    private static final String LEVEL = "ipc";
    private static final String LEVEL_STEPS = "steps";

    private WorldChoice() {}

    /** The quick worlds of the kernel's dialects that are not too large, in the order of the manifest. */
    public static List<Model> quick(SpecFiles files, Declaration kernel) {
        return Manifest.of(files)
                .select(ModelSelection.named(List.of()).withConform(true).withTier(Tier.QUICK))
                .stream()
                .filter(model -> kernel.dialects().contains(model.dialect()))
                .filter(model -> model.generated() == null || model.generated() <= EDGES_MAX)
                .toList();
    }

    /** Why the kernel cannot be had in a world; null if it can, as far as it declares. */
    public static String refusal(Declaration kernel, WorldHead world) {
        Setting setting = world.setting();
        if (!kernel.dialects().contains(setting.dialect())) {
            return "the kernel does not have the dialect " + setting.dialect();
        }
        if (!kernel.levels().contains(LEVEL)) {
            return "the kernel does not have the level " + LEVEL;
        }
        if (setting.stepwise() && !kernel.levels().contains(LEVEL_STEPS)) {
            return "the kernel does not have the level " + LEVEL_STEPS + ", single critical sections";
        }
        for (Map.Entry<String, Integer> limit : new TreeMap<>(setting.limits()).entrySet()) {
            Integer own = kernel.limits().get(limit.getKey());
            if (own != null && !own.equals(limit.getValue())) {
                return "the world's " + limit.getKey() + " is " + limit.getValue() + ", the kernel's is always " + own;
            }
        }
        return null;
    }
}
