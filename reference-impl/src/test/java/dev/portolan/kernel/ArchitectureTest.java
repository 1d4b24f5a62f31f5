package dev.portolan.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.theClass;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.portolan.kernel.machine.ConcurrentMachine;
import org.junit.jupiter.api.Test;

/** The arrows between the kernel's packages. */
class ArchitectureTest {

    private static final JavaClasses KERNEL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.portolan.kernel");

    @Test
    void arrowsPointDownward() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("user")
                .definedBy("dev.portolan.kernel.user")
                .layer("personality")
                .definedBy("dev.portolan.kernel.personality")
                .layer("trap")
                .definedBy("dev.portolan.kernel.trap")
                .layer("kern")
                .definedBy("dev.portolan.kernel.kern")
                .layer("ipc")
                .definedBy("dev.portolan.kernel.ipc")
                .layer("machine")
                .definedBy("dev.portolan.kernel.machine")
                .layer("rules")
                .definedBy("dev.portolan.kernel.rules")
                .layer("bytes")
                .definedBy("dev.portolan.kernel.bytes")
                .layer("abi")
                .definedBy("dev.portolan.kernel.abi")
                .whereLayer("user")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("trap")
                .mayOnlyBeAccessedByLayers("user")
                .whereLayer("personality")
                .mayOnlyBeAccessedByLayers("user")
                .whereLayer("kern")
                .mayOnlyBeAccessedByLayers("trap", "personality", "user")
                .whereLayer("bytes")
                .mayOnlyBeAccessedByLayers("trap")
                .whereLayer("ipc")
                .mayOnlyBeAccessedByLayers("trap", "kern", "personality", "user")
                .whereLayer("machine")
                .mayOnlyBeAccessedByLayers("trap", "kern", "user")
                .whereLayer("rules")
                .mayOnlyBeAccessedByLayers("trap", "kern", "ipc")
                .check(KERNEL);
    }

    @Test
    void valuesAndMachineStandAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.portolan.kernel.abi", "dev.portolan.kernel.rules")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.portolan.kernel.trap",
                        "dev.portolan.kernel.kern",
                        "dev.portolan.kernel.ipc",
                        "dev.portolan.kernel.machine")
                .check(KERNEL);
    }

    @Test
    void bytesAreMadeOfValuesOnly() {
        classes()
                .that()
                .resideInAPackage("dev.portolan.kernel.bytes")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.portolan.kernel.bytes", "dev.portolan.kernel.abi")
                .check(KERNEL);
    }

    @Test
    void theKernelNeedsNothingButJava() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.portolan.kernel..")
                .check(KERNEL);
    }

    /** So that it can be taken out and used by itself. */
    @Test
    void theQueueNeedsNothingOfTheKernel() {
        classes()
                .that()
                .resideInAPackage("dev.portolan.kernel.queue")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.portolan.kernel.queue")
                .check(KERNEL);
    }

    @Test
    void onlyTheConcurrentMachineAndUserProgramsKnowJavaThreads() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(ConcurrentMachine.class)
                .and()
                .resideOutsideOfPackages("dev.portolan.kernel.queue", "dev.portolan.kernel.user")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .check(KERNEL);
        theClass(ConcurrentMachine.class).should().bePublic().check(KERNEL);
    }
}
