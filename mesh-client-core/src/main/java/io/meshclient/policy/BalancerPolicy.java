package io.meshclient.policy;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How an endpoint is chosen. The numbers of policies other than the one that is named wait for it to be named.
 * Immutable.
 *
 * @param name of the policy
 * @param leastRequest numbers of {@code least-request}
 * @param hash numbers of {@code ring-hash} and {@code maglev}
 * @param orca numbers of {@code orca}
 * @param prequal numbers of {@code prequal}
 */
public record BalancerPolicy(String name, LeastRequest leastRequest, Hash hash, Orca orca, Prequal prequal) {

    /** The policies that choose by the hash of a key. */
    private static final Set<String> HASHING = Set.of("ring-hash", "maglev");

    static BalancerPolicy of(Settings settings) {
        return new BalancerPolicy(
                settings.get(BalancerKeys.BALANCER),
                new LeastRequest(settings.get(BalancerKeys.CHOICES), settings.get(BalancerKeys.BIAS)),
                new Hash(
                        settings.get(BalancerKeys.HASH_KEY),
                        settings.get(BalancerKeys.BALANCE_FACTOR),
                        settings.get(BalancerKeys.MIN_RING),
                        settings.get(BalancerKeys.MAX_RING),
                        settings.get(BalancerKeys.TABLE)),
                new Orca(
                        settings.get(BalancerKeys.BLACKOUT),
                        settings.get(BalancerKeys.EXPIRY),
                        settings.get(BalancerKeys.UPDATE_PERIOD),
                        settings.get(BalancerKeys.ERROR_PENALTY),
                        settings.get(BalancerKeys.METRICS)),
                new Prequal(
                        settings.get(BalancerKeys.POOL),
                        settings.get(BalancerKeys.MAX_AGE),
                        settings.get(BalancerKeys.HOT_QUANTILE),
                        new Probe(
                                settings.get(BalancerKeys.PROBE_PATH),
                                settings.get(BalancerKeys.PROBES_PER_CALL),
                                settings.get(BalancerKeys.PROBE_TIMEOUT))));
    }

    /**
     * Whether calls are recognised by a key.
     *
     * @return true for {@code ring-hash} and {@code maglev}
     */
    public boolean isHashing() {
        return HASHING.contains(name);
    }

    /**
     * Numbers of {@code least-request}.
     *
     * @param choices how many are compared, if all weights are equal
     * @param activeRequestBias the exponent of the number of active calls, if they are not; 0 looks at weights only
     */
    public record LeastRequest(int choices, double activeRequestBias) {}

    /**
     * Numbers of the hashing policies.
     *
     * @param key what a call's key is; the first that a request has counts
     * @param balanceFactor the most that an endpoint takes, in per cent of the average; 0 for no bound
     * @param minRingSize points that a ring has at least
     * @param maxRingSize points that it has at most
     * @param tableSize places of a Maglev table
     */
    public record Hash(List<HashSource> key, int balanceFactor, int minRingSize, int maxRingSize, int tableSize) {}

    /**
     * Numbers of {@code orca}.
     *
     * @param blackout how long an endpoint reports before it is believed
     * @param expiry how long a report counts
     * @param updatePeriod how often weights are computed
     * @param errorPenalty what a share of errors adds to the utilisation
     * @param metrics names whose highest value is the utilisation, if the application's is not reported
     */
    public record Orca(
            Duration blackout, Duration expiry, Duration updatePeriod, double errorPenalty, List<String> metrics) {}

    /**
     * Numbers of {@code prequal}.
     *
     * @param poolSize how many reports are remembered
     * @param maxAge how long each counts
     * @param hotQuantile above this quantile of the reported calls in flight an endpoint is hot
     * @param probe how endpoints are asked for reports
     */
    public record Prequal(int poolSize, Duration maxAge, double hotQuantile, Probe probe) {}

    /**
     * How {@code prequal} asks endpoints for their load, beside the calls.
     *
     * @param path what is asked for; empty for not at all
     * @param perCall how many endpoints are asked beside each attempt
     * @param timeout time for each
     */
    public record Probe(String path, double perCall, Duration timeout) {

        /**
         * Whether endpoints are asked.
         *
         * @return true if there is a path
         */
        public boolean isOn() {
            return !path.isEmpty();
        }
    }
}
