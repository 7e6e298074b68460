package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.meshclient.discovery.Backoff;
import io.meshclient.time.MeshRuntime;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each way of coming back that harms a registry fails the test that speaks of it, and no other. */
final class BrokenHerdTest {

    private static final Map<Way, List<String>> FAILS = Map.of(
            Way.FULL_JITTER, List.of(),
            Way.NO_JITTER_AT_FIRST, List.of("theyComeBackSpread"),
            Way.NEVER_SLOWER, List.of("theyAskLessAndLessOften"),
            Way.GIVES_UP, List.of("theyAskLessAndLessOften", "allAreBackWithinTheGreatestWait"));

    private static Way way = Way.FULL_JITTER;

    private enum Way {
        FULL_JITTER,
        NO_JITTER_AT_FIRST,
        NEVER_SLOWER,
        GIVES_UP
    }

    @ParameterizedTest
    @EnumSource
    void eachWayFailsTheTestsThatSpeakOfIt(Way wanted) {
        way = wanted;
        List<String> failed = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Broken.class))
                .execute()
                .testEvents()
                .failed()
                .map(event -> event.getTestDescriptor().getLegacyReportingName())
                .map(name -> name.replace("()", ""))
                .toList();
        assertThat(failed).containsAll(FAILS.get(wanted));
        assertThat(failed.isEmpty()).isEqualTo(wanted == Way.FULL_JITTER);
    }

    @Test
    void everyTestIsFailedBySomeWay() {
        assertThat(List.of(DiscoveryHerdContract.class.getDeclaredMethods()))
                .filteredOn(method -> method.isAnnotationPresent(Test.class))
                .extracting(method -> method.getName())
                .allMatch(test -> FAILS.values().stream().anyMatch(names -> names.contains(test)));
    }

    /** Run by the test only: a nested class is not found by the build. */
    static final class Broken extends DiscoveryHerdContract {

        @Override
        protected void begin(MeshRuntime runtime, BooleanSupplier asks) {
            ask(runtime, asks, 1);
        }

        private static void ask(MeshRuntime runtime, BooleanSupplier asks, int failures) {
            if (asks.getAsBoolean() || (way == Way.GIVES_UP && failures > 8)) {
                return;
            }
            long nanos = switch (way) {
                case NEVER_SLOWER -> Backoff.USUAL.nanos(1, runtime.random());
                case NO_JITTER_AT_FIRST ->
                    failures == 1 ? Backoff.USUAL.base().toNanos() : Backoff.USUAL.nanos(failures, runtime.random());
                case FULL_JITTER, GIVES_UP -> Backoff.USUAL.nanos(failures, runtime.random());
            };
            runtime.timers().schedule(nanos, () -> ask(runtime, asks, failures + 1));
        }
    }
}
