package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every balancer owes its callers, whatever its policy. A policy's own test extends this class. */
public abstract class PickerContract {

    private static final int PICKS = 20_000;

    private final RandomSource random = VirtualTime.seeded(20_26);

    /**
     * The picker under test.
     *
     * @param candidates to choose from
     * @param source of randomness
     * @return a new picker
     */
    protected abstract Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source);

    @Test
    void nobodyIsChosenAmongNobody() {
        assertThat(picker(List.of(), random).pick(args(false))).isNull();
    }

    @Test
    void theOnlyOneIsChosenWhateverItsState() {
        FakeCandidate only = candidate("a", 1);
        Picker<FakeCandidate> picker = picker(List.of(only), random);
        assertThat(picker.pick(args(false))).isSameAs(only);
        assertThat(picker.pick(args(false, only))).as("tried").isSameAs(only);
        only.heldOff = true;
        only.trusted = false;
        assertThat(picker.pick(args(false, only))).as("nothing better").isSameAs(only);
    }

    @Test
    void theTriedOneIsLeftOutWhileAnotherIsAvailable() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        assertThat(chosen(all, false, all.get(1))).containsExactlyInAnyOrder(all.get(0), all.get(2));
        assertThat(chosen(all, false, all.get(1), all.get(2))).containsExactly(all.get(0));
        assertThat(chosen(candidates(1, 1), false)).hasSize(2);
    }

    @Test
    void anAvailableTriedOneComesBeforeAnUnavailableUntriedOne() {
        List<FakeCandidate> all = candidates(1, 1);
        all.get(1).trusted = false;
        assertThat(chosen(all, false, all.get(0))).containsExactly(all.get(0));
    }

    @Test
    void withNothingAvailableTheUntriedComeFirst() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        all.forEach(candidate -> candidate.trusted = false);
        assertThat(chosen(all, false)).hasSize(3);
        assertThat(chosen(all, false, all.get(0))).containsExactlyInAnyOrder(all.get(1), all.get(2));
        assertThat(chosen(all, false, all.get(0), all.get(1), all.get(2))).hasSize(3);
    }

    @Test
    void withoutPanicNobodyIsChosenAmongTheUntrusted() {
        List<FakeCandidate> all = candidates(1, 1);
        all.forEach(candidate -> candidate.trusted = false);
        assertThat(picker(all, random).pick(new PickArgs(random).at(0, false, false)))
                .isNull();
        all.get(1).trusted = true;
        all.get(1).heldOff = true;
        assertThat(picker(all, random).pick(new PickArgs(random).at(0, false, false)))
                .as("held off is not untrusted")
                .isSameAs(all.get(1));
    }

    @Test
    void thoseAboutToGoAndThoseHeldOffAreLeftAlone() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        all.get(0).draining = true;
        all.get(1).heldOff = true;
        assertThat(chosen(all, false)).containsExactly(all.get(2));
    }

    @Test
    void underPanicEjectionIsNotBelievedButHoldOffAndDrainingAre() {
        List<FakeCandidate> all = candidates(1, 1, 1, 1);
        all.get(0).trusted = false;
        all.get(1).trusted = false;
        all.get(2).heldOff = true;
        all.get(3).draining = true;
        assertThat(chosen(all, true)).containsExactlyInAnyOrder(all.get(0), all.get(1));
    }

    /** While enough of the best priority is healthy it takes all; {@code PlanTest} has what happens when it is not. */
    @Test
    void theBestPriorityWithAnAvailableOneIsUsed() {
        FakeCandidate first = new FakeCandidate("first", 1, 0);
        FakeCandidate second = new FakeCandidate("second", 1, 1);
        FakeCandidate third = new FakeCandidate("third", 1, 7);
        List<FakeCandidate> all = List.of(third, first, second);
        assertThat(chosen(all, false)).containsExactly(first);
        assertThat(chosen(all, false, first)).containsExactly(second);
        first.heldOff = true;
        assertThat(chosen(all, false)).containsExactly(second);
        second.trusted = false;
        assertThat(chosen(all, false)).containsExactly(third);
    }

    @Test
    void sharesFollowWeights() {
        assertShares(candidates(1, 2, 3, 4), 1, 2, 3, 4);
        assertShares(candidates(1, 1, 1), 1, 1, 1);
        assertShares(candidates(65_535, 65_535, 32_768), 65_535, 65_535, 32_768);
        assertShares(candidates(Integer.MAX_VALUE, Integer.MAX_VALUE), 1, 1);
    }

    @Test
    void sharesFollowWeightsAmongThoseWhoAreLeft() {
        List<FakeCandidate> all = candidates(1, 5, 3);
        all.get(1).trusted = false;
        assertShares(all, 1, 0, 3);
    }

    @Test
    void weightZeroGetsNothingWhileAnotherHasSome() {
        List<FakeCandidate> all = candidates(0, 3, 0);
        assertThat(chosen(all, false)).containsExactly(all.get(1));
        assertThat(chosen(candidates(0, 0), false)).as("all are zero").hasSize(2);
    }

    @Test
    void oneThatStartsSlowlyTakesAShareOfItsWeight() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        all.get(1).readiness = 0.25;
        assertThat(counts(all).get(all.get(1)) / (double) PICKS)
                .as("between a quarter of its own third, and a quarter's weight beside two others")
                .isBetween(1 / 12.0 - 0.015, 1 / 9.0 + 0.015);
        List<FakeCandidate> weighted = candidates(1, 1, 2);
        weighted.get(2).readiness = 0.5;
        assertThat(counts(weighted).get(weighted.get(2)) / (double) PICKS).isBetween(1 / 4.0 - 0.015, 1 / 3.0 + 0.015);
    }

    @Test
    void allMayStartSlowly() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        all.forEach(candidate -> candidate.readiness = 0.1);
        assertThat(counts(all)).hasSize(3);
        all.get(0).trusted = false;
        all.get(1).heldOff = true;
        assertThat(chosen(all, false)).as("it is the only one").containsExactly(all.get(2));
    }

    @Test
    void workDoesNotGrowWhileAllStartSlowly() {
        List<FakeCandidate> all = many(10_000);
        all.forEach(candidate -> candidate.readiness = 0.1);
        assertThat(looksPerPick(all)).isLessThan(200);
    }

    @Test
    void aChoiceAllocatesNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (List<FakeCandidate> all : List.of(candidates(1, 1, 1), candidates(1, 2, 3, 4), many(100))) {
            RandomSource plain = new PlainRandom();
            Picker<FakeCandidate> picker = picker(all, plain);
            PickArgs args = new PickArgs(plain).at(0, false, true);
            args.exclude(all.get(0));
            run(picker, args, 50_000);
            long id = Thread.currentThread().getId();
            long least = Long.MAX_VALUE; // other work of the JVM on this thread may fall into one of them
            for (int i = 0; i < 5; i++) {
                long before = threads.getThreadAllocatedBytes(id);
                run(picker, args, 10_000);
                least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
            }
            assertThat(least).as("bytes of 10,000 picks").isLessThan(10_000);
        }
    }

    @Test
    void workDoesNotGrowWithTheNumberOfCandidates() {
        double three = looksPerPick(many(3));
        assertThat(looksPerPick(many(100))).isLessThan(2 * three + 10);
        assertThat(looksPerPick(many(10_000))).isLessThan(2 * three + 10);
    }

    @Test
    void manyThreadsMayChoose() throws Exception {
        List<FakeCandidate> all = candidates(1, 2, 3, 0);
        Picker<FakeCandidate> picker = picker(all, random);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            results.add(threads.submit(() -> {
                for (int i = 0; i < 20_000; i++) {
                    FakeCandidate tried = all.get(i % 3);
                    FakeCandidate picked = picker.pick(args(false, tried));
                    if (picked == null || picked == tried || picked == all.get(3)) {
                        return false;
                    }
                }
                return true;
            }));
        }
        for (Future<Boolean> result : results) {
            assertThat(result.get(60, TimeUnit.SECONDS)).isTrue();
        }
        threads.shutdown();
    }

    private Map<FakeCandidate, Integer> counts(List<FakeCandidate> all) {
        Picker<FakeCandidate> picker = picker(all, random);
        Map<FakeCandidate, Integer> counts = new HashMap<>();
        for (int i = 0; i < PICKS; i++) {
            counts.merge(chosenBy(picker, args(false)), 1, Integer::sum);
        }
        return counts;
    }

    private void assertShares(List<FakeCandidate> all, long... expected) {
        Map<FakeCandidate, Integer> counts = counts(all);
        double total = 0;
        for (long share : expected) {
            total += share;
        }
        double chiSquare = 0;
        for (int i = 0; i < expected.length; i++) {
            int count = counts.getOrDefault(all.get(i), 0);
            if (expected[i] == 0) {
                assertThat(count).as("%s", all.get(i)).isZero();
            } else {
                double mean = PICKS * expected[i] / total;
                chiSquare += (count - mean) * (count - mean) / mean;
            }
        }
        assertThat(chiSquare).as("chi-square of %s", counts).isLessThan(16.27); // 3 degrees of freedom, p = 0.001
    }

    private Set<FakeCandidate> chosen(List<FakeCandidate> all, boolean panic, FakeCandidate... tried) {
        Picker<FakeCandidate> picker = picker(all, random);
        Set<FakeCandidate> seen = new LinkedHashSet<>();
        for (int i = 0; i < 300; i++) {
            seen.add(chosenBy(picker, args(panic, tried)));
        }
        return seen;
    }

    private static FakeCandidate chosenBy(Picker<FakeCandidate> picker, PickArgs args) {
        @Nullable FakeCandidate picked = picker.pick(args);
        assertThat(picked).isNotNull();
        return picked;
    }

    private double looksPerPick(List<FakeCandidate> all) {
        Picker<FakeCandidate> picker = picker(all, random);
        all.forEach(candidate -> candidate.looks = 0);
        run(picker, args(false, all.get(1)), 2_000);
        return all.stream().mapToLong(candidate -> candidate.looks).sum() / 2_000.0;
    }

    private static void run(Picker<FakeCandidate> picker, PickArgs args, int times) {
        for (int i = 0; i < times; i++) {
            if (picker.pick(args) == null) {
                throw new AssertionError("nobody was chosen");
            }
        }
    }

    private PickArgs args(boolean panic, FakeCandidate... tried) {
        PickArgs args = new PickArgs(random).at(0, panic, true);
        for (FakeCandidate candidate : tried) {
            args.exclude(candidate);
        }
        return args;
    }

    static FakeCandidate candidate(String name, int weight) {
        return new FakeCandidate(name, weight, 0);
    }

    static List<FakeCandidate> candidates(int... weights) {
        List<FakeCandidate> all = new ArrayList<>();
        for (int weight : weights) {
            all.add(candidate("c" + all.size(), weight));
        }
        return all;
    }

    private static List<FakeCandidate> many(int count) {
        List<FakeCandidate> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(candidate("c" + i, 1 + i % 3));
        }
        return all;
    }

    /** Random bits without an object, not even a hidden one. */
    private static final class PlainRandom implements RandomSource {
        private long state = 88_172_645_463_325_252L;

        @Override
        public long nextLong() {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            return state;
        }
    }
}
