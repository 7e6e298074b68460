package io.meshclient.spring.cloud;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.meshclient.time.Internal;
import org.junit.jupiter.api.Test;

/** Whatever a Spring application could write itself: the starter needs no back door into core. */
class ApiOnlyTest {

    private static final String OURS = "io.meshclient.spring..";

    private static final DescribedPredicate<JavaClass> INTERNAL = describe(
            "are internals of core",
            type -> resideInAPackage("io.meshclient..").test(type)
                    && !resideInAPackage(OURS).test(type)
                    && !type.isEquivalentTo(Internal.class)
                    && (!isApi(type) || isMarkedInternal(type)));

    private static final ArchRule RULE = noClasses().should().dependOnClassesThat(INTERNAL);

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("io.meshclient.spring.cloud");

    @Test
    void onlyTheApiOfCoreIsUsed() {
        RULE.check(MODULE);
    }

    @Test
    void publicTypesBesideTheApiAreMarkedInternal() {
        classes()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackage("io.meshclient.spring")
                .should(beAnnotatedWith(Internal.class))
                .check(MODULE);
    }

    @Test
    void theRuleFindsAnInternal() {
        assertThat(RULE.evaluate(new ClassFileImporter().importClasses(Offender.class))
                        .hasViolation())
                .isTrue();
    }

    private static boolean isApi(JavaClass type) {
        return resideInAnyPackage(
                        "io.meshclient",
                        "io.meshclient.time",
                        "io.meshclient.endpoint",
                        "io.meshclient.discovery",
                        "io.meshclient.outcome",
                        "io.meshclient.policy",
                        "io.meshclient.observe",
                        "io.meshclient.micrometer",
                        "io.meshclient.opentelemetry")
                .test(type);
    }

    private static boolean isMarkedInternal(JavaClass type) {
        return annotatedWith(Internal.class).test(type)
                || type.getEnclosingClass()
                        .filter(ApiOnlyTest::isMarkedInternal)
                        .isPresent();
    }

    @SuppressWarnings("unused")
    private static final class Offender {
        Object all() {
            return io.meshclient.time.SerialExecutor.class;
        }
    }
}
