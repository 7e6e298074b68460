package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Keys of the rarer rules of retries: {@code retry.*}, and the idle timeout of an attempt. A part of the {@link KeyTable}. */
final class RetryRuleKeys {

    static final ConfigKey<List<StatusRange>> STATUS_CODES = new ConfigKey<>(
            "retry.retriable-status-codes",
            "list of statuses",
            "",
            "statuses and ranges of them such as 520-529, several separated by commas",
            "Statuses of the condition retriable-status-codes",
            "Envoy's",
            text -> text.isEmpty() ? List.of() : StatusRange.parse(text));
    static final ConfigKey<List<HeaderMatch>> HEADERS = new ConfigKey<>(
            "retry.retriable-headers",
            "list of headers",
            "",
            HeaderMatch.ALLOWED,
            "Response headers of the condition retriable-headers",
            "Envoy's",
            HeaderMatch::parse);
    static final ConfigKey<List<HeaderMatch>> REQUEST_HEADERS = new ConfigKey<>(
            "retry.retriable-request-headers",
            "list of headers",
            "",
            HeaderMatch.ALLOWED + "; empty for any request",
            "Only requests with one of these headers are retried",
            "Envoy's",
            HeaderMatch::parse);
    static final ConfigKey<List<ResetHeader>> RESET_HEADERS = new ConfigKey<>(
            "retry.reset-headers",
            "list of headers",
            "",
            ResetHeader.ALLOWED,
            "Response headers that say when to come back, beside the Retry-After of a 429 or 503; the first that is there and not too long counts",
            "servers name them as they like, such as X-RateLimit-Reset",
            ResetHeader::parse);
    static final ConfigKey<Duration> MAX_RESET_INTERVAL = new ConfigKey<>(
            "retry.max-reset-interval",
            "duration",
            "300s",
            POSITIVE_DURATIONS,
            "A longer time that a server named counts as none",
            "Envoy's; it is more often a mistake than a wish",
            Parsers::positiveDuration);
    static final ConfigKey<Boolean> PREVIOUS_HOSTS = new ConfigKey<>(
            "retry.previous-hosts",
            "boolean",
            "true",
            "true, false",
            "Whether a retry goes to an endpoint that was not tried while there is one",
            "Istio's: what failed a moment ago will most likely fail again",
            Parsers::bool);
    static final ConfigKey<Integer> PREVIOUS_PRIORITIES = new ConfigKey<>(
            "retry.previous-priorities",
            "whole number",
            "0",
            "0 (never) to 10",
            "After every so many attempts, the priorities that the call tried get no share of its further ones",
            "Envoy's: off; its samples have 2",
            Parsers.integer(0, 10));
    static final ConfigKey<Boolean> ENVOY_HEADERS = new ConfigKey<>(
            "retry.envoy-headers",
            "boolean",
            "false",
            "true, false",
            "Whether request headers such as x-envoy-retry-on and x-envoy-max-retries are obeyed for their request, and never sent",
            "behind a sidecar they are meant for it",
            Parsers::bool);
    static final ConfigKey<Set<String>> KEY_METHODS = new ConfigKey<>(
            "retry.idempotency-key-methods",
            "list of methods",
            "",
            "HTTP methods, several separated by commas; POST, PATCH where the service honours the key",
            "Methods whose requests get an Idempotency-Key, if they have none, and may so be sent again",
            "only a service that knows the header does not pay twice",
            Parsers::methods);
    static final ConfigKey<RetryBudgetType> BUDGET_TYPE = new ConfigKey<>(
            "retry.budget.type",
            "tokens or concurrency",
            "tokens",
            "tokens (calls earn retries), concurrency (retries under way against calls under way)",
            "What the budget counts: as in Finagle, or as in Envoy",
            "a share of the calls under way cannot save a burst at low concurrency",
            RetryBudgetType::parse);
    static final ConfigKey<Double> BUDGET_PERCENT = new ConfigKey<>(
            "retry.budget.percent",
            "percentage",
            "20",
            "0 to 100",
            "With type concurrency, how many retries may be under way, in per cent of the calls under way",
            "Envoy's",
            Parsers.decimal(0, 100));
    static final ConfigKey<Integer> BUDGET_MIN = new ConfigKey<>(
            "retry.budget.min-concurrency",
            "whole number",
            "3",
            "0 to 1000000",
            "With type concurrency, how many retries may be under way in any case",
            "Envoy's",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Duration> PER_TRY_IDLE_TIMEOUT = new ConfigKey<>(
            "per-try-idle-timeout",
            "duration",
            "0",
            DURATIONS,
            "How long an attempt may pass without a byte, its response body included; the wrapped client's read and write timeouts count if they are shorter",
            "OkHttp's own 10s are there already",
            Parsers::duration);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(
            STATUS_CODES,
            HEADERS,
            REQUEST_HEADERS,
            RESET_HEADERS,
            MAX_RESET_INTERVAL,
            PREVIOUS_HOSTS,
            PREVIOUS_PRIORITIES,
            ENVOY_HEADERS,
            KEY_METHODS,
            BUDGET_TYPE,
            BUDGET_PERCENT,
            BUDGET_MIN,
            PER_TRY_IDLE_TIMEOUT);

    private RetryRuleKeys() {}
}
