package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.meshclient.time.SerialExecutor;
import org.junit.jupiter.api.Test;

/** The rules for a discovery's classes find what they are about; and this module keeps the first itself. */
final class ApiOnlyTest {

    private static final JavaClasses OFFENDER = new ClassFileImporter().importClasses(Offender.class);

    @Test
    void theTestkitUsesTheApiOfCoreOnly() {
        assertThatCode(() -> ApiOnly.assertNoInternals("io.meshclient.discovery.testkit"))
                .doesNotThrowAnyException();
    }

    @Test
    void anInternalIsFound() {
        assertThatThrownBy(() -> ApiOnly.assertNoInternals(OFFENDER, "io.meshclient.discovery.testkit"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SerialExecutor");
    }

    @Test
    void theClockIsFound() {
        assertThatThrownBy(() -> ApiOnly.assertTimeAndChanceFromTheRuntime(OFFENDER))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nanoTime");
    }

    @SuppressWarnings("unused")
    private static final class Offender {
        Object internal() {
            return SerialExecutor.class;
        }

        long clock() {
            return System.nanoTime();
        }
    }
}
