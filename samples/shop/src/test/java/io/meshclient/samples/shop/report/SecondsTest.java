package io.meshclient.samples.shop.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.samples.shop.load.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecondsTest {
    private static final Seconds SECONDS = new Seconds(2, 3);

    @Test
    void theWarmUpDoesNotCount() {
        assertThat(SECONDS.counts(1_999_999)).isFalse();
        assertThat(SECONDS.counts(2_000_000)).isTrue();
        assertThat(SECONDS.counts(4_999_999)).isTrue();
        assertThat(SECONDS.counts(5_000_000)).isFalse();
    }

    @Test
    void theFirstCountedSecondIsSecondNought() {
        assertThat(SECONDS.index(2_000_000)).isEqualTo(0);
        assertThat(SECONDS.index(4_500_000)).isEqualTo(2);
        assertThat(SECONDS.index(0)).isEqualTo(-2);
    }

    @Test
    void gainsLeaveOutTheWarmUpAndKeepWhatCameAfterTheLastSecond() {
        List<Reading> readings = List.of(reading(0, 0), reading(2, 5), reading(3, 6), reading(5, 9), reading(7, 10));

        assertThat(SECONDS.gains(readings, Reading::retries)).containsExactly(1, 0, 4);
    }

    private static Reading reading(int second, long retries) {
        return new Reading(second, retries, 0, 0);
    }
}
