package dev.portolan.conformance.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.graph.WorldHead;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Tier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("worlds for a kernel")
class WorldChoiceTest {

    private static final WorldHead STEPS =
            new WorldHead("world", new Setting("xnu", Map.of("queueLimit", 1), Map.of("A", List.of("A1")), true), 2);

    private static Declaration kernel(Set<String> levels, Map<String, Integer> limits) {
        return new Declaration("some", "1", null, Set.of("xnu"), levels, limits, Set.of("spaces"));
    }

    @Test
    void thoseOfItsDialectsThatAreQuickAndNotTooLarge() {
        List<Model> models = WorldChoice.quick(SpecFiles.packaged(), kernel(Set.of("ipc"), Map.of()));
        assertFalse(models.isEmpty());
        for (Model model : models) {
            assertEquals("xnu", model.dialect());
            assertEquals(Tier.QUICK, model.tier());
            assertTrue(model.conform());
            assertTrue(model.generated() <= WorldChoice.EDGES_MAX, model.name());
        }
    }

    @Test
    void oneThatHasAllThatAWorldNeedsIsNotRefused() {
        assertNull(WorldChoice.refusal(kernel(Set.of("ipc", "steps"), Map.of("queueLimit", 1)), STEPS));
    }

    @Test
    void oneWithoutTheLevelIsRefused() {
        assertEquals(
                "the kernel does not have the level steps, single critical sections",
                WorldChoice.refusal(kernel(Set.of("ipc"), Map.of()), STEPS));
        assertEquals(
                "the kernel does not have the level ipc", WorldChoice.refusal(kernel(Set.of("vm"), Map.of()), STEPS));
    }

    @Test
    void oneWithAnotherConstantIsRefused() {
        assertEquals(
                "the world's queueLimit is 1, the kernel's is always 5",
                WorldChoice.refusal(kernel(Set.of("ipc", "steps"), Map.of("queueLimit", 5)), STEPS));
    }

    @Test
    void oneOfAnotherDialectIsRefused() {
        WorldHead classic =
                new WorldHead("world", new Setting("classic", Map.of(), Map.of("A", List.of("A1")), false), 2);
        assertEquals(
                "the kernel does not have the dialect classic",
                WorldChoice.refusal(kernel(Set.of("ipc"), Map.of()), classic));
    }
}
