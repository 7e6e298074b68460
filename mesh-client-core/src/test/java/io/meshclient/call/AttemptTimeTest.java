package io.meshclient.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttemptTimeTest {

    @Test
    void thereIsNoLimitWithoutTimeouts() {
        assertThat(AttemptTime.of(100, Step.NEVER, 0)).isEqualTo(new AttemptTime(0, true));
    }

    @Test
    void thePerTryTimeoutCountsWhileMoreIsLeftOfTheCall() {
        assertThat(AttemptTime.of(100, Step.NEVER, 50)).isEqualTo(new AttemptTime(50, false));
        assertThat(AttemptTime.of(100, 151, 50)).isEqualTo(new AttemptTime(50, false));
    }

    @Test
    void theCallsTimeCountsWhenItIsUpFirst() {
        assertThat(AttemptTime.of(100, 150, 50)).isEqualTo(new AttemptTime(50, true));
        assertThat(AttemptTime.of(100, 120, 50)).isEqualTo(new AttemptTime(20, true));
        assertThat(AttemptTime.of(100, 400, 0)).isEqualTo(new AttemptTime(300, true));
    }

    @Test
    void aCallWhoseTimeIsUpGetsTheLeastTimeNotAllOfIt() {
        assertThat(AttemptTime.of(100, 90, 50)).isEqualTo(new AttemptTime(1, true));
    }
}
