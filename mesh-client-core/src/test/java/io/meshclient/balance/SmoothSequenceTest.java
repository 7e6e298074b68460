package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SmoothSequenceTest {

    @Test
    void eachHasAsManyTurnsAsItsWeight() {
        assertThat(turns(SmoothSequence.of(new int[] {5, 1, 0, 1}), 4)).containsExactly(5, 1, 0, 1);
        assertThat(turns(SmoothSequence.of(new int[] {300, 100, 200}), 3)).containsExactly(3, 1, 2);
        int[] huge = turns(SmoothSequence.of(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 1}), 3);
        assertThat(huge[0]).isEqualTo(huge[1]).isBetween(4_000, 4_100);
        assertThat(huge[2]).as("nobody is forgotten").isEqualTo(1);
    }

    @Test
    void oneOfHalfTheWeightHasEveryOtherTurn() {
        int[] weights = {10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        int[] sequence = SmoothSequence.of(weights);
        for (int i = 0; i < sequence.length; i++) {
            int next = sequence[(i + 1) % sequence.length];
            assertThat(sequence[i] == 0).as("%s", Arrays.toString(sequence)).isNotEqualTo(next == 0);
        }
    }

    @Test
    void nobodyWaitsLongerThanItsWeightAllows() {
        RandomSource random = VirtualTime.seeded(42);
        for (int round = 0; round < 2_000; round++) {
            int[] weights = new int[2 + random.nextInt(12)];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = 1 + random.nextInt(round % 2 == 0 ? 4 : 100);
            }
            assertSmooth(weights);
        }
    }

    @Test
    void thousandsWaitNoLonger() {
        int[] weights = new int[10_000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 + i % 3;
        }
        assertSmooth(weights);
    }

    private static void assertSmooth(int[] weights) {
        int[] sequence = SmoothSequence.of(weights);
        int[] turns = turns(sequence, weights.length);
        long different = Arrays.stream(turns).distinct().count();
        int[] last = new int[weights.length];
        Arrays.fill(last, Integer.MIN_VALUE);
        for (int at = 0; at < 2 * sequence.length; at++) {
            int index = sequence[at % sequence.length];
            if (last[index] != Integer.MIN_VALUE) {
                long others = at - last[index] - 1L;
                assertThat(others)
                        .as("between two turns of %s among %s", turns[index], Arrays.toString(turns))
                        .isLessThanOrEqualTo((sequence.length + turns[index] - 1L) / turns[index] + different);
            }
            last[index] = at;
        }
    }

    private static int[] turns(int[] sequence, int candidates) {
        int[] turns = new int[candidates];
        for (int index : sequence) {
            turns[index]++;
        }
        return turns;
    }
}
