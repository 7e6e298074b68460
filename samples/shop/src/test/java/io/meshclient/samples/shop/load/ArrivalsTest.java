package io.meshclient.samples.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.samples.shop.Plan;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
    @Test
    void bothClientsComputeTheSameArrivals() {
        assertThat(Arrivals.of(Plan.SHOP)).isEqualTo(Arrivals.of(Plan.SHOP));
    }

    @Test
    void arrivalsAscendWithinThePlan() {
        assertThat(Arrivals.of(Plan.SHOP)).isSorted();
        assertThat(LongStream.of(Arrivals.of(Plan.SHOP)))
                .allMatch(due -> 0 <= due && due < Plan.SHOP.whole().toNanos());
    }

    @Test
    void theCountedRateIsThePlansOnTheMean() {
        long expected = Plan.SHOP.callsPerSecond() * Plan.SHOP.counted().toSeconds();

        assertThat((double) arrivals(warmUp(), Plan.SHOP.whole().toNanos()))
                .isBetween(expected * 0.95, expected * 1.05);
    }

    @Test
    void theRateGrowsInTheWarmUp() {
        assertThat(arrivals(0, warmUp() / 2) * 2).isLessThan(arrivals(warmUp() / 2, warmUp()));
    }

    private static long warmUp() {
        return Plan.SHOP.warmUp().toNanos();
    }

    private static long arrivals(long from, long to) {
        return LongStream.of(Arrivals.of(Plan.SHOP))
                .filter(due -> from <= due && due < to)
                .count();
    }
}
