package io.meshclient.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.samples.shop.load.Arrivals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlanTest {
    static Plan[] plans() {
        return new Plan[] {Plan.SHOP, Plan.SHOP_WITH_REGISTRY, Plan.SHORT};
    }

    @ParameterizedTest
    @MethodSource("plans")
    void anotherProcessHasTheSameArrivals(Plan plan) {
        assertThat(Plan.ofLine(plan.toLine())).isEqualTo(plan);
        assertThat(Arrivals.of(Plan.ofLine(plan.toLine()))).isEqualTo(Arrivals.of(plan));
    }

    @Test
    void withoutARegistryTheLoadIsWhatItWas() {
        assertThat(Plan.SHOP.toLine()).isEqualTo("200,10000,40000,42");
    }

    @Test
    void theRegistryIsAwayDuringEveryTroubleAndComesBackInTheCountedTime() {
        for (Timetable times : new Timetable[] {Timetable.SHOP, Timetable.SHORT}) {
            assertThat(times.registryKilled()).isLessThanOrEqualTo(times.slow().from());
            assertThat(times.slow().to()).isLessThanOrEqualTo(times.errors().from());
            assertThat(times.errors().to()).isLessThanOrEqualTo(times.death().from());
            assertThat(times.death().to()).isLessThanOrEqualTo(times.rolling());
            assertThat(times.rolling()).isLessThan(times.registryBack());
        }
        assertThat((long) Timetable.SHOP.registryBack())
                .isLessThan(Plan.SHOP_WITH_REGISTRY.counted().toSeconds() - 20);
    }
}
