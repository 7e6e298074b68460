package io.meshclient.spring.cloud;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.meshclient.discovery.testkit.ApiOnly;
import io.meshclient.time.Internal;
import org.junit.jupiter.api.Test;

/** Whoever writes a discovery over beans of their own can do what this one does. */
class ApiOnlyTest {

    private static final String OURS = "io.meshclient.spring.cloud";

    @Test
    void onlyTheApiOfCoreIsUsed() {
        ApiOnly.assertNoInternals(OURS);
    }

    @Test
    void timeAndChanceComeFromTheRuntime() {
        ApiOnly.assertTimeAndChanceFromTheRuntime(OURS);
    }

    @Test
    void publicTypesAreMarkedInternal() {
        classes()
                .that()
                .arePublic()
                .should(beAnnotatedWith(Internal.class))
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(new ImportOption.DoNotIncludeJars())
                        .importPackages(OURS));
    }
}
