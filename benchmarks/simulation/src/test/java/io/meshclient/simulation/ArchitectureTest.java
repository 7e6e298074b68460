package io.meshclient.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.meshclient.simulation";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** One clock, one thread, one source of randomness: or the same seed would not give the same bytes. */
    @Test
    void nothingTouchesTheMachinesClockThreadsOrRandomness() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .orShould()
                .callMethod(Math.class, "exp", double.class)
                .orShould()
                .callMethod(Math.class, "log", double.class)
                .orShould()
                .callMethod(Math.class, "pow", double.class, double.class)
                .check(classes);
    }

    @Test
    void itDrivesTheEngineWithoutAnySocket() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..", "java.net..", "io.meshclient.okhttp..", "io.meshclient")
                .check(classes);
    }

    @Test
    void importsOnlyGoDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .layer("api")
                .definedBy(ROOT)
                .layer("client")
                .definedBy(ROOT + ".client")
                .layer("report")
                .definedBy(ROOT + ".report")
                .layer("server")
                .definedBy(ROOT + ".server")
                .layer("scenario")
                .definedBy(ROOT + ".scenario")
                .layer("latency")
                .definedBy(ROOT + ".latency")
                .layer("loop")
                .definedBy(ROOT + ".loop")
                .whereLayer("api")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("api", "client")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("client")
                .whereLayer("scenario")
                .mayOnlyBeAccessedByLayers("api", "client", "report", "server")
                .whereLayer("latency")
                .mayOnlyBeAccessedByLayers("scenario", "server", "report")
                .check(classes);
    }
}
