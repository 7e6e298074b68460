package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.stats.XxHash64;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the policies owe that choose by the hash of a key. */
abstract class HashPickerContract extends PickerContract {

    private static final int KEYS = 2_000;

    private final RandomSource random = VirtualTime.seeded(77);

    abstract Balancer balancer(int balanceFactor, RandomSource source);

    @Override
    protected final Picker<FakeCandidate> picker(List<FakeCandidate> candidates, RandomSource source) {
        return balancer(0, source).picker(candidates, 0);
    }

    @Test
    void aKeyStaysWithItsEndpointInEveryCaller() {
        List<FakeCandidate> all = candidates(1, 2, 1, 1);
        List<FakeCandidate> turned = List.of(all.get(3), all.get(0), all.get(2), all.get(1));
        Picker<FakeCandidate> one = picker(all, random);
        Picker<FakeCandidate> other = picker(turned, VirtualTime.seeded(5));
        int moved = 0;
        for (int key = 0; key < KEYS; key++) {
            assertThat(choice(one, key)).isSameAs(choice(one, key));
            moved += choice(one, key) == choice(other, key) ? 0 : 1;
        }
        assertThat(moved)
                .as("but for a point that the order of a ring decides on")
                .isLessThan(KEYS / 100);
    }

    @Test
    void whenOneGoesTheKeysOfTheOthersStay() {
        List<FakeCandidate> all = candidates(1, 1, 1, 1, 1);
        Picker<FakeCandidate> before = picker(all, random);
        Picker<FakeCandidate> after = picker(all.subList(0, 4), random);
        int moved = 0;
        for (int key = 0; key < KEYS; key++) {
            FakeCandidate choice = choice(before, key);
            moved += choice != all.get(4) && choice != choice(after, key) ? 1 : 0;
        }
        assertThat(moved)
                .as("a ring gives the others more points, so a few move")
                .isLessThan(KEYS / 8);
    }

    @Test
    void whoIsOutIsPassedOverByItsOwnKeysAlone() {
        List<FakeCandidate> all = candidates(1, 1, 1, 1);
        Picker<FakeCandidate> picker = picker(all, random);
        List<FakeCandidate> before = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            before.add(choice(picker, key));
        }
        all.get(2).trusted = false;
        Set<FakeCandidate> heirs = new HashSet<>();
        for (int key = 0; key < KEYS; key++) {
            FakeCandidate now = choice(picker, key);
            if (before.get(key) == all.get(2)) {
                heirs.add(now);
                assertThat(now).isSameAs(choice(picker, key)).isNotSameAs(all.get(2));
            } else {
                assertThat(now).isSameAs(before.get(key));
            }
        }
        assertThat(heirs).as("its keys are spread over all").hasSize(3);
    }

    @Test
    void aRetryOfAKeyGoesToTheSameSecond() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        Picker<FakeCandidate> picker = picker(all, random);
        for (int key = 0; key < 200; key++) {
            FakeCandidate first = choice(picker, key);
            assertThat(choice(picker, key, first)).isNotSameAs(first).isSameAs(choice(picker, key, first));
        }
    }

    @Test
    void oneThatStartsSlowlyTakesMoreAndMoreOfItsOwnKeys() {
        List<FakeCandidate> all = candidates(1, 1, 1);
        Picker<FakeCandidate> picker = picker(all, random);
        Set<Integer> own = keysOf(picker, all.get(0));
        all.get(0).readiness = 0.3;
        Set<Integer> some = keysOf(picker, all.get(0));
        all.get(0).readiness = 0.6;
        Set<Integer> more = keysOf(picker, all.get(0));
        assertThat(own).containsAll(more);
        assertThat(more).containsAll(some);
        assertThat(some.size() / (double) own.size()).isBetween(0.25, 0.35);
        assertThat(more.size() / (double) own.size()).isBetween(0.55, 0.65);
    }

    @Test
    void evenAHeavyOneThatIsOutLeavesItsKeysToTheSameOthers() {
        List<FakeCandidate> all = candidates(1_000_000, 1, 1);
        all.get(0).trusted = false;
        Picker<FakeCandidate> picker = picker(all, random);
        Set<FakeCandidate> heirs = new HashSet<>();
        for (int key = 0; key < 100; key++) {
            assertThat(choice(picker, key)).isSameAs(choice(picker, key)).isNotSameAs(all.get(0));
            heirs.add(choice(picker, key));
        }
        assertThat(heirs).hasSize(2);
    }

    @Test
    void withABoundAFullOnePassesItsKeysOn() {
        List<FakeCandidate> all = candidates(1, 1, 1, 1);
        Picker<FakeCandidate> picker = balancer(150, random).picker(all, 0);
        Set<Integer> own = keysOf(picker, all.get(0));
        all.get(0).inFlight = 4; // of 8: 14 slots in all, ceil(14 / 4) = 4 each
        assertThat(keysOf(picker, all.get(0))).as("as many as its slots").isEqualTo(own);
        all.get(0).inFlight = 5;
        assertThat(keysOf(picker, all.get(0))).isEmpty();
        Set<FakeCandidate> heirs = new HashSet<>();
        for (int key : own) {
            heirs.add(choice(picker, key));
            assertThat(choice(picker, key)).isSameAs(choice(picker, key));
        }
        assertThat(heirs).hasSize(3);
        all.forEach(candidate -> candidate.inFlight = 9);
        all.get(3).inFlight = 8;
        assertThat(keysOf(picker, all.get(0))).as("all are full: to the least").isEmpty();
    }

    @Test
    void withABoundWeightsCount() {
        List<FakeCandidate> all = candidates(3, 1);
        Picker<FakeCandidate> picker = balancer(100, random).picker(all, 0);
        all.get(0).inFlight = 7; // 9 slots in all, ceil(9 · 3/4) = 7
        all.get(1).inFlight = 4; // over ceil(9 / 4) = 3
        assertThat(keysOf(picker, all.get(0))).hasSize(KEYS);
    }

    private Set<Integer> keysOf(Picker<FakeCandidate> picker, FakeCandidate candidate) {
        Set<Integer> keys = new HashSet<>();
        for (int key = 0; key < KEYS; key++) {
            if (choice(picker, key) == candidate) {
                keys.add(key);
            }
        }
        return keys;
    }

    private @Nullable FakeCandidate choice(Picker<FakeCandidate> picker, int key, FakeCandidate... tried) {
        PickArgs args = new PickArgs(random).at(0, false, true).beside(8).hashedAs(XxHash64.hash("key-" + key));
        for (FakeCandidate candidate : tried) {
            args.exclude(candidate);
        }
        return picker.pick(args);
    }
}
