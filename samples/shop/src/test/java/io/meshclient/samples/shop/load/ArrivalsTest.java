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
    void theRateIsThePlansOnTheMean() {
        long expected = Plan.SHOP.callsPerSecond() * Plan.SHOP.whole().toSeconds();

        assertThat((double) Arrivals.of(Plan.SHOP).length).isBetween(expected * 0.95, expected * 1.05);
    }
}
