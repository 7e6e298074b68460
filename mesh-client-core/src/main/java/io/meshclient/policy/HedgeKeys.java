package io.meshclient.policy;

import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of hedging and its budget: {@code hedge.*}. A part of the {@link KeyTable}. */
final class HedgeKeys {

    static final ConfigKey<Boolean> ENABLED = new ConfigKey<>(
            "hedge.enabled",
            "boolean",
            "false",
            "true, false",
            "Whether a call whose answer is late gets a second attempt beside the first, at another endpoint; where replaying the request is safe",
            "it is extra load, and each such call runs on a thread of the mesh; whoever has a long tail switches it on",
            Parsers::bool);
    static final ConfigKey<@Nullable Duration> DELAY = new ConfigKey<>(
            "hedge.delay",
            "duration",
            "",
            POSITIVE_DURATIONS + "; empty for hedge.percentile",
            "After what time an answer is late",
            "what is late differs from service to service, and from day to day",
            text -> text.isEmpty() ? null : Parsers.positiveDuration(text));
    static final ConfigKey<Double> PERCENTILE = new ConfigKey<>(
            "hedge.percentile",
            "percentage",
            "99",
            "1 to 99.99",
            "Without hedge.delay: the share of the service's recent answers that came sooner than a late one",
            "Finagle's: the slowest in a hundred, which is what the budget pays for",
            Parsers.decimal(1, 99.99));
    static final ConfigKey<Duration> MIN_DELAY = new ConfigKey<>(
            "hedge.min-delay",
            "duration",
            "1ms",
            POSITIVE_DURATIONS,
            "With hedge.percentile: no answer is late before this time",
            "Finagle's: a timer is no finer",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> MIN_SAMPLES = new ConfigKey<>(
            "hedge.min-samples",
            "whole number",
            "100",
            "1 to 1000000",
            "With hedge.percentile: recent answers without which nothing is known, and so nothing is late",
            "of fewer the slowest in a hundred cannot be told",
            Parsers.integer(1, 1_000_000));
    static final ConfigKey<Duration> WINDOW = new ConfigKey<>(
            "hedge.window",
            "duration",
            "30s",
            POSITIVE_DURATIONS,
            "With hedge.percentile: how long an answer is recent",
            "Finagle's",
            Parsers::positiveDuration);
    static final ConfigKey<Boolean> ON_PER_TRY_TIMEOUT = new ConfigKey<>(
            "hedge.on-per-try-timeout",
            "boolean",
            "false",
            "true, false",
            "Whether an answer is late exactly when per-try-timeout has passed, which then does not end the attempt",
            "Envoy's hedge_on_per_try_timeout; it needs a per-try-timeout",
            Parsers::bool);
    static final ConfigKey<Integer> MAX_IN_FLIGHT = new ConfigKey<>(
            "hedge.max-in-flight",
            "whole number",
            "2",
            "2 to 5",
            "Attempts of one call that may run at the same time",
            "the second one wins most of what there is to win",
            Parsers.integer(2, 5));
    static final ConfigKey<Double> BUDGET_RATIO = new ConfigKey<>(
            "hedge.budget.ratio",
            "number",
            "0.01",
            "0 to 1",
            "Hedges that one call earns; the retry budget is another one",
            "one hundredth of extra load is worth a shorter tail, and does no harm when all are slow",
            Parsers.decimal(0, 1));
    static final ConfigKey<Double> BUDGET_RESERVE = new ConfigKey<>(
            "hedge.budget.reserve",
            "number",
            "0",
            "0 to 100000",
            "Hedges a second that are there without any calls",
            "Finagle's: a hedge is a convenience, a retry is not",
            Parsers.decimal(0, 100_000));
    static final ConfigKey<Duration> BUDGET_TTL = new ConfigKey<>(
            "hedge.budget.ttl",
            "duration",
            "30s",
            POSITIVE_DURATIONS,
            "How long a call's deposit lives",
            "Finagle's: four calls a second are enough for a hedge now and then",
            Parsers::positiveDuration);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(
            ENABLED,
            DELAY,
            PERCENTILE,
            MIN_DELAY,
            MIN_SAMPLES,
            WINDOW,
            ON_PER_TRY_TIMEOUT,
            MAX_IN_FLIGHT,
            BUDGET_RATIO,
            BUDGET_RESERVE,
            BUDGET_TTL);

    private HedgeKeys() {}
}
