package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;

/** Keys of outlier detection and of hold-off: {@code outlier.*}. A part of the {@link KeyTable}. */
final class OutlierKeys {

    static final ConfigKey<Boolean> ENABLED = new ConfigKey<>(
            "outlier.enabled",
            "boolean",
            "true",
            "true, false",
            "Whether endpoints are ejected for their failures",
            "passive health is the only health that costs nothing",
            Parsers::bool);
    static final ConfigKey<Integer> CONSECUTIVE = new ConfigKey<>(
            "outlier.consecutive-failures",
            "whole number",
            "5",
            "0 (never) to 1000000",
            "Failures in a row (5xx, or no response) that eject an endpoint",
            "Envoy's",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Duration> BASE = new ConfigKey<>(
            "outlier.base-ejection-time",
            "duration",
            "30s",
            POSITIVE_DURATIONS,
            "Length of the first ejection; the n-th in a row lasts n times as long",
            "Envoy's",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> MAX = new ConfigKey<>(
            "outlier.max-ejection-time",
            "duration",
            "300s",
            POSITIVE_DURATIONS,
            "The longest ejection",
            "Envoy's",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> JITTER = new ConfigKey<>(
            "outlier.ejection-jitter",
            "duration",
            "1s",
            DURATIONS,
            "Up to this much is added to an ejection at random",
            "a thousand callers must not come back at once",
            Parsers::duration);
    static final ConfigKey<Integer> PERCENT = new ConfigKey<>(
            "outlier.max-ejection-percent",
            "percentage",
            "50",
            "0 to 100",
            "Share of the endpoints that may be ejected at once; one always may, the last never",
            "Envoy's 10 % ejects nothing in clusters under ten",
            Parsers.integer(0, 100));
    static final ConfigKey<Duration> HOLD_OFF = new ConfigKey<>(
            "outlier.hold-off",
            "duration",
            "1s",
            DURATIONS,
            "How long an endpoint is skipped after a connection to it failed; then one call probes it",
            "a restarting instance refuses at once, and is back soon",
            Parsers::duration);
    static final ConfigKey<Duration> HOLD_OFF_MAX = new ConfigKey<>(
            "outlier.max-hold-off",
            "duration",
            "60s",
            DURATIONS,
            "The longest such time; it doubles with each failed probe",
            "a machine that is gone must not cost a probe a second for ever",
            Parsers::duration);

    static final ConfigKey<OutlierMode> MODE = new ConfigKey<>(
            "outlier.mode",
            "envoy or linkerd",
            "envoy",
            "envoy, linkerd",
            "Whose rules decide who is ejected: Envoy's (counts, and comparison with the others) or Linkerd's (each alone, and one real request as a probe)",
            "in a service of many endpoints the comparison tells a bad instance from a bad dependency",
            OutlierMode::parse);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS =
            List.of(ENABLED, MODE, CONSECUTIVE, BASE, MAX, JITTER, PERCENT, HOLD_OFF, HOLD_OFF_MAX);

    private OutlierKeys() {}
}
