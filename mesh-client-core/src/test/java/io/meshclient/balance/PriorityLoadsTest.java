package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Envoy's tables, and what holds whatever the counts. */
final class PriorityLoadsTest {

    /** Healthy percentages of up to three priorities of a hundred endpoints each, and the loads that follow. */
    @ParameterizedTest
    @CsvSource({
        "100/100, 100/0",
        "72/100, 100/0",
        "71/100, 99/1",
        "71/0, 100/0",
        "50/50, 70/30",
        "50/100, 70/30",
        "25/100, 35/65",
        "25/25, 50/50",
        "0/100, 0/100",
        "5/0, 100/0",
        "25/25/20, 36/36/28",
        "25/0/75, 35/0/65",
        "0/0/100, 0/0/100",
        "30/30/100, 42/42/16",
    })
    void loadsAreEnvoys(String healthy, String expected) {
        PriorityLoads loads = PriorityLoads.of(levels(healthy), 140, 0);
        assertThat(healthyLoads(loads)).isEqualTo(expected);
    }

    @Test
    void degradedEndpointsTakeWhatHealthyOnesCannot() {
        PriorityLoads half = PriorityLoads.of(List.of(level(100, 50, 50), level(100, 100, 0)), 140, 50);
        assertThat(healthyLoads(half)).isEqualTo("70/30");
        assertThat(half.degraded(0)).isZero();

        PriorityLoads noneBehind = PriorityLoads.of(List.of(level(100, 50, 50)), 140, 50);
        assertThat(noneBehind.healthy(0)).isEqualTo(70);
        assertThat(noneBehind.degraded(0)).isEqualTo(30);

        PriorityLoads onlyDegraded = PriorityLoads.of(List.of(level(10, 0, 10)), 140, 50);
        assertThat(onlyDegraded.healthy(0)).isZero();
        assertThat(onlyDegraded.degraded(0)).isEqualTo(100);
        assertThat(onlyDegraded.panic(0)).as("they work").isFalse();
    }

    @Test
    void aPriorityPanicsOnlyIfAllTogetherAreNotEnough() {
        PriorityLoads enough = PriorityLoads.of(levels("20/100"), 140, 50);
        assertThat(enough.panic(0))
                .as("priority 1 takes what priority 0 cannot")
                .isFalse();

        PriorityLoads one = PriorityLoads.of(levels("20/50"), 140, 50);
        assertThat(one.panic(0)).isTrue();
        assertThat(one.panic(1)).as("half are not fewer than half").isFalse();
        assertThat(healthyLoads(one)).isEqualTo("29/71");
    }

    @Test
    void whenAllPanicEndpointsAreCounted() {
        PriorityLoads all = PriorityLoads.of(List.of(level(3, 0, 0), level(4, 1, 0)), 140, 50);
        assertThat(all.panic(0) && all.panic(1)).isTrue();
        assertThat(healthyLoads(all)).as("3/7 and 4/7, the rest to the first").isEqualTo("43/57");
    }

    @Test
    void withoutAThresholdNobodyPanics() {
        PriorityLoads off = PriorityLoads.of(levels("0/0"), 140, 0);
        assertThat(off.panic(0) || off.panic(1)).isFalse();
        assertThat(healthyLoads(off)).isEqualTo("100/0");
    }

    @Test
    void thoseWhoDoNotCountLeaveTheDenominator() {
        LevelCount halfDraining = new LevelCount(100, 50, 50, 0);
        assertThat(healthyLoads(PriorityLoads.of(List.of(halfDraining, level(10, 10, 0)), 140, 50)))
                .isEqualTo("100/0");
        LevelCount allDraining = new LevelCount(5, 0, 0, 0);
        assertThat(healthyLoads(PriorityLoads.of(List.of(allDraining, level(10, 10, 0)), 140, 50)))
                .isEqualTo("0/100");
    }

    @Test
    void theFactorSaysWhenCallsSpill() {
        assertThat(healthyLoads(PriorityLoads.of(levels("99/100"), 100, 0))).isEqualTo("99/1");
        assertThat(healthyLoads(PriorityLoads.of(levels("34/100"), 300, 0))).isEqualTo("100/0");
    }

    @Property(tries = 500)
    void loadsAddUpToAHundred(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 999) Integer> tape,
            @ForAll @IntRange(min = 100, max = 400) int factor,
            @ForAll @IntRange(max = 100) int threshold) {
        List<LevelCount> levels = new ArrayList<>();
        for (int step : tape) {
            int all = 1 + step / 100;
            int healthy = step % 10 * all / 9;
            levels.add(new LevelCount(all, all, healthy, Math.min(all - healthy, step / 10 % 10)));
        }
        PriorityLoads loads = PriorityLoads.of(levels, factor, threshold);
        int sum = 0;
        for (int rank = 0; rank < loads.size(); rank++) {
            LevelCount level = levels.get(rank);
            sum += loads.healthy(rank) + loads.degraded(rank);
            assertThat(loads.healthy(rank)).isNotNegative();
            assertThat(loads.degraded(rank)).isNotNegative();
            boolean works = level.healthy() + level.degraded() > 0;
            boolean anyWorks = levels.stream().anyMatch(each -> each.healthy() + each.degraded() > 0);
            if (!works && anyWorks && !loads.panic(rank)) {
                assertThat(loads.healthy(rank) + loads.degraded(rank)).isZero();
            }
        }
        assertThat(sum).isEqualTo(100);
    }

    @Property(tries = 500)
    void theBestPriorityNeverTakesLessWhenMoreOfItIsHealthy(
            @ForAll @IntRange(max = 19) int healthy, @ForAll @IntRange(max = 20) int behind) {
        int before = PriorityLoads.of(List.of(level(20, healthy, 0), level(20, behind, 0)), 140, 0)
                .healthy(0);
        int after = PriorityLoads.of(List.of(level(20, healthy + 1, 0), level(20, behind, 0)), 140, 0)
                .healthy(0);
        if (healthy + behind > 0) {
            assertThat(after).isGreaterThanOrEqualTo(before);
        }
    }

    private static LevelCount level(int all, int healthy, int degraded) {
        return new LevelCount(all, all, healthy, degraded);
    }

    private static List<LevelCount> levels(String healthy) {
        List<LevelCount> levels = new ArrayList<>();
        for (String percent : healthy.split("/", -1)) {
            levels.add(level(100, Integer.parseInt(percent), 0));
        }
        return levels;
    }

    private static String healthyLoads(PriorityLoads loads) {
        List<String> texts = new ArrayList<>();
        for (int rank = 0; rank < loads.size(); rank++) {
            texts.add(String.valueOf(loads.healthy(rank)));
        }
        return String.join("/", texts);
    }
}
