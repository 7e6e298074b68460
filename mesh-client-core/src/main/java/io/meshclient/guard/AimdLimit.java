package io.meshclient.guard;

/**
 * Additive increase, multiplicative decrease: one more for each call that goes well while at least half of the limit is
 * used, a share less for each that is dropped or takes too long.
 *
 * <p>Source: Netflix concurrency-limits {@code AIMDLimit}.
 */
final class AimdLimit implements ConcurrencyLimit {

    private final LimitRules.Aimd rules;
    private int limit;

    AimdLimit(LimitRules.Aimd rules) {
        this.rules = rules;
        this.limit = rules.bounds().initial();
    }

    @Override
    public int sample(long nowNanos, long rttNanos, int inFlight, boolean dropped) {
        if (dropped || rttNanos > rules.timeoutNanos()) {
            limit = (int) (limit * rules.backoffRatio());
        } else if (inFlight * 2L >= limit) {
            limit++;
        }
        limit = (int) rules.bounds().clamp(limit);
        return limit;
    }
}
