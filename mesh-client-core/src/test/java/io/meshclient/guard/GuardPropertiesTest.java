package io.meshclient.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds of hold-off and ejection whatever happens in whatever order. */
class GuardPropertiesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST = 60 * SECOND;

    /** Whoever asks: at most one is under way as a probe, none before its time, and each failed probe doubles the time. */
    @Property(tries = 150)
    void oneProbeAtATimeAndEachThatFailsDoublesTheTime(
            @ForAll @Size(max = 60) List<@IntRange(max = 9_999) Integer> tape) {
        HoldOff hold = new HoldOff();
        long now = SECOND;
        long length = 0; // 0: not held off
        long until = 0;
        boolean probing = false;
        for (int step : tape) {
            now += step / 5 * SECOND / 100;
            switch (step % 5) {
                case 0, 1 -> {
                    boolean due = length > 0 && !probing && now >= until;
                    assertThat(hold.takeProbe(now)).isEqualTo(due);
                    probing |= due;
                }
                case 2 -> {
                    boolean counts = length == 0 || probing || now >= until;
                    long expected = !counts ? 0 : length == 0 ? SECOND : Math.min(LONGEST, length * 2);
                    assertThat(hold.connectFailed(now, now, probing, SECOND, LONGEST))
                            .isEqualTo(expected);
                    probing = false;
                    length = counts ? expected : length;
                    until = counts ? now + expected : until;
                }
                case 3 -> {
                    hold.connected();
                    length = 0;
                    probing = false;
                }
                default -> {
                    hold.releaseProbe();
                    probing = false;
                }
            }
            assertThat(hold.isActive()).isEqualTo(length > 0);
            assertThat(hold.skips(now)).isEqualTo(length > 0 && (probing || now < until));
        }
    }

    /** An ejection is never shorter than the base, never longer than the maximum and the jitter, and grows while it repeats. */
    @Property(tries = 150)
    void ejectionsGrowByTheBaseWithinTheirBounds(
            @ForAll @LongRange(min = 1, max = 400) long base,
            @ForAll @LongRange(min = 1, max = 400) long max,
            @ForAll @LongRange(max = 20) long jitter,
            @ForAll @Size(max = 20) List<@IntRange(max = 60) Integer> secondsBack) {
        Ejection ejection = new Ejection();
        Ejection.Times times = new Ejection.Times(base * SECOND, max * SECOND, jitter * SECOND, 10 * SECOND);
        RandomSource random = VirtualTime.seeded(base * 1_000 + max);
        long now = 0;
        long previous = 0;
        for (int back : secondsBack) {
            long length = ejection.begin(now, times, random);
            assertThat(length)
                    .isBetween(Math.min(base, Math.max(max, base)) * SECOND, (Math.max(max, base) + jitter) * SECOND);
            assertThat(ejection.left(now)).isEqualTo(length);
            if (back < 10 && jitter == 0) {
                assertThat(length).as("again at once").isGreaterThanOrEqualTo(previous);
            }
            now += length;
            assertThat(ejection.left(now)).isZero();
            ejection.restored(now);
            now += back * SECOND;
            previous = back < 10 ? length : 0;
        }
    }

    /** However many fail, one that is usable is left, and no more than the share is out, but for the first. */
    @Property
    void neverTheLastNorMoreThanTheShare(
            @ForAll @IntRange(min = 1, max = 200) int hosts,
            @ForAll @IntRange(max = 100) int maxPercent,
            @ForAll @IntRange(max = 200) int unhealthy) {
        int usable = Math.max(0, hosts - unhealthy);
        int ejected = 0;
        while (Ejection.allowed(hosts, ejected, usable, maxPercent)) {
            ejected++;
            usable--;
            assertThat(usable).isPositive();
            assertThat(ejected == 1 || 100L * ejected <= (long) maxPercent * hosts)
                    .isTrue();
        }
        assertThat(ejected == 0).isEqualTo(maxPercent == 0 || hosts - unhealthy <= 1);
    }
}
