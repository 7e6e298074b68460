package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;

import java.time.Duration;
import java.util.List;

/** Keys of slow start: {@code slow-start.*}. A part of the {@link KeyTable}. */
final class SlowStartKeys {

    static final ConfigKey<Duration> WINDOW = new ConfigKey<>(
            "slow-start.window",
            "duration",
            "0",
            DURATIONS,
            "How long an endpoint that is new, or healthy again by an active check, takes less than its share",
            "most are warm when they say that they are ready",
            Parsers::duration);
    static final ConfigKey<Double> AGGRESSION = new ConfigKey<>(
            "slow-start.aggression",
            "number",
            "1.0",
            "0.01 to 100",
            "How the share grows: 1 evenly, more quicker at first, less slower at first",
            "Envoy's",
            Parsers.decimal(0.01, 100));
    static final ConfigKey<Integer> MINIMUM = new ConfigKey<>(
            "slow-start.min-weight-percent",
            "percentage",
            "10",
            "1 to 100",
            "The share at the beginning",
            "Envoy's",
            Parsers.integer(1, 100));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(WINDOW, AGGRESSION, MINIMUM);

    private SlowStartKeys() {}
}
