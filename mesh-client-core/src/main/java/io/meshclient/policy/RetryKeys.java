package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Keys of retries and their budget: {@code retry.*}. A part of the {@link KeyTable}. */
final class RetryKeys {

    static final ConfigKey<Boolean> ENABLED = new ConfigKey<>(
            "retry.enabled",
            "boolean",
            "true",
            "true, false",
            "Whether failed attempts are retried",
            "one bad instance must not be the caller's problem",
            Parsers::bool);
    static final ConfigKey<Integer> MAX_RETRIES = new ConfigKey<>(
            "retry.max-retries",
            "whole number",
            "2",
            "0 to 10 (retries, not attempts)",
            "Attempts beyond the first",
            "with three instances, each is asked at most once",
            Parsers.integer(0, 10));
    static final ConfigKey<Set<RetryOn>> ON = new ConfigKey<>(
            "retry.on",
            "list of conditions",
            "connect-failure,refused-stream,reset,stale-connection,gateway-error,rate-limited",
            String.join(", ", RetryOn.tokens()),
            "The failures that are retried, where replaying the request is safe",
            "what another instance may well answer; a plain 500 would most likely be one there too",
            Parsers::retryOn);
    static final ConfigKey<Set<String>> METHODS = new ConfigKey<>(
            "retry.methods",
            "list of methods",
            "GET,HEAD,OPTIONS,TRACE,PUT,DELETE",
            "HTTP methods, several separated by commas",
            "Methods whose requests may be sent again even if they may have been processed",
            "the idempotent methods of RFC 9110; a re-sent POST pays twice",
            Parsers::methods);
    static final ConfigKey<Duration> BASE = new ConfigKey<>(
            "retry.base",
            "duration",
            "25ms",
            DURATIONS,
            "Upper bound of the first back-off; it doubles with each retry",
            "Envoy's",
            Parsers::duration);
    static final ConfigKey<Duration> MAX = new ConfigKey<>(
            "retry.max",
            "duration",
            "250ms",
            DURATIONS,
            "Upper bound of every back-off; not of a time that the server named, for which retry.max-reset-interval is",
            "Envoy's: ten times the base",
            Parsers::duration);
    static final ConfigKey<Boolean> BUDGET_ENABLED = new ConfigKey<>(
            "retry.budget.enabled",
            "boolean",
            "true",
            "true, false",
            "Whether a budget bounds the retries of all calls together",
            "an outage must not be amplified",
            Parsers::bool);
    static final ConfigKey<Double> BUDGET_RATIO = new ConfigKey<>(
            "retry.budget.ratio",
            "number",
            "0.2",
            "0 to 10",
            "Retries that one call earns",
            "Finagle's and Envoy's 20 %",
            Parsers.decimal(0, 10));
    static final ConfigKey<Double> BUDGET_RESERVE = new ConfigKey<>(
            "retry.budget.reserve",
            "number",
            "10",
            "0 to 100000",
            "Retries a second that are there without any calls",
            "Finagle's: thin traffic could not retry otherwise",
            Parsers.decimal(0, 100_000));
    static final ConfigKey<Duration> BUDGET_TTL = new ConfigKey<>(
            "retry.budget.ttl",
            "duration",
            "10s",
            POSITIVE_DURATIONS,
            "How long a call's deposit lives",
            "Finagle's",
            Parsers::positiveDuration);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(
            ENABLED, MAX_RETRIES, ON, METHODS, BASE, MAX, BUDGET_ENABLED, BUDGET_RATIO, BUDGET_RESERVE, BUDGET_TTL);

    private RetryKeys() {}
}
