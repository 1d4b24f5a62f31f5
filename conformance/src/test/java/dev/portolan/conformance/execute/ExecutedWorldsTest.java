package dev.portolan.conformance.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Kind;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.manifest.Tier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("worlds that are executed")
class ExecutedWorldsTest {

    private static final Manifest MANIFEST = Manifest.of(SpecFiles.packaged());

    /** What the two tiers are said to execute; docs/performance.md has how long that takes. */
    @Test
    void theTiersAreAsLargeAsTheyAreSaidToBe() {
        assertTrue(edges(Tier.QUICK) >= 2_000_000, () -> edges(Tier.QUICK) + " edges in the quick tier");
        assertTrue(edges(Tier.FULL) >= 50_000_000, () -> edges(Tier.FULL) + " edges in the full tier");
        assertTrue(states(Tier.FULL) >= 2_000_000, () -> states(Tier.FULL) + " states in the full tier");
    }

    private static Stream<Model> executed(Tier tier) {
        return MANIFEST.models().stream().filter(model -> model.conform() && model.tier() == tier);
    }

    /* Of what is generated, one is the initial state. */
    private static long edges(Tier tier) {
        return executed(tier).mapToLong(model -> model.generated() - 1).sum();
    }

    private static long states(Tier tier) {
        return executed(tier).mapToLong(Model::distinct).sum();
    }

    /**
     * Corners are one state, that has no transitions; they are tests of the kernel. Of signals that are pending all
     * orders are. In a world of mutants the specification is not what the kernel is to do.
     */
    @Test
    void allOfExceptionsAreButTwo() {
        List<String> others = MANIFEST.models().stream()
                .filter(Model::isOfExceptions)
                .filter(model -> model.kind() == Kind.CLAIM && model.expected() == Result.SUCCESS && !model.conform())
                .filter(model -> !model.moduleName().endsWith("Mutants"))
                .map(Model::name)
                .toList();
        assertEquals(List.of("MCSignalsPending", "MCExcCorners_xnu"), others);
        assertEquals(1, MANIFEST.model("MCExcCorners_xnu").distinct());
    }
}
