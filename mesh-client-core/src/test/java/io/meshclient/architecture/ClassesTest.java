package io.meshclient.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.meshclient.time.Internal;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What each class and each package must say about itself. */
class ClassesTest {

    @Test
    void publicTypesOutsideTheApiAreMarkedInternal() {
        assertThat(names(type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !CoreClasses.API_PACKAGES.contains(type.getPackageName())
                        && !isMarkedInternal(type)))
                .as("public, not in an API package, and not @Internal")
                .isEmpty();
    }

    @Test
    void packagesAreNullMarked() {
        assertThat(CoreClasses.ALL.stream()
                        .map(JavaClass::getPackage)
                        .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                        .map(found -> found.getName())
                        .distinct()
                        .sorted())
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    @Test
    void classesAreFinalUnlessTheyAreSealed() {
        assertThat(names(ClassesTest::isOpen))
                .as("neither final nor sealed nor abstract")
                .isEmpty();
    }

    @Test
    void concreteClassesDoNotInheritFromOneAnother() {
        assertThat(names(type -> type.getRawSuperclass()
                        .filter(parent -> parent.getPackageName().startsWith(CoreClasses.ROOT))
                        .filter(parent -> !parent.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filter(parent -> !parent.isEnum())
                        .isPresent()))
                .as("extends a concrete class of ours")
                .isEmpty();
    }

    private static boolean isOpen(JavaClass type) {
        return !type.isInterface()
                && !type.isEnum()
                && !type.isRecord()
                && !type.isAnonymousClass()
                && !type.getModifiers().contains(JavaModifier.FINAL)
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && !type.reflect().isSealed();
    }

    private static boolean isMarkedInternal(JavaClass type) {
        return type.isAnnotatedWith(Internal.class)
                || type.getEnclosingClass()
                        .filter(outer -> !outer.getModifiers().contains(JavaModifier.PUBLIC) || isMarkedInternal(outer))
                        .isPresent();
    }

    private static List<String> names(Predicate<JavaClass> wrong) {
        return CoreClasses.ALL.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(wrong)
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }
}
