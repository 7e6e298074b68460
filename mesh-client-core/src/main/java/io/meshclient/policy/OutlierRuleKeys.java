package io.meshclient.policy;

import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;

/** Keys of Envoy's further rules of outlier detection: {@code outlier.*}. A part of the {@link KeyTable}. */
final class OutlierRuleKeys {

    static final ConfigKey<Duration> INTERVAL = new ConfigKey<>(
            "outlier.interval",
            "duration",
            "10s",
            POSITIVE_DURATIONS,
            "How often the endpoints of a service are compared with each other; a window of counts is as long",
            "Envoy's",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> GATEWAY = new ConfigKey<>(
            "outlier.consecutive-gateway-failures",
            "whole number",
            "5",
            "0 (never) to 1000000",
            "Gateway failures in a row (502, 503, 504, or no response) that count as an outlier",
            "Envoy's",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Boolean> SPLIT = new ConfigKey<>(
            "outlier.split-local-origin",
            "boolean",
            "false",
            "true, false",
            "Whether attempts without a response are counted apart from responses",
            "Envoy's: most want one count of all that failed",
            Parsers::bool);
    static final ConfigKey<Integer> LOCAL_ORIGIN = new ConfigKey<>(
            "outlier.consecutive-local-origin-failures",
            "whole number",
            "5",
            "0 (never) to 1000000",
            "With split-local-origin, attempts without a response in a row that count as an outlier",
            "Envoy's",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Integer> RATE_HOSTS = new ConfigKey<>(
            "outlier.success-rate.minimum-hosts",
            "whole number",
            "5",
            "0 (never) to 1000000",
            "Endpoints with enough calls that the comparison of success rates needs",
            "Envoy's: a mean of three says little",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Integer> RATE_VOLUME = new ConfigKey<>(
            "outlier.success-rate.request-volume",
            "whole number",
            "100",
            "1 to 1000000",
            "Calls in an interval without which an endpoint is not compared",
            "Envoy's",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Double> RATE_FACTOR = new ConfigKey<>(
            "outlier.success-rate.stdev-factor",
            "number",
            "1.9",
            "0 to 100",
            "An endpoint whose success rate is below the mean by more than this many standard deviations is an outlier",
            "Envoy's",
            Parsers.decimal(0, 100));
    static final ConfigKey<Integer> PERCENTAGE = new ConfigKey<>(
            "outlier.failure-percentage.threshold",
            "percentage",
            "85",
            "1 to 100",
            "Share of failures in an interval at which an endpoint is an outlier",
            "Envoy's",
            Parsers.integer(1, 100));
    static final ConfigKey<Integer> PERCENTAGE_HOSTS = new ConfigKey<>(
            "outlier.failure-percentage.minimum-hosts",
            "whole number",
            "5",
            "0 (never) to 1000000",
            "Endpoints with enough calls that the rule of the share of failures needs",
            "Envoy's",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Integer> PERCENTAGE_VOLUME = new ConfigKey<>(
            "outlier.failure-percentage.request-volume",
            "whole number",
            "50",
            "1 to 1000000",
            "Calls in an interval without which that rule does not look at an endpoint",
            "Envoy's",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Integer> ENFORCE_FAILURES = new ConfigKey<>(
            "outlier.enforcing-consecutive-failures",
            "percentage",
            "100",
            "0 to 100",
            "Share of outliers by failures in a row that are ejected; the others are only told of",
            "Envoy's",
            Parsers.integer(0, 100));
    static final ConfigKey<Integer> ENFORCE_GATEWAY = new ConfigKey<>(
            "outlier.enforcing-consecutive-gateway-failures",
            "percentage",
            "0",
            "0 to 100",
            "The same for gateway failures in a row",
            "Envoy's: failures in a row count these too",
            Parsers.integer(0, 100));
    static final ConfigKey<Integer> ENFORCE_LOCAL_ORIGIN = new ConfigKey<>(
            "outlier.enforcing-consecutive-local-origin-failures",
            "percentage",
            "100",
            "0 to 100",
            "The same for attempts without a response in a row",
            "Envoy's",
            Parsers.integer(0, 100));
    static final ConfigKey<Integer> ENFORCE_RATE = new ConfigKey<>(
            "outlier.enforcing-success-rate",
            "percentage",
            "100",
            "0 to 100",
            "The same for success rates",
            "Envoy's",
            Parsers.integer(0, 100));
    static final ConfigKey<Integer> ENFORCE_LOCAL_RATE = new ConfigKey<>(
            "outlier.enforcing-local-origin-success-rate",
            "percentage",
            "100",
            "0 to 100",
            "The same for success rates of attempts without a response",
            "Envoy's",
            Parsers.integer(0, 100));
    static final ConfigKey<Integer> ENFORCE_PERCENTAGE = new ConfigKey<>(
            "outlier.enforcing-failure-percentage",
            "percentage",
            "0",
            "0 to 100",
            "The same for shares of failures",
            "Envoy's: the success rate finds most of them",
            Parsers.integer(0, 100));
    static final ConfigKey<Integer> ENFORCE_LOCAL_PERCENTAGE = new ConfigKey<>(
            "outlier.enforcing-local-origin-failure-percentage",
            "percentage",
            "0",
            "0 to 100",
            "The same for shares of attempts without a response",
            "Envoy's",
            Parsers.integer(0, 100));
    static final ConfigKey<Boolean> CHECK_UNEJECTS = new ConfigKey<>(
            "outlier.successful-check-unejects",
            "boolean",
            "true",
            "true, false",
            "Whether a successful active health check ends an ejection and clears the counts",
            "Envoy's",
            Parsers::bool);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(
            INTERVAL,
            GATEWAY,
            SPLIT,
            LOCAL_ORIGIN,
            RATE_HOSTS,
            RATE_VOLUME,
            RATE_FACTOR,
            PERCENTAGE,
            PERCENTAGE_HOSTS,
            PERCENTAGE_VOLUME,
            ENFORCE_FAILURES,
            ENFORCE_GATEWAY,
            ENFORCE_LOCAL_ORIGIN,
            ENFORCE_RATE,
            ENFORCE_LOCAL_RATE,
            ENFORCE_PERCENTAGE,
            ENFORCE_LOCAL_PERCENTAGE,
            CHECK_UNEJECTS);

    private OutlierRuleKeys() {}
}
