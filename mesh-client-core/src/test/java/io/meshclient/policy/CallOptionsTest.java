package io.meshclient.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options over options. */
class CallOptionsTest {

    private static final CallOptions ALL = CallOptions.builder()
            .idempotent(true)
            .callTimeout(Duration.ofSeconds(2))
            .perTryTimeout(Duration.ofSeconds(1))
            .hashKey("7")
            .priority(CallPriority.CRITICAL)
            .subset(Map.of("stage", "prod"))
            .maxRetries(1)
            .retryOn(RetryOn.RESET)
            .retriableStatusCodes(425)
            .idempotencyKey(true)
            .hedge(true)
            .hedgeDelay(Duration.ofMillis(80))
            .build();

    private static final CallOptions OTHERS = CallOptions.builder()
            .idempotent(false)
            .callTimeout(Duration.ofSeconds(3))
            .perTryTimeout(Duration.ZERO)
            .hashKey("8")
            .priority(CallPriority.DEFAULT)
            .subset(Map.of("stage", "canary"))
            .maxRetries(0)
            .retryOn(RetryOn.FIVE_XX)
            .retriableStatusCodes(418)
            .idempotencyKey(false)
            .hedge(false)
            .hedgeDelay(Duration.ofMillis(90))
            .build();

    @Test
    void whatIsSaidAboveCounts() {
        assertThat(OTHERS.over(ALL)).hasToString(OTHERS.toString());
        assertThat(ALL.over(OTHERS)).hasToString(ALL.toString());
    }

    @Test
    void whatIsNotSaidAboveCountsBelow() {
        assertThat(CallOptions.none().over(ALL)).hasToString(ALL.toString());
        assertThat(ALL.over(CallOptions.none())).hasToString(ALL.toString());
        CallOptions some = CallOptions.builder().maxRetries(3).build().over(ALL);
        assertThat(some.maxRetries()).isEqualTo(3);
        assertThat(some.callTimeout()).isEqualTo(ALL.callTimeout());
    }

    @Test
    void theLayersStayApart() {
        CallOptions both = OTHERS.over(ALL);
        assertThat(both.own()).isSameAs(OTHERS);
        assertThat(both.base()).isSameAs(ALL);
        assertThat(ALL.own()).isSameAs(ALL);
        assertThat(ALL.base()).isSameAs(CallOptions.none());
    }

    @Test
    void aDelayAboveSwitchesOnWhatIsOffBelow() {
        CallOptions off = CallOptions.builder().hedge(false).build();
        CallOptions delay =
                CallOptions.builder().hedgeDelay(Duration.ofMillis(80)).build();
        assertThat(delay.over(off).hedge()).isNull();
        assertThat(off.over(delay).hedge()).isFalse();
    }

    @Test
    void aHedgeAtOnceIsRefused() {
        assertThatThrownBy(() -> CallOptions.builder().hedgeDelay(Duration.ZERO))
                .hasMessage("hedgeDelay PT0S is not above zero; hedge(false) for no hedge");
    }
}
