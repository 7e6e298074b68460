package io.meshclient.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a call whose answer is late gets a further attempt beside the one that runs. Immutable.
 *
 * @param enabled whether there are hedges at all
 * @param delay after what time an answer is late; null for {@code percentile}
 * @param percentile which of the recent answers was just not late, 1 to 99.99
 * @param minDelay with a percentile: the least time after which an answer is late
 * @param minSamples with a percentile: answers without which nothing is late
 * @param window with a percentile: how long an answer is recent
 * @param onPerTryTimeout whether an answer is late when the per-try timeout has passed, which then does not end the attempt
 * @param maxInFlight attempts of one call that may run at the same time
 * @param budget what bounds the hedges of all calls together
 */
public record HedgePolicy(
        boolean enabled,
        @Nullable Duration delay,
        double percentile,
        Duration minDelay,
        int minSamples,
        Duration window,
        boolean onPerTryTimeout,
        int maxInFlight,
        HedgeBudgetPolicy budget) {

    static HedgePolicy of(Settings settings) {
        HedgeBudgetPolicy budget = new HedgeBudgetPolicy(
                settings.get(HedgeKeys.BUDGET_RATIO),
                settings.get(HedgeKeys.BUDGET_RESERVE),
                settings.get(HedgeKeys.BUDGET_TTL));
        return new HedgePolicy(
                settings.get(HedgeKeys.ENABLED),
                settings.get(HedgeKeys.DELAY),
                settings.get(HedgeKeys.PERCENTILE),
                settings.get(HedgeKeys.MIN_DELAY),
                settings.get(HedgeKeys.MIN_SAMPLES),
                settings.get(HedgeKeys.WINDOW),
                settings.get(HedgeKeys.ON_PER_TRY_TIMEOUT),
                settings.get(HedgeKeys.MAX_IN_FLIGHT),
                budget);
    }

    /**
     * What counts for one request.
     *
     * @param options what it wants differently
     * @return this if that is nothing
     */
    public HedgePolicy with(CallOptions options) {
        Boolean wanted = options.hedge();
        Duration late = options.hedgeDelay();
        if (wanted == null && late == null) {
            return this;
        }
        boolean on = wanted == null || wanted;
        return late == null ? with(on, delay, onPerTryTimeout) : with(on, late, false);
    }

    /**
     * What counts for one request by its headers, as in Envoy: they choose the per-try timeout, or switch off just that.
     *
     * @param headers null for none
     * @return this if they say nothing
     */
    public HedgePolicy with(@Nullable EnvoyHeaders headers) {
        Boolean wanted = headers == null ? null : headers.hedgeOnPerTryTimeout();
        if (wanted == null) {
            return this;
        }
        return wanted ? with(true, null, true) : with(enabled && !onPerTryTimeout, delay, false);
    }

    private HedgePolicy with(boolean on, @Nullable Duration late, boolean perTry) {
        return new HedgePolicy(on, late, percentile, minDelay, minSamples, window, perTry, maxInFlight, budget);
    }
}
