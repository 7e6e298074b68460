package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.MemorySource.Fault;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A contract that nobody can break proves nothing: each fault must fail the tests that speak of it. */
final class BrokenDiscoveryTest {

    private static final Map<Fault, List<String>> FAILS = Map.ofEntries(
            Map.entry(Fault.NEVER_ANSWERS, List.of("theFirstAnswerComesInTime", "anUnknownTargetIsAnsweredInTime")),
            Map.entry(Fault.IGNORES_UNKNOWN_TARGETS, List.of("anUnknownTargetIsAnsweredInTime")),
            Map.entry(Fault.TELLS_DIFFERENCES, List.of("changesArriveAsFullSetsInOrder", "aFailureNeverEmpties")),
            Map.entry(Fault.SKIPS_EMPTY_SETS, List.of("anEmptySetIsAnAnswer")),
            Map.entry(Fault.EMPTIES_ON_FAILURE, List.of("aFailureNeverEmpties")),
            Map.entry(Fault.STAYS_SILENT_AFTER_A_FAILURE, List.of("aFailureNeverEmpties")),
            Map.entry(Fault.CALLS_AFTER_UNSUBSCRIBE, List.of("closingASubscriptionEndsItsCallsAndNoOthers")),
            Map.entry(Fault.ONE_LISTENER_ONLY, List.of("subscriptionsMayComeFromManyThreads")),
            Map.entry(Fault.A_THROWING_LISTENER_ENDS_IT, List.of("aListenerThatThrowsDoesNoHarm")),
            Map.entry(Fault.LEAVES_ITS_THREAD, List.of("closingEndsEverything")),
            Map.entry(Fault.SUBSCRIBES_AFTER_CLOSE, List.of("closingEndsEverything")));

    private static Set<Fault> faults = Set.of();

    @ParameterizedTest
    @EnumSource(Fault.class)
    void eachFaultFailsTheTestsThatSpeakOfIt(Fault fault) {
        assertThat(failed(EnumSet.of(fault))).containsAll(FAILS.get(fault));
    }

    @Test
    void withoutAFaultNothingFails() {
        assertThat(failed(Set.of())).isEmpty();
    }

    @Test
    void everyTestOfTheContractIsFailedBySomeFault() {
        Stream<String> tests = Stream.of(DiscoveryContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getName());

        assertThat(tests).allMatch(test -> FAILS.values().stream().anyMatch(names -> names.contains(test)));
    }

    private static List<String> failed(Set<Fault> wanted) {
        faults = wanted;
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Broken.class))
                .execute();
        assertThat(results.testEvents().finished().count())
                .as("tests of the contract that ran")
                .isEqualTo(9);
        return results.testEvents()
                .failed()
                .map(event -> event.getTestDescriptor().getLegacyReportingName().replace("()", ""))
                .toList();
    }

    /** Run by {@link #failed} only: a nested class is not found by the build. */
    static final class Broken extends DiscoveryContract {
        private final MemorySource source = new MemorySource(faults);

        @Override
        protected Discovery create() {
            return source.discovery();
        }

        @Override
        protected void publish(String target, EndpointSet set) {
            source.publish(target, set);
        }

        @Override
        protected boolean breakSource() {
            source.fail();
            return true;
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(300);
        }

        @AfterEach
        void cleanUp() {
            source.cleanUp();
        }
    }
}
