package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.MemorySource.Fault;
import io.meshclient.endpoint.EndpointSet;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A contract that nobody can break proves nothing: each fault must fail the tests that speak of it. */
final class BrokenDiscoveryTest {

    private static final String BAD_ANSWER = "aBadAnswerIsAFailureAndTakesNothingAway";
    private static final String SECRET = "theSecretIsToldNobody";

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
            Map.entry(Fault.SUBSCRIBES_AFTER_CLOSE, List.of("closingEndsEverything")),
            Map.entry(Fault.CLOSES_SLOWLY, List.of("closingEndsEverything")),
            Map.entry(Fault.WORKS_FOR_NOBODY, List.of("unsubscribingEndsAllWorkAtTheSource")),
            Map.entry(Fault.KNOWS_ADDRESSES_ONLY, List.of("whatTheSourceKnowsArrives")),
            Map.entry(Fault.KEEPS_TOO_MUCH, List.of("manyEndpointsArriveInTimeAndHeap")),
            Map.entry(Fault.IGNORES_BAD_ANSWERS, List.of(BAD_ANSWER, SECRET)),
            Map.entry(Fault.EMPTIES_ON_A_BAD_ANSWER, List.of(BAD_ANSWER)),
            Map.entry(Fault.QUOTES_THE_ANSWER, List.of(BAD_ANSWER)),
            Map.entry(Fault.SAYS_NOTHING_OF_A_BAD_ANSWER, List.of(BAD_ANSWER)),
            Map.entry(Fault.WAITS_FOR_AN_ANSWER_WHEN_CLOSED, List.of("closingWaitsForNoAnswer")),
            Map.entry(Fault.TELLS_THE_SECRET, List.of(SECRET)),
            Map.entry(Fault.LOGS_THE_SECRET, List.of(SECRET)),
            Map.entry(Fault.SHOWS_THE_SECRET, List.of(SECRET)),
            Map.entry(Fault.NEVER_FORGETS, List.of("changesArriveAsFullSetsInOrder")),
            Map.entry(Fault.IS_LOST_AFTER_A_FAILURE, List.of("aFailureNeverEmpties")));

    /** These have to do with nothing else: no other test may fail. */
    private static final Set<Fault> EXACT = EnumSet.range(Fault.WORKS_FOR_NOBODY, Fault.SHOWS_THE_SECRET);

    private static Set<Fault> faults = Set.of();

    @ParameterizedTest
    @EnumSource(Fault.class)
    void eachFaultFailsTheTestsThatSpeakOfIt(Fault fault) {
        List<String> speaking = FAILS.get(fault);
        if (EXACT.contains(fault)) {
            assertThat(failed(EnumSet.of(fault), all())).containsExactlyInAnyOrderElementsOf(speaking);
        } else {
            assertThat(failed(EnumSet.of(fault), all().filter(method -> speaking.contains(method.getName()))))
                    .containsExactlyInAnyOrderElementsOf(speaking);
        }
    }

    @Test
    void withoutAFaultNothingFails() {
        assertThat(failed(Set.of(), all())).isEmpty();
    }

    @Test
    void everyTestOfTheContractIsFailedBySomeFault() {
        assertThat(all().map(Method::getName))
                .hasSize(15)
                .allMatch(test -> FAILS.values().stream().anyMatch(names -> names.contains(test)));
    }

    private static Stream<Method> all() {
        return Stream.of(DiscoveryContract.class, DiscoveryFaults.class, DiscoveryFacts.class)
                .flatMap(suite -> Stream.of(suite.getDeclaredMethods()))
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class));
    }

    private static Set<String> failed(Set<Fault> wanted, Stream<Method> tests) {
        faults = wanted;
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(
                        tests.map(method -> selectMethod(Broken.class, method)).toArray(DiscoverySelector[]::new))
                .execute();
        assertThat(results.testEvents().skipped().count()).isZero();
        assertThat(results.testEvents().aborted().count()).isZero();
        return results.testEvents()
                .failed()
                .map(event -> event.getTestDescriptor().getLegacyReportingName().replaceFirst("\\(.*", ""))
                .collect(Collectors.toSet());
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
        protected Set<Fact> facts() {
            return EnumSet.allOf(Fact.class);
        }

        @Override
        protected boolean answer(BadAnswer how) {
            source.answer(how);
            return true;
        }

        @Override
        protected Optional<String> secret() {
            return Optional.of(MemorySource.SECRET);
        }

        @Override
        protected OptionalLong work() {
            return OptionalLong.of(source.work());
        }

        @Override
        protected int most() {
            return 3_000;
        }

        @Override
        Duration rest() {
            return Duration.ofMillis(50);
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
