package dev.portolan.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.tlc.TlcOptions;
import dev.portolan.spec.tlc.TlcRun;
import dev.portolan.spec.tlc.ViolationReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The manifest tells the truth about the specifications. */
class SpecificationTest {

    /* Longer models are run where the whole quick tier is. */
    private static final double SECONDS_EACH = 5;
    private static final double SECONDS_IN_ALL = 25;

    private static SpecFiles files;
    private static Manifest manifest;

    @BeforeAll
    static void read() {
        files = SpecFiles.packaged();
        manifest = Manifest.of(files);
        assertFalse(manifest.models().isEmpty(), "the manifest has no model");
    }

    @Test
    void everyConfigurationIsAModelAndEveryModelHasOne() {
        Set<String> configurations = new TreeSet<>();
        files.names().keySet().stream().filter(name -> name.endsWith(".cfg")).forEach(configurations::add);
        Set<String> models = new TreeSet<>();
        manifest.models().forEach(model -> models.add(model.configFile()));
        Set<String> strangers = new TreeSet<>(configurations);
        strangers.removeAll(models);
        models.removeAll(configurations);
        assertEquals(Set.of(), strangers, "configurations of no model");
        assertEquals(Set.of(), models, "models without a configuration");
    }

    @Test
    void everyModelsModuleIsThere() {
        List<String> missing = manifest.models().stream()
                .map(Model::moduleFile)
                .filter(module -> !files.names().containsKey(module))
                .toList();
        assertEquals(List.of(), missing);
    }

    /** A row is the name of a model, its distinct states, those generated, and the depth. */
    @Test
    void theTablesInTheModulesAgreeWithTheManifest() {
        List<String> differences = new ArrayList<>();
        for (Model model : manifest.models()) {
            Matcher row = Pattern.compile("(?m)^.*(?<![\\w])" + Pattern.quote(model.name())
                            + "(?![\\w])\\s+([\\d,]+)\\s+([\\d,]+)(?:\\s+(\\d+))?")
                    .matcher(files.text(model.moduleFile()));
            boolean found = false;
            while (row.find()) {
                found = true;
                compare(differences, model, "distinct", model.distinct(), row.group(1));
                compare(differences, model, "generated", model.generated(), row.group(2));
                compare(differences, model, "depth", model.depth(), row.group(3));
            }
            if (!found && model.distinct() != null) {
                differences.add(model.name() + ": no row in the table of " + model.moduleFile());
            }
        }
        assertEquals(List.of(), differences);
    }

    private static void compare(List<String> differences, Model model, String what, Number fixed, String written) {
        if (fixed != null && written != null && Long.parseLong(written.replace(",", "")) != fixed.longValue()) {
            differences.add(model.name() + " " + what + ": table " + written + ", manifest " + fixed);
        }
    }

    @TestFactory
    @Tag("tlc")
    Stream<DynamicTest> shortModelsHaveTheExpectedResultAndExactCounts() {
        List<Model> chosen = new ArrayList<>();
        double seconds = 0;
        List<Model> shortest = new ArrayList<>(manifest.models());
        shortest.sort(Comparator.comparingDouble(Model::seconds));
        for (Model model : shortest) {
            seconds += model.seconds();
            if (model.seconds() <= SECONDS_EACH && seconds <= SECONDS_IN_ALL) {
                chosen.add(model);
            }
        }
        return chosen.stream().map(model -> dynamicTest(model.name(), () -> check(model)));
    }

    private static void check(Model model) throws InterruptedException {
        ModelResult result = new TlcRun(files, TlcOptions.DEFAULT.withMaxHeap("1g")).run(model, progress -> {});
        if (!result.asExpected()) {
            fail(result.differences() + "\n" + String.join("\n", ViolationReport.lines(result)));
        }
    }
}
