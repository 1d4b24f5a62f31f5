package dev.portolan.conformance.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.kernel.Declaration;
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

    private static final Declaration KERNEL =
            new Declaration("some", "1", null, Set.of("xnu"), Set.of("ipc"), Map.of(), Set.of("spaces"));

    @Test
    void thoseOfItsDialectsThatAreQuickAndNotTooLarge() {
        List<Model> models = WorldChoice.quick(SpecFiles.packaged(), KERNEL);
        assertFalse(models.isEmpty());
        for (Model model : models) {
            assertEquals("xnu", model.dialect());
            assertEquals(Tier.QUICK, model.tier());
            assertTrue(model.conform());
            assertTrue(model.generated() <= WorldChoice.EDGES_MAX, model.name());
        }
    }
}
