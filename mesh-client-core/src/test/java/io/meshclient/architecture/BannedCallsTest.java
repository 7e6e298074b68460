package io.meshclient.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Only io.meshclient.time reads the clock, sleeps or rolls dice; everything else can run in virtual time. */
class BannedCallsTest {

    private static final List<String> BANNED = List.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep",
            "java.lang.Math.random",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.util.Timer.<init>",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.time.Instant.now",
            "java.time.ZonedDateTime.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.util.concurrent.CompletableFuture.delayedExecutor",
            "java.util.concurrent.CompletableFuture.orTimeout",
            "java.util.concurrent.CompletableFuture.completeOnTimeout");

    private static final ArchRule RULE = noClasses()
            .that()
            .resideOutsideOfPackage(CoreClasses.ROOT + ".time")
            .should()
            .accessTargetWhere(describe("it is a system clock, timer or dice", BannedCallsTest::isBanned))
            .orShould()
            .accessTargetWhere(describe("it runs on the common pool", BannedCallsTest::runsOnTheCommonPool));

    @Test
    void coreDoesNotAskTheSystem() {
        RULE.check(CoreClasses.ALL);
    }

    @Test
    void theRuleFindsEachOfThem() {
        assertThatThrownBy(() -> RULE.check(new ClassFileImporter().importClasses(Offender.class)))
                .hasMessageContainingAll(
                        "System.nanoTime()",
                        "System.currentTimeMillis()",
                        "Thread.sleep(long)",
                        "Math.random()",
                        "java.util.Random.<init>(long)",
                        "ThreadLocalRandom.current()",
                        "Instant.now()",
                        "supplyAsync(java.util.function.Supplier)");
    }

    @Test
    void anExecutorMakesItAllowed() {
        assertThat(RULE.evaluate(new ClassFileImporter().importClasses(Innocent.class))
                        .hasViolation())
                .isFalse();
    }

    private static boolean isBanned(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitCallTarget
                && BANNED.contains(access.getTargetOwner().getName() + "."
                        + access.getTarget().getName());
    }

    private static boolean runsOnTheCommonPool(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitCallTarget call
                && call.getOwner().isAssignableTo(CompletionStage.class)
                && call.getName().endsWith("Async")
                && call.getRawParameterTypes().stream().noneMatch(BannedCallsTest::isExecutor);
    }

    private static boolean isExecutor(JavaClass type) {
        return type.isAssignableTo(Executor.class);
    }

    @SuppressWarnings("unused")
    private static final class Offender {
        Object all() throws InterruptedException {
            Thread.sleep(1L);
            double dice = Math.random()
                    + new Random(1L).nextInt()
                    + ThreadLocalRandom.current().nextInt();
            return CompletableFuture.supplyAsync(() -> dice
                    + System.nanoTime()
                    + System.currentTimeMillis()
                    + Instant.now().getNano());
        }
    }

    @SuppressWarnings("unused")
    private static final class Innocent {
        Object all(Executor executor) {
            return CompletableFuture.supplyAsync(() -> 1, executor).thenApplyAsync(number -> number + 1, executor);
        }
    }
}
