package io.meshclient.call;

import io.meshclient.policy.RetryPolicy;
import io.meshclient.stats.RetryBudget;
import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about a call before it starts. Immutable.
 *
 * @param retry when and how often to try again
 * @param budget the call's side of what bounds the retries of all calls; null for nothing
 * @param replayable whether the request may be processed twice
 * @param deadlineNanos when the call's time is up, by the ticker; {@link Step#NEVER} for no such time
 * @param hedge when a further attempt is sent beside one that runs; null for never
 * @param random the source of jitter
 */
@Internal
public record CallPlan(
        RetryPolicy retry,
        RetryBudget.@Nullable Share budget,
        boolean replayable,
        long deadlineNanos,
        @Nullable HedgePlan hedge,
        RandomSource random) {}
