package io.meshclient.discovery.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.meshclient.time.Internal;
import java.util.Random;

/**
 * Holds a discovery to what stays: it uses the API of mesh-client and nothing else of it, and takes time and chance from
 * its {@code MeshRuntime} only, so that its decisions can be tested in virtual time. Needs {@code
 * com.tngtech.archunit:archunit} on the class path of the tests, which this module does not bring along.
 */
public final class ApiOnly {

    private static final String[] API = {
        "io.meshclient",
        "io.meshclient.time",
        "io.meshclient.endpoint",
        "io.meshclient.discovery",
        "io.meshclient.outcome",
        "io.meshclient.policy",
        "io.meshclient.observe",
        "io.meshclient.micrometer",
        "io.meshclient.opentelemetry"
    };

    private ApiOnly() {}

    /**
     * Fails if a class uses an internal of mesh-client.
     *
     * @param ours the package with all of the discovery's classes, tests left out
     */
    public static void assertNoInternals(String ours) {
        assertNoInternals(classes(ours), ours);
    }

    static void assertNoInternals(JavaClasses classes, String ours) {
        noClasses()
                .should()
                .dependOnClassesThat(describe("are internals of mesh-client", type -> isInternal(type, ours)))
                .check(classes);
    }

    /**
     * Fails if a class reads the clock, sleeps or throws dice by itself.
     *
     * @param ours the package with all of the discovery's classes, tests left out
     */
    public static void assertTimeAndChanceFromTheRuntime(String ours) {
        assertTimeAndChanceFromTheRuntime(classes(ours));
    }

    static void assertTimeAndChanceFromTheRuntime(JavaClasses classes) {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(classes);
    }

    private static JavaClasses classes(String ours) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(new ImportOption.DoNotIncludeJars())
                .importPackages(ours);
    }

    private static boolean isInternal(JavaClass type, String ours) {
        return type.getPackageName().startsWith("io.meshclient")
                && !resideInAnyPackage(ours + "..").test(type)
                && !type.isEquivalentTo(Internal.class)
                && (!resideInAnyPackage(API).test(type) || isMarked(type));
    }

    private static boolean isMarked(JavaClass type) {
        return annotatedWith(Internal.class).test(type)
                || type.getEnclosingClass().filter(ApiOnly::isMarked).isPresent();
    }
}
