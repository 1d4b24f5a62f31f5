package dev.portolan.conformance.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what a kernel declares, held against what is asked for")
class DeclarationTest {

    private static final Setting STEPS = new Setting("xnu", Map.of("queueLimit", 1), Map.of("A", List.of("A1")), true);

    private static Declaration kernel(Set<String> levels, Map<String, Integer> limits) {
        return new Declaration("some", "1", null, Set.of("xnu"), levels, limits, Set.of("spaces"));
    }

    @Test
    void oneThatHasAllThatIsAskedForIsNotRefused() {
        assertNull(kernel(Set.of("ipc", "steps"), Map.of("queueLimit", 1)).refusal(STEPS));
    }

    @Test
    void oneWithoutTheLevelIsRefused() {
        assertEquals(
                "the kernel does not have the level steps, single critical sections",
                kernel(Set.of("ipc"), Map.of()).refusal(STEPS));
        assertEquals(
                "the kernel does not have the level ipc",
                kernel(Set.of("vm"), Map.of()).refusal(STEPS));
    }

    @Test
    void oneWithoutTasksAndThreadsIsNotAskedToMakeAny() {
        Setting making =
                new Setting("xnu", Map.of(), Map.of("A", List.of("A1"), "B", List.of("B1")), Set.of("B", "B1"), false);
        assertEquals(
                "the kernel does not have the level tasks, calls on tasks and threads",
                kernel(Set.of("ipc"), Map.of()).refusal(making));
        assertNull(kernel(Set.of("ipc", "tasks"), Map.of()).refusal(making));
    }

    @Test
    void oneWithAnotherConstantIsRefused() {
        assertEquals(
                "the queueLimit asked for is 1, the kernel's is always 5",
                kernel(Set.of("ipc", "steps"), Map.of("queueLimit", 5)).refusal(STEPS));
    }

    @Test
    void oneOfAnotherDialectIsRefused() {
        Setting classic = new Setting("classic", Map.of(), Map.of("A", List.of("A1")), false);
        assertEquals(
                "the kernel does not have the dialect classic",
                kernel(Set.of("ipc"), Map.of()).refusal(classic));
    }
}
