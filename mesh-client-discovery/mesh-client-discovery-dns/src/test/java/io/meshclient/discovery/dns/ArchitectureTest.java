package io.meshclient.discovery.dns;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.meshclient.discovery.testkit.ApiOnly;
import org.junit.jupiter.api.Test;

/** What this module may use. */
final class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("io.meshclient.discovery.dns");

    @Test
    void onlyTheApiOfCoreIsUsed() {
        ApiOnly.assertNoInternals("io.meshclient.discovery.dns");
    }

    @Test
    void timeAndRandomnessComeFromTheRuntime() {
        ApiOnly.assertTimeAndChanceFromTheRuntime("io.meshclient.discovery.dns");
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
