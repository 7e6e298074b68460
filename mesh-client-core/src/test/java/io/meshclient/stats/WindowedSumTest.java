package io.meshclient.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowedSumTest {

    private record Added(long slice, long amount) {}

    /** A list of all that was ever added, and a filter. */
    @Property
    void itAgreesWithANaiveModel(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long start,
            @ForAll @IntRange(min = 1, max = 12) int slices,
            @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> steps) {
        WindowedSum sum = new WindowedSum(10L * slices, slices);
        List<Added> all = new ArrayList<>();
        long now = start;
        for (int step : steps) {
            now += step;
            long slice = Math.floorDiv(now, 10L);
            sum.add(step, now);
            all.add(new Added(slice, step));

            long expected = all.stream()
                    .filter(added -> added.slice > slice - slices)
                    .mapToLong(Added::amount)
                    .sum();
            assertThat(sum.sum(now)).isEqualTo(expected);
        }
        assertThat(sum.sum(now + 10L * slices)).isZero();
    }

    @Test
    void withinOneSliceNothingIsLostAmongThreads() throws InterruptedException {
        WindowedSum sum = new WindowedSum(1000, 10);
        sum.add(0, 5);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    sum.add(1, 5);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(sum.sum(5)).isEqualTo(40_000);
    }

    /** Whoever empties a slot must not let readers take its old content for the new slice's. */
    @Test
    void whileSlicesChangeAReaderNeverSeesMoreThanWasAdded() throws InterruptedException {
        WindowedSum sum = new WindowedSum(4, 4);
        int perSlice = 1_000;
        Thread writer = new Thread(() -> {
            for (long slice = 0; slice < 20_000; slice++) {
                sum.add(perSlice, slice);
            }
        });
        writer.start();
        long most = 0;
        while (writer.isAlive()) {
            for (long slice = 0; slice < 20_000; slice += 7) {
                most = Math.max(most, sum.sum(slice));
            }
        }
        writer.join();

        assertThat(most).isLessThanOrEqualTo(4L * perSlice);
    }

    @Test
    void takesTheOldestFirstAndNothingIfThereIsNotEnough() {
        WindowedSum sum = new WindowedSum(100, 10);
        sum.add(3, 0);
        sum.add(5, 50);

        assertThat(sum.take(9, 60)).isFalse();
        assertThat(sum.sum(60)).isEqualTo(8);
        assertThat(sum.take(4, 60)).isTrue();
        assertThat(sum.sum(60)).isEqualTo(4);
        assertThat(sum.sum(100)).as("what is left is the younger").isEqualTo(4);
        assertThat(sum.take(1, 150)).as("it has grown old").isFalse();
    }
}
