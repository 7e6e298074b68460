package io.meshclient.discovery.dns;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.meshclient.time.Internal;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What this module may use. */
final class ArchitectureTest {

    private static final String OURS = "io.meshclient.discovery.dns..";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("io.meshclient.discovery.dns");

    @Test
    void onlyTheApiOfCoreIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are internals of core",
                        type -> resideInAPackage("io.meshclient..").test(type)
                                && !resideInAPackage(OURS).test(type)
                                && !isApi(type)))
                .check(MODULE);
    }

    private static boolean isApi(JavaClass type) {
        return resideInAnyPackage(
                                "io.meshclient.time",
                                "io.meshclient.endpoint",
                                "io.meshclient.discovery",
                                "io.meshclient.policy")
                        .test(type)
                && !annotatedWith(Internal.class).test(type);
    }

    @Test
    void timeAndRandomnessComeFromTheRuntime() {
        noClasses().should().callMethod(System.class, "nanoTime").check(MODULE);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MODULE);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(MODULE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .check(MODULE);
    }

    @Test
    void classesAreFinalAndThreeArePublic() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(MODULE);
        classes()
                .that()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.DnsDiscovery(Provider|\\$Builder)?")
                .check(MODULE);
    }
}
