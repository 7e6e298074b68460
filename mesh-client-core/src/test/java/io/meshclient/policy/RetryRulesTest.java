package io.meshclient.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.policy.ResetHeader.Format;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists of the rarer rules, and Envoy's request headers, as text. */
class RetryRulesTest {

    private static final long NOW = 1_767_225_600_999L; // 999 ms after a second that began
    private static final long SECOND = 1_000_000_000L;

    private static RetryPolicy policy(String key, String value) {
        return ServiceConfig.of("orders", orders -> orders.endpoints("a:1").set(key, value))
                .retry();
    }

    @Test
    void headersAreLookedForByNameOrByValue() {
        List<HeaderMatch> headers = policy("retry.retriable-headers", "x-retry, x-state=busy=1")
                .matches()
                .headers();

        assertThat(headers).containsExactly(new HeaderMatch("x-retry", null), new HeaderMatch("x-state", "busy=1"));
        assertThat(headers.get(0).matches(List.of(""))).isTrue();
        assertThat(headers.get(0).matches(List.of())).isFalse();
        assertThat(headers.get(1).matches(List.of("idle", "busy=1"))).isTrue();
        assertThat(headers.get(1).matches(List.of("busy"))).isFalse();
    }

    @Test
    void whatNamesNoHeaderIsRefused() {
        assertThatThrownBy(() -> policy("retry.retriable-headers", "x retry"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has 'x retry', which names no header; allowed: " + HeaderMatch.ALLOWED);
        assertThatThrownBy(() -> policy("retry.reset-headers", "retry-after"))
                .hasMessageContaining("has 'retry-after', which is not NAME:FORMAT; allowed: " + ResetHeader.ALLOWED);
        assertThatThrownBy(() -> policy("retry.reset-headers", "retry-after:minutes"))
                .hasMessageContaining("has 'retry-after:minutes', whose format is unknown");
    }

    @Test
    void resetHeadersKeepTheirOrder() {
        assertThat(policy("retry.reset-headers", "Retry-After:seconds, X-RateLimit-Reset: unix-timestamp")
                        .rules()
                        .resetHeaders())
                .containsExactly(
                        new ResetHeader("Retry-After", Format.SECONDS),
                        new ResetHeader("X-RateLimit-Reset", Format.UNIX_TIMESTAMP));
    }

    /** As Envoy reads them: whole numbers, the wall clock in whole seconds, and nothing of what has passed. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "SECONDS|2|2",
                "SECONDS| 2 |2",
                "SECONDS|0|0",
                "SECONDS|-1|-1",
                "SECONDS|1.5|-1",
                "SECONDS|soon|-1",
                "SECONDS|''|-1",
                "SECONDS|99999999999999999999|-1",
                "UNIX_TIMESTAMP|1767225602|2",
                "UNIX_TIMESTAMP|1767225600|0",
                "UNIX_TIMESTAMP|1767225599|-1"
            },
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false)
    void aTimeIsReadAsEnvoyReadsIt(Format format, String text, long seconds) {
        long nanos = new ResetHeader("x", format).nanos(text, NOW);
        assertThat(nanos).isEqualTo(seconds < 0 ? -1 : seconds * SECOND);
    }

    @Test
    void aTimeBeyondAllBoundsDoesNotOverflow() {
        assertThat(new ResetHeader("x", Format.SECONDS).nanos("999999999999999999", NOW))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theLongestTimeThatCountsIsConfigured() {
        RetryPolicy policy = policy("retry.max-reset-interval", "10s");
        assertThat(policy.counts(10 * SECOND)).isTrue();
        assertThat(policy.counts(10 * SECOND + 1)).isFalse();
        assertThat(policy.counts(-1)).isFalse();
    }

    @Test
    void withoutEnvoysHeadersThereIsNothingToObey() {
        assertThat(read(Map.of())).isNull();
    }

    @Test
    void envoysHeadersAddConditionsAndReplaceNumbers() {
        RetryPolicy service = policy("retry.retriable-status-codes", "425");
        EnvoyHeaders headers = read(Map.of(
                "x-envoy-retry-on", "5xx, retriable-status-codes,nonsense,cancelled",
                "x-envoy-retry-grpc-on", "unavailable,5xx",
                "x-envoy-max-retries", "7",
                "x-envoy-retriable-status-codes", "418,abc,-1",
                "x-envoy-retriable-header-names", "x-again",
                "x-envoy-upstream-rq-timeout-ms", "1500",
                "x-envoy-upstream-rq-per-try-timeout-ms", "0"));
        RetryPolicy own = headers.over(service);

        assertThat(own.on())
                .contains(RetryOn.FIVE_XX, RetryOn.RETRIABLE_STATUS_CODES, RetryOn.UNAVAILABLE, RetryOn.RESET)
                .doesNotContain(RetryOn.CANCELLED)
                .hasSize(service.on().size() + 3);
        assertThat(own.maxRetries()).isEqualTo(7);
        assertThat(own.matches().statusCodes()).containsExactly(new StatusRange(425, 425), new StatusRange(418, 418));
        assertThat(own.matches().headers()).containsExactly(new HeaderMatch("x-again", null));
        assertThat(own.matches().anyStatus()).as("gRPC's answers are 200").isTrue();
        assertThat(headers.callTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(headers.perTryTimeout()).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatCannotBeReadCountsAsNotThere() {
        RetryPolicy service = policy("retry.max-retries", "4");
        EnvoyHeaders headers = read(Map.of(
                "x-envoy-max-retries", "many",
                "x-envoy-upstream-rq-timeout-ms", "1s",
                "x-envoy-upstream-rq-per-try-timeout-ms", "-5"));

        assertThat(headers.over(service)).isEqualTo(service);
        assertThat(headers.callTimeout()).isNull();
        assertThat(headers.perTryTimeout()).isNull();
    }

    @Test
    void aNumberHasItsBound() {
        RetryPolicy service = policy("retry.max-retries", "4");
        assertThat(read(Map.of("x-envoy-max-retries", "99999999999999999999"))
                        .over(service)
                        .maxRetries())
                .isEqualTo(10);
    }

    /** Envoy without a retry policy: a number alone brings no retries, conditions bring one. */
    @Test
    void whereTheServiceHasNoRetriesConditionsBringThem() {
        RetryPolicy off = policy("retry.enabled", "false");

        assertThat(read(Map.of("x-envoy-max-retries", "3")).over(off).enabled()).isFalse();
        RetryPolicy on = read(Map.of("x-envoy-retry-on", "reset")).over(off);
        assertThat(on.enabled()).isTrue();
        assertThat(on.on()).isEqualTo(Set.of(RetryOn.RESET));
        assertThat(on.maxRetries()).isOne();
    }

    private static EnvoyHeaders read(Map<String, String> headers) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        return EnvoyHeaders.of(name -> byName.containsKey(name) ? List.of(byName.get(name)) : List.of());
    }
}
