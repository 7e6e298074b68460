package io.meshclient.policy;

import io.meshclient.outcome.Classifier;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.time.RandomSource;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When and how often a failed attempt is followed by another. Immutable.
 *
 * @param enabled whether there are retries at all
 * @param maxRetries attempts beyond the first
 * @param on the failures that are retried
 * @param methods the methods that may be replayed without a further mark
 * @param base the first back-off's upper bound
 * @param max every back-off's upper bound
 * @param budget what bounds the retries of all calls together
 * @param matches what the conditions compare with
 * @param rules the rarer rules
 */
public record RetryPolicy(
        boolean enabled,
        int maxRetries,
        Set<RetryOn> on,
        Set<String> methods,
        Duration base,
        Duration max,
        RetryBudgetPolicy budget,
        RetryMatches matches,
        RetryRules rules)
        implements Classifier {

    /** Copies the sets. */
    public RetryPolicy {
        on = Set.copyOf(on);
        methods = Set.copyOf(methods);
        matches = matches.under(on);
    }

    static RetryPolicy of(Settings settings) {
        return new RetryPolicy(
                settings.get(RetryKeys.ENABLED),
                settings.get(RetryKeys.MAX_RETRIES),
                settings.get(RetryKeys.ON),
                settings.get(RetryKeys.METHODS),
                settings.get(RetryKeys.BASE),
                settings.get(RetryKeys.MAX),
                RetryBudgetPolicy.of(settings),
                RetryMatches.of(settings),
                RetryRules.of(settings));
    }

    /**
     * What counts for one request.
     *
     * @param options what it wants differently
     * @return this if that is nothing
     */
    public RetryPolicy with(CallOptions options) {
        Integer retries = options.maxRetries();
        Set<RetryOn> wanted = options.retryOn();
        Set<Integer> statuses = options.retriableStatusCodes();
        if (retries == null && wanted == null && statuses.isEmpty()) {
            return this;
        }
        RetryPolicy asked =
                with(enabled, retries == null ? maxRetries : retries, wanted == null ? on : wanted, matches);
        return statuses.isEmpty() ? asked : asked.and(statuses);
    }

    private RetryPolicy and(Set<Integer> statuses) {
        Set<RetryOn> conditions = EnumSet.of(RetryOn.RETRIABLE_STATUS_CODES);
        conditions.addAll(on);
        List<StatusRange> ranges =
                statuses.stream().map(status -> new StatusRange(status, status)).toList();
        return with(enabled, maxRetries, conditions, matches.and(ranges, List.of()));
    }

    RetryPolicy with(boolean retrying, int retries, Set<RetryOn> conditions, RetryMatches lists) {
        return new RetryPolicy(retrying, retries, conditions, methods, base, max, budget, lists, rules);
    }

    /**
     * The same without retries.
     *
     * @return for a request that must not be retried
     */
    public RetryPolicy off() {
        return with(false, maxRetries, on, matches);
    }

    @Override
    public Verdict classify(Outcome outcome) {
        OutcomeKind kind = outcome.kind();
        if (kind == OutcomeKind.CANCELED || kind == OutcomeKind.CACHE_HIT) {
            return Verdict.IGNORED;
        }
        if (kind == OutcomeKind.CALL_TIMEOUT || kind == OutcomeKind.LOCAL_ERROR) {
            return Verdict.FAILURE; // no time is left, or no endpoint could do better; no condition changes that
        }
        if (names(outcome)) {
            return Verdict.RETRYABLE_FAILURE;
        }
        return outcome.hasResponse() && !outcome.chargesPenalty() ? Verdict.SUCCESS : Verdict.FAILURE;
    }

    private boolean names(Outcome outcome) {
        boolean limited = outcome.signs().rateLimited();
        for (RetryOn condition : on) {
            if ((!limited || condition.retriesRateLimited()) && condition.matches(outcome, this)) {
                return true;
            }
        }
        return false;
    }

    /**
     * How long to wait before a retry: {@code random % next}, {@code next} doubling from {@code base} up to {@code max}:
     * 25, 50, 100, 200, 250 ms by default.
     *
     * <p>Source: Envoy {@code backoff_strategy.cc} (JitteredExponentialBackOffStrategy).
     *
     * @param retry 0 for the first retry
     * @param random the source of the jitter
     * @return nanoseconds, possibly 0
     */
    public long backOffNanos(int retry, RandomSource random) {
        long next = max.toNanos();
        if (retry < 20 && base.toNanos() <= next >> retry) {
            next = base.toNanos() << retry;
        }
        return next <= 0 ? 0 : (long) (random.nextDouble() * next);
    }

    /**
     * Whether a time that the server named counts. A longer one than {@code retry.max-reset-interval} is ignored, as in
     * Envoy: it is more often a mistake than a wish, and no caller waits for it.
     *
     * @param retryAfterNanos what the server asked for, in nanoseconds; negative for nothing
     * @return whether a retry waits for it
     */
    public boolean counts(long retryAfterNanos) {
        return retryAfterNanos >= 0
                && retryAfterNanos <= rules.maxResetInterval().toNanos();
    }

    /**
     * How long to wait when the server named a time: {@code [1, 1.5)} times that, so that not all come back at once.
     *
     * <p>Source: Envoy's rate-limited back-off, {@code rand[interval, 1.5·interval)}.
     *
     * @param retryAfterNanos what the server asked for, in nanoseconds
     * @param random the source of the jitter
     * @return nanoseconds
     */
    public static long afterNanos(long retryAfterNanos, RandomSource random) {
        long jitter = (long) (random.nextDouble() * 0.5 * retryAfterNanos);
        return retryAfterNanos > Long.MAX_VALUE - jitter ? Long.MAX_VALUE : retryAfterNanos + jitter;
    }
}
