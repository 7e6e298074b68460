package io.meshclient.guard;

import io.meshclient.time.Internal;

/** The numbers of one set of rules of outlier detection. Immutable. */
@Internal
public sealed interface OutlierRules {

    /**
     * A record of an endpoint of which nothing is known.
     *
     * @return kept by these rules
     */
    OutlierRecord newRecord();

    /**
     * Envoy's. A count of 0 is a rule that is off.
     *
     * @param failures 5xx in a row, and attempts without a response unless they are counted apart
     * @param gatewayFailures 502, 503, 504 in a row, and attempts without a response unless they are counted apart
     * @param localOriginFailures attempts without a response in a row, if they are counted apart
     * @param splitLocalOrigin whether they are
     * @param clock numbers the intervals
     * @param times how long ejections last
     */
    record Envoy(
            int failures,
            int gatewayFailures,
            int localOriginFailures,
            boolean splitLocalOrigin,
            IntervalClock clock,
            Ejection.Times times)
            implements OutlierRules {
        @Override
        public OutlierRecord newRecord() {
            return new EnvoyRecord(this);
        }
    }

    /**
     * Linkerd's.
     *
     * @param maxFailures failures in a row that eject; 0 for never
     * @param minSuccessPercent of the last 10 s; 0 for never
     * @param minRequests within them, without which the rate says nothing
     * @param minPenaltyNanos the first ejection's length
     * @param maxPenaltyNanos the longest, before jitter
     * @param jitterRatio up to this share is added at random
     */
    record Linkerd(
            int maxFailures,
            double minSuccessPercent,
            int minRequests,
            long minPenaltyNanos,
            long maxPenaltyNanos,
            double jitterRatio)
            implements OutlierRules {
        @Override
        public OutlierRecord newRecord() {
            return new LinkerdRecord(this);
        }
    }
}
