package io.meshclient.benchmarks.faults.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.benchmarks.faults.trial.Measure;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TargetsTest {

    @Test
    void namesAreDistinctAndHaveNoComma() {
        assertThat(Targets.all()).extracting(fault -> fault.name()).doesNotHaveDuplicates();
        assertThat(Targets.all()).allSatisfy(fault -> {
            assertThat(fault.name()).doesNotContain(","); // --only takes a list
            assertThat(fault.target()).isNotBlank();
        });
    }

    @Test
    void aMomentThatNeverCameIsMissed() {
        Duration bound = Duration.ofSeconds(2);
        Measure never = Words.time(
                "normal after", OptionalLong.empty(), Duration.ofSeconds(6).toNanos(), bound);
        Measure came = Words.time("normal after", OptionalLong.of(100_000_000L), 0, bound);

        assertThat(never.isMet()).isFalse();
        assertThat(never.what()).isEqualTo("normal after not");
        assertThat(came.isMet()).isTrue();
    }

    @Test
    void whatWasNeverNormalIsNoMeasureOfNormal() {
        long milli = 1_000_000L;

        assertThat(Words.normalBound(13 * milli)).isEqualTo(46 * milli);
        assertThat(Words.normalBound(13_000 * milli)).isEqualTo(1_000 * milli);
    }
}
