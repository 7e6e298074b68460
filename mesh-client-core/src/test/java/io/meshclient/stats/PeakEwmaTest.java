package io.meshclient.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PeakEwmaTest {

    private static final long S = 1_000_000_000L;

    @Test
    void theFirstSampleAndAFailureCountAtOnce() {
        assertThat(PeakEwma.observe(0, 0, 7)).isEqualTo(7);
        assertThat(PeakEwma.observe(20e6, 1, 5 * S)).isEqualTo(5 * S);
        assertThat(PeakEwma.observe(7 * S, 1, 9 * S)).isEqualTo(9 * S);
    }

    /** w = exp(-dt / 1 s), worked out by hand. */
    @Test
    void aSlowerSampleCountsWithinASecond() {
        assertThat(PeakEwma.observe(100, S, 1000)).isCloseTo(668.9085, within(1e-4));
        assertThat(PeakEwma.observe(100, S / 10, 1000)).isCloseTo(185.6463, within(1e-4));
        assertThat(PeakEwma.observe(100, 100 * S, 1000)).isCloseTo(1000, within(1e-6));
    }

    /** w = exp(-dt/tau); cost = rtt * (1 - w) + cost * w, worked out by hand. */
    @Test
    void aFasterSampleCountsByAndByAsInFinagle() {
        assertThat(PeakEwma.observe(1000, 10 * S, 100)).isCloseTo(431.0915, within(1e-4));
        assertThat(PeakEwma.observe(1000, S, 100)).isCloseTo(914.3537, within(1e-4));
        assertThat(PeakEwma.observe(1000, 0, 100)).isEqualTo(1000);
        assertThat(PeakEwma.observe(1000, -S, 100)).isEqualTo(1000);
        assertThat(PeakEwma.observe(1000, 1000 * S, 100)).isCloseTo(100, within(1e-6));
    }

    @Test
    void aFailureIsBelievedForAsLongAsItCosts() {
        double cost = PeakEwma.observe(20e6, S, PeakEwma.penalised(1, -1));
        assertThat(PeakEwma.decayed(cost, 5 * S)).as("to the end").isGreaterThan(2 * S);
        assertThat(PeakEwma.decayed(cost, 5 * S + 1))
                .as("then nothing is known")
                .isZero();
        assertThat(PeakEwma.observe(cost, 5 * S + 1, 20_000_000))
                .as("but what comes next")
                .isEqualTo(20_000_000);
        assertThat(PeakEwma.observe(cost, 5 * S + 1, PeakEwma.penalised(1, -1))).isEqualTo(5 * S);
        assertThat(PeakEwma.observe(cost, 4 * S, 20_000_000)).as("not before").isGreaterThan(S);
    }

    @Test
    void answersOfCallsThatWereUnderWayDoNotProlongIt() {
        double cost = PeakEwma.observe(20e6, S, PeakEwma.penalised(1, -1));
        for (int answer = 0; answer < 10; answer++) {
            cost = PeakEwma.observe(cost, 10_000_000, 20_000_000);
        }
        assertThat(cost).as("nor shorten it").isBetween(4.9e9, 5e9);
        assertThat(PeakEwma.decayed(cost, 5 * S + 1)).isZero();
    }

    @Test
    void whatAServerAsksForIsBelievedForThatLong() {
        double cost = PeakEwma.observe(20e6, S, PeakEwma.penalised(1, 120 * S));
        assertThat(PeakEwma.decayed(cost, 119 * S)).isPositive();
        assertThat(PeakEwma.decayed(cost, 121 * S)).isZero();
    }

    @Test
    void aSlowOneIsNoFailureAndIsNotForgotten() {
        assertThat(PeakEwma.decayed(2e9, 60 * S)).isPositive();
    }

    @Test
    void failuresThatComeTogetherAreOne() {
        assertThat(PeakEwma.observe(5 * S, 3, 5 * S)).isEqualTo(5 * S);
    }

    @Property
    void aCostStaysBetweenWhatItWasAndTheSample(
            @ForAll @DoubleRange(max = 1e12) double cost,
            @ForAll @LongRange(max = 3600 * S) long elapsed,
            @ForAll @LongRange(max = 1_000_000_000_000L) long sample) {
        double after = PeakEwma.observe(cost, elapsed, sample);

        assertThat(after).isGreaterThanOrEqualTo(Math.min(cost, sample) * (1 - 1e-12));
        assertThat(after).isLessThanOrEqualTo(Math.max(cost, sample) * (1 + 1e-12));
    }

    @Property
    void decayIsMonotoneAndNeverFasterThanTheTrueOne(
            @ForAll @DoubleRange(min = 1, max = 1e12) double cost,
            @ForAll @LongRange(max = 300 * S) long earlier,
            @ForAll @LongRange(max = 300 * S) long more) {
        double first = PeakEwma.decayed(cost, earlier);
        double later = PeakEwma.decayed(cost, earlier + more);
        double exact = cost * Math.exp(-(double) earlier / PeakEwma.DECAY_NANOS);

        assertThat(later).isLessThanOrEqualTo(first);
        if (cost < PeakEwma.PENALTY_NANOS / 2.0 || earlier <= PeakEwma.PENALTY_NANOS) {
            assertThat(first).isBetween(exact * (1 - 1e-9), cost);
        }
    }

    @Property
    void upToHalfATauItIsWithinTheStatedError(@ForAll @LongRange(max = 5 * S) long elapsed) {
        double exact = 1e9 * Math.exp(-(double) elapsed / PeakEwma.DECAY_NANOS);

        assertThat(PeakEwma.decayed(1e9, elapsed)).isCloseTo(exact, within(exact * 0.002));
    }

    @Test
    void noTimeNoDecay() {
        assertThat(PeakEwma.decayed(5, 0)).isEqualTo(5);
        assertThat(PeakEwma.decayed(5, -1)).isEqualTo(5);
    }

    @Test
    void failuresCountAsSlowAsLinkerdCountsThem() {
        assertThat(PeakEwma.penalised(1, -1)).isEqualTo(5 * S);
        assertThat(PeakEwma.penalised(7 * S, -1)).isEqualTo(7 * S);
        assertThat(PeakEwma.penalised(1, 20 * S)).isEqualTo(20 * S);
        assertThat(PeakEwma.penalised(1, 301 * S)).isEqualTo(300 * S);
        assertThat(PeakEwma.penalised(400 * S, Long.MAX_VALUE)).isEqualTo(400 * S);
    }
}
