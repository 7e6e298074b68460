package io.meshclient.discovery.zookeeper;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.meshclient.time.Internal;
import org.junit.jupiter.api.Test;

/** A registry's module is written as users would write theirs. */
final class ApiOnlyTest {

    private static final String OURS = "io.meshclient.discovery.zookeeper";

    @Test
    void onlyTheApiOfCoreIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(describe("are internals of core", ApiOnlyTest::isInternal))
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(new ImportOption.DoNotIncludeJars())
                        .importPackages(OURS));
    }

    private static boolean isInternal(JavaClass type) {
        boolean api = resideInAnyPackage(
                        "io.meshclient",
                        "io.meshclient.time",
                        "io.meshclient.endpoint",
                        "io.meshclient.discovery",
                        "io.meshclient.outcome",
                        "io.meshclient.policy",
                        "io.meshclient.observe",
                        OURS)
                .test(type);
        boolean ofCore = type.getPackageName().startsWith("io.meshclient");
        return ofCore && (!api || Predicates.annotatedWith(Internal.class).test(type));
    }
}
