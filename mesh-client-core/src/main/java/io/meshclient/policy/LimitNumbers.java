package io.meshclient.policy;

import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;

/** Keys of the numbers of each algorithm of limits: {@code limit.aimd.*} and so on. A part of the {@link KeyTable}. */
final class LimitNumbers {

    static final ConfigKey<Double> BACKOFF_RATIO = new ConfigKey<>(
            "limit.aimd.backoff-ratio",
            "number",
            "0.9",
            "0.1 to 0.99",
            "With aimd, what is left of the limit after a call that was dropped",
            "Netflix'",
            Parsers.decimal(0.1, 0.99));
    static final ConfigKey<Duration> AIMD_TIMEOUT = new ConfigKey<>(
            "limit.aimd.timeout",
            "duration",
            "5s",
            POSITIVE_DURATIONS,
            "With aimd, what takes longer to its headers counts as dropped",
            "Netflix'",
            Parsers::positiveDuration);
    static final ConfigKey<Double> VEGAS_SMOOTHING = new ConfigKey<>(
            "limit.vegas.smoothing",
            "number",
            "1.0",
            "0.01 to 1",
            "With vegas, the share of each new estimate in the limit",
            "Netflix'",
            Parsers.decimal(0.01, 1));
    static final ConfigKey<Integer> PROBE_MULTIPLIER = new ConfigKey<>(
            "limit.vegas.probe-multiplier",
            "whole number",
            "30",
            "1 to 10000",
            "With vegas, after this many calls, times the limit, the least latency is measured anew",
            "Netflix'",
            Parsers.integer(1, 10_000));
    static final ConfigKey<Double> RTT_TOLERANCE = new ConfigKey<>(
            "limit.gradient2.rtt-tolerance",
            "number",
            "1.5",
            "1 to 100",
            "With gradient2, how many times the average a latency may be before it lowers the limit",
            "Netflix'",
            Parsers.decimal(1, 100));
    static final ConfigKey<Integer> LONG_WINDOW = new ConfigKey<>(
            "limit.gradient2.long-window",
            "whole number",
            "600",
            "1 to 1000000",
            "With gradient2, the calls of the average",
            "Netflix'",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Double> SMOOTHING = new ConfigKey<>(
            "limit.gradient2.smoothing",
            "number",
            "0.2",
            "0.01 to 1",
            "With gradient2, the share of each new estimate in the limit",
            "Netflix'",
            Parsers.decimal(0.01, 1));
    static final ConfigKey<Integer> QUEUE = new ConfigKey<>(
            "limit.gradient2.queue",
            "whole number",
            "4",
            "0 to 10000",
            "With gradient2, by how much an estimate is higher than the latencies alone would have it",
            "Netflix'",
            Parsers.integer(0, 10_000));
    static final ConfigKey<Duration> UPDATE_INTERVAL = new ConfigKey<>(
            "limit.gradient.update-interval",
            "duration",
            "100ms",
            POSITIVE_DURATIONS,
            "With gradient, how often the limit is computed from the latencies since the last time",
            "that of Envoy's examples",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> MIN_RTT_INTERVAL = new ConfigKey<>(
            "limit.gradient.min-rtt-interval",
            "duration",
            "60s",
            POSITIVE_DURATIONS,
            "With gradient, for how long a least latency counts, twice at most",
            "that of Envoy's examples",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> JITTER_PERCENT = new ConfigKey<>(
            "limit.gradient.jitter-percent",
            "percentage",
            "15",
            "0 to 100",
            "With gradient, by up to this share that time is longer at random",
            "Envoy's",
            Parsers.integer(0, 100));
    static final ConfigKey<Integer> BUFFER_PERCENT = new ConfigKey<>(
            "limit.gradient.buffer-percent",
            "percentage",
            "25",
            "0 to 1000",
            "With gradient, the share above the least latency that is no sign of load",
            "Envoy's",
            Parsers.integer(0, 1_000));
    static final ConfigKey<Integer> PERCENTILE = new ConfigKey<>(
            "limit.gradient.percentile",
            "percentage",
            "50",
            "1 to 100",
            "With gradient, the percentile of the latencies that is compared",
            "Envoy's",
            Parsers.integer(1, 100));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(
            BACKOFF_RATIO,
            AIMD_TIMEOUT,
            VEGAS_SMOOTHING,
            PROBE_MULTIPLIER,
            RTT_TOLERANCE,
            LONG_WINDOW,
            SMOOTHING,
            QUEUE,
            UPDATE_INTERVAL,
            MIN_RTT_INTERVAL,
            JITTER_PERCENT,
            BUFFER_PERCENT,
            PERCENTILE);

    private LimitNumbers() {}
}
