package io.meshclient.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.concurrency.limits.Limit;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Our algorithms beside those that they come from: the same limit after each of a thousand random samples. */
class NetflixLimitsTest {

    private static final int SAMPLES = 1_000;
    private static final long MILLI = 1_000_000L;

    @Property(tries = 50)
    void aimd(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 100) int initial,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double ratio) {
        Limit theirs = com.netflix.concurrency.limits.limit.AIMDLimit.newBuilder()
                .initialLimit(initial)
                .minLimit(1)
                .maxLimit(150)
                .backoffRatio(ratio)
                .timeout(80, TimeUnit.MILLISECONDS)
                .build();
        ConcurrencyLimit ours =
                new AimdLimit(new LimitRules.Aimd(new LimitRules.Bounds(initial, 1, 150), ratio, 80 * MILLI));
        RandomSource random = VirtualTime.seeded(seed);
        for (int i = 0; i < SAMPLES; i++) {
            same(theirs, ours, rtt(random), random.nextInt(200), random.nextInt(20) == 0);
        }
    }

    @Property(tries = 50)
    void gradient2(
            @ForAll long seed,
            @ForAll @IntRange(min = 5, max = 100) int initial,
            @ForAll @IntRange(min = 10, max = 1000) int window,
            @ForAll @DoubleRange(min = 0.05, max = 1) double smoothing) {
        Limit theirs = com.netflix.concurrency.limits.limit.Gradient2Limit.newBuilder()
                .initialLimit(initial)
                .minLimit(5)
                .maxConcurrency(150)
                .rttTolerance(1.5)
                .longWindow(window)
                .smoothing(smoothing)
                .queueSize(4)
                .build();
        ConcurrencyLimit ours = new Gradient2Limit(
                new LimitRules.Gradient2(new LimitRules.Bounds(initial, 5, 150), 1.5, window, smoothing, 4));
        RandomSource random = VirtualTime.seeded(seed);
        for (int i = 0; i < SAMPLES; i++) {
            same(theirs, ours, rtt(random), random.nextInt(200), false);
        }
    }

    /** Drops that take longer than the least latency, and no new measurement of that: what the two do differently is left out. */
    @Property(tries = 50)
    void vegas(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 1500) int initial,
            @ForAll @DoubleRange(min = 0.05, max = 1) double smoothing) {
        Limit theirs = com.netflix.concurrency.limits.limit.VegasLimit.newBuilder()
                .initialLimit(initial)
                .maxConcurrency(1500)
                .smoothing(smoothing)
                .probeMultiplier(1_000_000)
                .build();
        RandomSource random = VirtualTime.seeded(seed);
        ConcurrencyLimit ours = new VegasLimit(
                new LimitRules.Vegas(new LimitRules.Bounds(initial, 1, 1500), smoothing, 1_000_000, random));
        same(theirs, ours, MILLI, 1, false);
        for (int i = 0; i < SAMPLES; i++) {
            long rtt = MILLI + rtt(random) / 20;
            same(theirs, ours, rtt, random.nextInt(2000), random.nextInt(20) == 0);
        }
    }

    private static long rtt(RandomSource random) {
        return MILLI + random.nextInt(100_000_000);
    }

    private static void same(Limit theirs, ConcurrencyLimit ours, long rtt, int inFlight, boolean dropped) {
        theirs.onSample(0, rtt, inFlight, dropped);
        assertThat(ours.sample(0, rtt, inFlight, dropped)).isEqualTo(theirs.getLimit());
    }
}
