package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.stats.XxHash64;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How picks follow the loads of priorities. */
final class PlanTest {

    private static final int PICKS = 20_000;

    private final RandomSource random = VirtualTime.seeded(16);

    @Test
    void callsSpillBeforeThePriorityIsEmpty() {
        List<FakeCandidate> all = levels(10, 10);
        sick(all, 0, 5); // half of priority 0: it takes 70 %
        assertThat(share(plan(all, 50), candidate -> candidate.priority() == 0)).isBetween(0.68, 0.72);
        assertThat(share(plan(all, 50), candidate -> !candidate.trusted)).isZero();
    }

    @Test
    void whatWasTriedOrIsHeldOffMakesRoomForTheOtherPriority() {
        List<FakeCandidate> all = levels(2, 1);
        Plan<FakeCandidate> plan = plan(all, 50);
        PickArgs args = args();
        args.exclude(all.get(0));
        assertThat(plan.picker().pick(args)).isSameAs(all.get(1));
        args.exclude(all.get(1));
        assertThat(plan.picker().pick(args)).isSameAs(all.get(2));
        args.exclude(all.get(2));
        assertThat(plan.picker().pick(args))
                .as("the tried ones of the drawn priority")
                .isIn(all.get(0), all.get(1));

        all.get(0).heldOff = true;
        all.get(1).heldOff = true;
        assertThat(plan.picker().pick(args())).isSameAs(all.get(2));
    }

    @Test
    void panicIsOfOnePriority() {
        List<FakeCandidate> all = levels(10, 10);
        sick(all, 0, 8); // 28 % of what is needed
        sick(all, 10, 15); // 70 %: not enough together
        Plan<FakeCandidate> plan = plan(all, 50);
        assertThat(plan.levels()).extracting(LevelShare::panic).containsExactly(true, false);
        assertThat(share(plan, candidate -> candidate.priority() == 0 && !candidate.trusted))
                .as("priority 0 asks all of its endpoints")
                .isGreaterThan(0.1);
        assertThat(share(plan, candidate -> candidate.priority() == 1 && !candidate.trusted))
                .isZero();
    }

    @Test
    void insteadOfPanicCallsMayBeRefused() {
        List<FakeCandidate> all = levels(4);
        sick(all, 0, 3);
        Arrangement<FakeCandidate> refusing =
                Arrangement.of("random", new Spread(140, 50, true, LocalityRule.OFF), all, random);
        assertThat(refusing.plan(Callers.UNKNOWN, ZoneLoads.UNKNOWN).picker().pick(args()))
                .isNull();
        all.get(0).trusted = true;
        assertThat(refusing.plan(Callers.UNKNOWN, ZoneLoads.UNKNOWN).picker().pick(args()))
                .isNotNull();
    }

    @Test
    void degradedOnesAreAskedForTheRest() {
        List<FakeCandidate> all = levels(10);
        for (int i = 0; i < 5; i++) {
            all.get(i).degraded = true;
        }
        Plan<FakeCandidate> plan = plan(all, 50);
        assertThat(share(plan, candidate -> candidate.degraded)).isBetween(0.28, 0.32);
        sick(all, 5, 10);
        assertThat(share(plan(all, 50), candidate -> candidate.degraded)).isEqualTo(1);
        PickArgs args = args();
        for (int i = 5; i < 10; i++) {
            all.get(i).trusted = true;
            args.exclude(all.get(i));
        }
        assertThat(plan(all, 50).picker().pick(args)).as("untried").matches(candidate -> candidate.degraded);
    }

    @Test
    void inPanicDegradedOnesAreAskedLikeAllOthers() {
        List<FakeCandidate> all = levels(10);
        all.get(0).degraded = true;
        sick(all, 1, 10);
        assertThat(share(plan(all, 50), candidate -> candidate.degraded)).isBetween(0.08, 0.12);
    }

    @Test
    void thoseWithoutWeightDoNotMakeAPriorityHealthy() {
        List<FakeCandidate> all = new ArrayList<>();
        all.add(new FakeCandidate("working", 1, 1));
        all.add(new FakeCandidate("sick", 1, 0));
        for (int i = 0; i < 9; i++) {
            all.add(new FakeCandidate("idle" + i, 0, 0));
        }
        all.get(1).trusted = false;
        assertThat(share(plan(all, 50), candidate -> candidate == all.get(0))).isEqualTo(1);
    }

    @Test
    void thePlanIsOfItsMomentAndTheNextOneOfTheNext() {
        List<FakeCandidate> all = levels(2, 2);
        Arrangement<FakeCandidate> arrangement = Arrangement.of("random", Spread.PLAIN, all, random);
        Plan<FakeCandidate> before = arrangement.plan(Callers.UNKNOWN, ZoneLoads.UNKNOWN);
        sick(all, 0, 2);
        assertThat(before.levels().get(0).healthyLoad()).isEqualTo(100);
        assertThat(before.picker().pick(args()))
                .as("even so nobody is asked who is known to be sick")
                .matches(candidate -> candidate.priority() == 1);
        assertThat(arrangement
                        .plan(Callers.UNKNOWN, ZoneLoads.UNKNOWN)
                        .levels()
                        .get(1)
                        .healthyLoad())
                .isEqualTo(100);
    }

    @Test
    void aKeyStaysInItsPriorityWhileSeveralShareTheCalls() {
        List<FakeCandidate> all = levels(10, 10);
        sick(all, 0, 5);
        Plan<FakeCandidate> plan = Arrangement.of(
                        "ring-hash", new Spread(140, 50, false, LocalityRule.OFF), all, random)
                .plan(Callers.UNKNOWN, ZoneLoads.UNKNOWN);
        int first = 0;
        for (int i = 0; i < 2_000; i++) {
            long key = XxHash64.hash("key " + i);
            FakeCandidate picked = plan.picker().pick(args().hashedAs(key));
            assertThat(plan.picker().pick(args().hashedAs(key))).isSameAs(picked);
            first += picked.priority() == 0 ? 1 : 0;
        }
        assertThat(first / 2_000.0).isBetween(0.66, 0.74);
    }

    private Plan<FakeCandidate> plan(List<FakeCandidate> all, int threshold) {
        return Arrangement.of("random", new Spread(140, threshold, false, LocalityRule.OFF), all, random)
                .plan(Callers.UNKNOWN, ZoneLoads.UNKNOWN);
    }

    private double share(Plan<FakeCandidate> plan, Predicate<FakeCandidate> of) {
        int count = 0;
        for (int i = 0; i < PICKS; i++) {
            FakeCandidate picked = plan.picker().pick(args());
            count += picked != null && of.test(picked) ? 1 : 0;
        }
        return count / (double) PICKS;
    }

    private PickArgs args() {
        return new PickArgs(random).at(0, false, true);
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

    private static void sick(List<FakeCandidate> all, int from, int to) {
        all.subList(from, to).forEach(candidate -> candidate.trusted = false);
    }
}
