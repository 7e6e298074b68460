package io.meshclient.policy;

import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;

/** Keys of circuit breakers: {@code breaker.*}. A part of the {@link KeyTable}. */
final class BreakerKeys {

    static final ConfigKey<Boolean> ENABLED = new ConfigKey<>(
            "breaker.enabled",
            "boolean",
            "false",
            "true, false",
            "Whether there are circuit breakers",
            "one bad instance must not close the door to all; outlier detection looks at each alone",
            Parsers::bool);
    static final ConfigKey<BreakerScope> SCOPE = new ConfigKey<>(
            "breaker.scope",
            "service or endpoint",
            "service",
            "service, endpoint",
            "Whether the service as a whole has one, which refuses calls, or each endpoint, which are then passed by",
            "for each endpoint there is outlier detection",
            BreakerScope::parse);
    static final ConfigKey<Double> RATE = new ConfigKey<>(
            "breaker.failure-rate-threshold",
            "percentage",
            "50",
            "1 to 100",
            "Share of failures at which it opens",
            "Resilience4j's",
            Parsers.decimal(1, 100));
    static final ConfigKey<Integer> WINDOW = new ConfigKey<>(
            "breaker.window-size",
            "whole number",
            "100",
            "1 to 1000000",
            "How many attempts are remembered; with window type time, for how many seconds",
            "Resilience4j's",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<BreakerWindow> WINDOW_TYPE = new ConfigKey<>(
            "breaker.window-type",
            "count or time",
            "count",
            "count, time",
            "Whether the last attempts are remembered, or those of the last seconds",
            "Resilience4j's",
            BreakerWindow::parse);
    static final ConfigKey<Double> SLOW_RATE = new ConfigKey<>(
            "breaker.slow-call-rate-threshold",
            "percentage",
            "100",
            "1 to 100",
            "Share of slow attempts at which it opens",
            "Resilience4j's",
            Parsers.decimal(1, 100));
    static final ConfigKey<Duration> SLOW_DURATION = new ConfigKey<>(
            "breaker.slow-call-duration",
            "duration",
            "60s",
            POSITIVE_DURATIONS,
            "What takes longer to its headers is slow",
            "Resilience4j's: above call-timeout, so that nothing is",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> MINIMUM = new ConfigKey<>(
            "breaker.minimum-calls",
            "whole number",
            "100",
            "1 to 1000000",
            "Attempts needed before it may open",
            "Resilience4j's",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Duration> OPEN_TIME = new ConfigKey<>(
            "breaker.open-time",
            "duration",
            "60s",
            POSITIVE_DURATIONS,
            "How long it stays open before it lets a few calls through",
            "Resilience4j's",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> HALF_OPEN = new ConfigKey<>(
            "breaker.half-open-calls",
            "whole number",
            "10",
            "1 to 10000",
            "Attempts let through after that, to see whether it may close",
            "Resilience4j's",
            Parsers.integer(1, 10_000));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS =
            List.of(ENABLED, SCOPE, RATE, SLOW_RATE, SLOW_DURATION, WINDOW_TYPE, WINDOW, MINIMUM, OPEN_TIME, HALF_OPEN);

    private BreakerKeys() {}
}
