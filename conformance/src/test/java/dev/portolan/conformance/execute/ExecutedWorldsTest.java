package dev.portolan.conformance.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Kind;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Result;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("worlds that are executed")
class ExecutedWorldsTest {

    /**
     * Corners are one state, that has no transitions; they are tests of the kernel. Of signals that are pending all
     * orders are. In a world of mutants the specification is not what the kernel is to do.
     */
    @Test
    void allOfExceptionsAreButTwo() {
        List<String> others = Manifest.of(SpecFiles.packaged()).models().stream()
                .filter(Model::isOfExceptions)
                .filter(model -> model.kind() == Kind.CLAIM && model.expected() == Result.SUCCESS && !model.conform())
                .filter(model -> !model.moduleName().endsWith("Mutants"))
                .map(Model::name)
                .toList();
        assertEquals(List.of("MCSignalsPending", "MCExcCorners_xnu"), others);
        assertEquals(
                1, Manifest.of(SpecFiles.packaged()).model("MCExcCorners_xnu").distinct());
    }
}
