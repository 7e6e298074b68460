package io.meshclient.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RandomSourceTest {

    @Property
    void numbersStayBelowTheirBound(@ForAll long bits, @ForAll @IntRange(min = 1) int bound) {
        RandomSource fixed = () -> bits;

        assertThat(fixed.nextInt(bound)).isBetween(0, bound - 1);
        assertThat(fixed.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
    }

    @Test
    void theExtremesAreReached() {
        assertThat(((RandomSource) () -> 0L).nextInt(7)).isZero();
        assertThat(((RandomSource) () -> -1L).nextInt(7)).isEqualTo(6);
        assertThat(((RandomSource) () -> -1L).nextInt(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(((RandomSource) () -> -1L).nextDouble()).isEqualTo(Math.nextDown(1.0));
    }

    @Test
    void numbersAreUniform() {
        RandomSource random = VirtualTime.seeded(42);
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++) {
            counts[random.nextInt(10)]++;
        }

        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 10_000.0) * (count - 10_000.0) / 10_000.0;
        }
        assertThat(chiSquare).isLessThan(27.9); // 9 degrees of freedom, one in a thousand; the seed is fixed
    }

    @Test
    void theSystemsSourceIsAlive() {
        assertThat(RandomSource.system().nextLong())
                .isNotEqualTo(RandomSource.system().nextLong());
        assertThat(Ticker.system().epochMillis()).isGreaterThan(1_600_000_000_000L);
        long first = Ticker.system().nanos();
        assertThat(Ticker.system().nanos() - first).isGreaterThanOrEqualTo(0);
    }
}
