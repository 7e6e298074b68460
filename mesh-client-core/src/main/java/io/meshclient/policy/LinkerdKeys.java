package io.meshclient.policy;

import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;

/** Keys of Linkerd's rules of outlier detection: {@code outlier.linkerd.*}. A part of the {@link KeyTable}. */
final class LinkerdKeys {

    static final ConfigKey<Integer> FAILURES = new ConfigKey<>(
            "outlier.linkerd.max-failures",
            "whole number",
            "7",
            "0 (never) to 1000000",
            "With mode linkerd, failures in a row that eject",
            "Linkerd's",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Integer> RATE = new ConfigKey<>(
            "outlier.linkerd.min-success-rate",
            "percentage",
            "80",
            "0 to 100",
            "With mode linkerd, the success rate of the last 10 s below which an endpoint is ejected; 0 for never",
            "Linkerd's",
            Parsers.integer(0, 100));
    static final ConfigKey<Integer> REQUESTS = new ConfigKey<>(
            "outlier.linkerd.min-requests",
            "whole number",
            "5",
            "1 to 1000000",
            "With mode linkerd, calls within 10 s without which the rate says nothing",
            "Linkerd's",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Duration> MIN_PENALTY = new ConfigKey<>(
            "outlier.linkerd.min-penalty",
            "duration",
            "1s",
            POSITIVE_DURATIONS,
            "With mode linkerd, the first ejection's length; it doubles with each failed probe",
            "Linkerd's",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> MAX_PENALTY = new ConfigKey<>(
            "outlier.linkerd.max-penalty",
            "duration",
            "60s",
            POSITIVE_DURATIONS,
            "With mode linkerd, the longest ejection, before jitter",
            "Linkerd's",
            Parsers::positiveDuration);
    static final ConfigKey<Double> JITTER = new ConfigKey<>(
            "outlier.linkerd.jitter-ratio",
            "number",
            "0.5",
            "0 to 100",
            "With mode linkerd, an ejection is longer at random by up to this share",
            "Linkerd's",
            Parsers.decimal(0, 100));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(FAILURES, RATE, REQUESTS, MIN_PENALTY, MAX_PENALTY, JITTER);

    private LinkerdKeys() {}
}
