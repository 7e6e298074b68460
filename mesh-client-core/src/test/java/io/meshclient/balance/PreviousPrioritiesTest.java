package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the retries of a call go when they avoid the priorities that were tried. */
final class PreviousPrioritiesTest {

    private static final int PICKS = 20_000;

    private final RandomSource random = VirtualTime.seeded(16);

    @Test
    void afterEverySoManyAttemptsTheTriedPrioritiesGetNothing() {
        List<FakeCandidate> all = levels(4, 4);
        Plan<FakeCandidate> plan = plan(all);
        PickArgs args = args(2);

        assertThat(attempt(plan, args).priority()).isZero();
        assertThat(attempt(plan, args).priority())
                .as("one attempt is not enough")
                .isZero();
        assertThat(attempt(plan, args).priority()).isOne();
        assertThat(attempt(plan, args).priority()).isOne();
    }

    @Test
    void withoutTheRuleTheyStayWhereMostIsHealthy() {
        Plan<FakeCandidate> plan = plan(levels(4, 4));
        PickArgs args = args(0);
        for (int i = 0; i < 4; i++) {
            assertThat(attempt(plan, args).priority()).isZero();
        }
    }

    @Test
    void whatIsLeftSharesTheCallsByItsHealth() {
        List<FakeCandidate> all = levels(10, 10, 10);
        all.subList(10, 15).forEach(candidate -> candidate.trusted = false); // half of priority 1: it could take 70 %
        Plan<FakeCandidate> plan = plan(all);
        int[] picked = new int[3];
        for (int i = 0; i < PICKS; i++) {
            PickArgs args = args(1);
            attempt(plan, args);
            picked[attempt(plan, args).priority()]++;
        }
        assertThat(picked[0]).isZero();
        assertThat(picked[1] / (double) PICKS).isBetween(0.68, 0.72);
        assertThat(picked[2] / (double) PICKS).isBetween(0.28, 0.32);
    }

    @Test
    void whereNoneIsLeftItBeginsAnew() {
        Plan<FakeCandidate> plan = plan(levels(3, 3));
        PickArgs args = args(1);
        List<Integer> priorities = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            priorities.add(attempt(plan, args).priority());
        }
        assertThat(priorities).containsExactly(0, 1, 0, 1);
    }

    @Test
    void aPriorityThatCanTakeNothingIsNoWayOut() {
        List<FakeCandidate> all = levels(3, 3);
        all.subList(3, 6).forEach(candidate -> candidate.trusted = false);
        Plan<FakeCandidate> plan = plan(all);
        PickArgs args = args(1);
        for (int i = 0; i < 3; i++) {
            assertThat(attempt(plan, args).priority()).isZero();
        }
    }

    @Test
    void degradedEndpointsOfTheOthersComeLast() {
        List<FakeCandidate> all = levels(2, 2, 2);
        all.subList(2, 4).forEach(candidate -> candidate.degraded = true);
        Plan<FakeCandidate> plan = plan(all);
        for (int i = 0; i < 200; i++) {
            PickArgs args = args(1);
            attempt(plan, args);
            assertThat(attempt(plan, args).priority())
                    .as("the healthy ones take all")
                    .isEqualTo(2);
        }
    }

    @Test
    void hostsMayBeAskedAgainIfThatIsWanted() {
        Plan<FakeCandidate> plan = plan(levels(1, 1));
        PickArgs args = new PickArgs(random).at(0, false, true).avoiding(false, 0);
        FakeCandidate first = attempt(plan, args);

        assertThat(args.isTried(first)).isFalse();
        assertThat(attempt(plan, args)).isSameAs(first);
    }

    private static FakeCandidate attempt(Plan<FakeCandidate> plan, PickArgs args) {
        FakeCandidate picked = plan.picker().pick(args);
        assertThat(picked).isNotNull();
        args.attempted(picked);
        return picked;
    }

    private PickArgs args(int frequency) {
        return new PickArgs(random).at(0, false, true).avoiding(true, frequency);
    }

    private Plan<FakeCandidate> plan(List<FakeCandidate> all) {
        return Arrangement.of("random", new Spread(140, 50, false, LocalityRule.OFF), all, random)
                .plan(Callers.UNKNOWN, ZoneLoads.UNKNOWN);
    }

    private static List<FakeCandidate> levels(int... sizes) {
        List<FakeCandidate> all = new ArrayList<>();
        for (int priority = 0; priority < sizes.length; priority++) {
            for (int i = 0; i < sizes[priority]; i++) {
                all.add(new FakeCandidate("p" + priority + "-" + i, 1, priority));
            }
        }
        return all;
    }
}
