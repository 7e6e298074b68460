package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The contract is worth something only if a picker that breaks it fails. */
class BrokenPickersTest {

    @Test
    void theContractNoticesEachFault() {
        assertThat(failuresOf(IgnoresTheTried.class))
                .contains("theTriedOneIsLeftOutWhileAnotherIsAvailable()", "manyThreadsMayChoose()");
        assertThat(failuresOf(IgnoresWeights.class))
                .contains("sharesFollowWeights()", "weightZeroGetsNothingWhileAnotherHasSome()");
        assertThat(failuresOf(Allocates.class)).containsExactly("aChoiceAllocatesNothing()");
        assertThat(failuresOf(LooksAtAll.class))
                .containsExactly("workDoesNotGrowWhileAllStartSlowly()", "workDoesNotGrowWithTheNumberOfCandidates()");
        assertThat(failuresOf(IgnoresReadiness.class)).containsExactly("oneThatStartsSlowlyTakesAShareOfItsWeight()");
        assertThat(failuresOf(IgnoresPriorities.class)).contains("theBestPriorityWithAnAvailableOneIsUsed()");
        assertThat(failuresOf(BelievesEverybody.class))
                .contains(
                        "thoseAboutToGoAndThoseHeldOffAreLeftAlone()",
                        "anAvailableTriedOneComesBeforeAnUnavailableUntriedOne()",
                        "underPanicEjectionIsNotBelievedButHoldOffAndDrainingAre()",
                        "withoutPanicNobodyIsChosenAmongTheUntrusted()");
    }

    private static Set<String> failuresOf(Class<?> contract) {
        Set<String> failed = new TreeSet<>();
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract)).execute().testEvents().failed().stream()
                .forEach(event -> failed.add(event.getTestDescriptor().getDisplayName()));
        return failed;
    }

    private static Picker<FakeCandidate> good(List<FakeCandidate> candidates, RandomSource source) {
        return Pickers.build("random", candidates, source);
    }

    static final class IgnoresTheTried extends PickerContract {
        @Override
        protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
            Picker<FakeCandidate> good = good(candidates, source);
            return args -> good.pick(new PickArgs(source).at(0, false, true));
        }
    }

    static final class IgnoresWeights extends PickerContract {
        @Override
        protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
            return args -> candidates.isEmpty() ? null : candidates.get(source.nextInt(candidates.size()));
        }
    }

    static final class Allocates extends PickerContract {
        private volatile Object[] garbage = {};

        @Override
        protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
            Picker<FakeCandidate> good = good(candidates, source);
            return args -> {
                garbage = new Object[] {garbage.length};
                return good.pick(args);
            };
        }
    }

    static final class LooksAtAll extends PickerContract {
        @Override
        protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
            Picker<FakeCandidate> good = good(candidates, source);
            return args -> {
                int busy = 0;
                for (int i = 0; i < candidates.size(); i++) {
                    busy += candidates.get(i).inFlight();
                }
                return busy < 0 ? null : good.pick(args);
            };
        }
    }

    static final class IgnoresReadiness extends PickerContract {
        @Override
        protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
            candidates.forEach(candidate -> candidate.readiness = 1);
            return good(candidates, source);
        }
    }

    static final class IgnoresPriorities extends PickerContract {
        @Override
        protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
            Group<FakeCandidate> group = new Group<>(new ArrayList<>(candidates));
            return args -> candidates.isEmpty() ? null : new RandomPicker<>(group).pick(args, Rung.ANY);
        }
    }

    static final class BelievesEverybody extends PickerContract {
        @Override
        protected Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
            List<FakeCandidate> blind = candidates;
            return args -> {
                for (FakeCandidate candidate : blind) {
                    if (!args.isTried(candidate)) {
                        return candidate;
                    }
                }
                return blind.isEmpty() ? null : blind.get(0);
            };
        }
    }
}
