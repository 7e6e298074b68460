package io.meshclient.call;

import io.meshclient.stats.TokenBudget;
import io.meshclient.time.Internal;

/**
 * How a call that may be processed twice is hedged. Immutable.
 *
 * @param delayNanos after what time the answer to an attempt is late; negative for never
 * @param maxInFlight attempts that may run at the same time, 2 or more
 * @param budget what bounds the hedges of all calls; the call pays into it even if it is never late
 */
@Internal
public record HedgePlan(long delayNanos, int maxInFlight, TokenBudget budget) {

    /**
     * Whether a hedge may come at all.
     *
     * @return false if no answer is late
     */
    public boolean isArmed() {
        return delayNanos >= 0;
    }
}
