package io.meshclient.cluster;

import io.meshclient.policy.HedgePolicy;
import io.meshclient.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The hedging of a service as it is configured, and as single requests want it: all from one budget. Safe for use by many
 * threads.
 */
final class Hedges {

    private final HedgePolicy policy;
    private final Ticker ticker;
    private final @Nullable Hedging configured; // null if it is off
    private volatile @Nullable Hedging onRequest; // where it is off: made when a request asks for it first

    Hedges(HedgePolicy policy, Ticker ticker) {
        this.policy = policy;
        this.ticker = ticker;
        this.configured = policy.enabled() ? new Hedging(policy, ticker.nanos()) : null;
    }

    @Nullable
    Hedging configured() {
        return configured;
    }

    /** As a request wants it that does not want what is configured; null for no hedges. */
    @Nullable
    Hedging as(HedgePolicy asked) {
        if (!asked.enabled()) {
            return null;
        }
        Hedging shared = configured != null ? configured : onRequest;
        return (shared != null ? shared : first()).as(asked);
    }

    private synchronized Hedging first() {
        Hedging made = onRequest;
        if (made == null) {
            made = new Hedging(policy, ticker.nanos());
            onRequest = made;
        }
        return made;
    }
}
