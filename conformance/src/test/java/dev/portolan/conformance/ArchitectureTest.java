package dev.portolan.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.portolan.spec.SpecFiles;
import dev.portolan.traces.PartFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md between modules, and those between this module's packages. */
@DisplayName("conformance: arrows between modules and packages")
class ArchitectureTest {

    private static final JavaClasses PORTOLAN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.portolan");

    private static final Set<String> WRITING =
            Set.of("write", "writeString", "newBufferedWriter", "newOutputStream", "newByteChannel");

    private static final String TRACES = "dev.portolan.traces..";
    private static final String KERNEL = "dev.portolan.kernel..";
    private static final String SPEC = "dev.portolan.spec..";
    private static final String CONFORMANCE = "dev.portolan.conformance..";
    private static final String PACKAGE = "dev.portolan.conformance.";

    @Test
    void allModulesAreSeen() {
        for (String module : new String[] {"traces", "kernel", "spec", "conformance"}) {
            assertTrue(
                    PORTOLAN.stream().anyMatch(type -> type.getPackageName().startsWith("dev.portolan." + module)),
                    module);
        }
    }

    @Test
    void tracesKnowNeitherKernelNorSpecification() {
        knowsNothingOf(TRACES, KERNEL, SPEC, CONFORMANCE).check(PORTOLAN);
    }

    @Test
    void specificationKnowsOnlyItself() {
        knowsNothingOf(SPEC, KERNEL, TRACES, CONFORMANCE).check(PORTOLAN);
    }

    @Test
    void kernelKnowsOnlyJava() {
        classes()
                .that()
                .resideInAPackage(KERNEL)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(KERNEL, "java..")
                .check(PORTOLAN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.portolan.conformance.(*)..")
                .should()
                .beFreeOfCycles()
                .check(PORTOLAN);
    }

    /** The floors of docs/architecture.md, the highest first. */
    private static final String[][] FLOORS = {
        {"cli"},
        {"explain", "junit"},
        {"report"},
        {"suite", "record"},
        {"behaviour", "execute", "validate"},
        {"graph", "shrink"},
        {"oracle", "replay"},
        {"drive", "tlc", "expect", "exc", "demo"},
        {"abstraction", "jvm", "stdio"},
        {"kernel"},
    };

    @Test
    void packagesKnowOnlyThoseBelow() {
        Set<String> above = new TreeSet<>();
        for (String[] floor : FLOORS) {
            for (String name : floor) {
                Set<String> unknown = new TreeSet<>(above);
                unknown.addAll(List.of(floor));
                unknown.remove(name);
                assertKnowsNone(name, unknown);
            }
            above.addAll(List.of(floor));
        }
        PORTOLAN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(PACKAGE))
                .forEach(name -> assertTrue(above.contains(name.substring(PACKAGE.length())), name));
    }

    private static void assertKnowsNone(String name, Set<String> unknown) {
        if (!unknown.isEmpty()) {
            String[] packages = unknown.stream().map(other -> PACKAGE + other).toArray(String[]::new);
            knowsNothingOf(PACKAGE + name, packages).check(PORTOLAN);
        }
    }

    @Test
    void onlyTheseReadTlc() {
        noClasses()
                .that()
                .resideInAPackage(CONFORMANCE)
                .and()
                .resideOutsideOfPackages(
                        "dev.portolan.conformance.behaviour",
                        "dev.portolan.conformance.execute",
                        "dev.portolan.conformance.graph",
                        "dev.portolan.conformance.tlc",
                        "dev.portolan.conformance.oracle")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tlc2..", "tla2sany..", "util")
                .check(PORTOLAN);
    }

    @Test
    void onlyTheWayInFromJunitNeedsIt() {
        noClasses()
                .that()
                .resideInAPackage(CONFORMANCE)
                .and()
                .resideOutsideOfPackage("dev.portolan.conformance.junit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.opentest4j..", "dev.portolan.conformance.junit")
                .check(PORTOLAN);
    }

    /** So that no command leaves half a file: what it writes, it writes through the one class that sees to that. */
    @Test
    void filesAreWrittenInOnePlace() {
        ArchRule rule = noClasses()
                .that()
                .doNotHaveFullyQualifiedName(PartFile.class.getName())
                // It unpacks the specification into a temporary folder.
                .and()
                .doNotHaveFullyQualifiedName(SpecFiles.class.getName())
                // It is of tests, in folders that go with them.
                .and()
                .resideOutsideOfPackage("dev.portolan.planted")
                .should()
                .callMethodWhere(opensAFile());
        rule.check(PORTOLAN);
        JavaClasses both = new ClassFileImporter().importClasses(PartFile.class);
        assertThrows(
                AssertionError.class,
                () -> noClasses().should().callMethodWhere(opensAFile()).check(both));
    }

    private static DescribedPredicate<JavaMethodCall> opensAFile() {
        return DescribedPredicate.describe(
                "open a file for writing",
                call -> call.getTargetOwner().isEquivalentTo(Files.class) && WRITING.contains(call.getName()));
    }

    @Test
    void anArrowTheWrongWayIsFound() {
        assertThrows(
                AssertionError.class, () -> knowsNothingOf(CONFORMANCE, KERNEL).check(PORTOLAN));
    }

    private static ArchRule knowsNothingOf(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }
}
