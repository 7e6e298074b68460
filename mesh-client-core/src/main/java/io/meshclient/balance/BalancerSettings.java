package io.meshclient.balance;

import io.meshclient.time.Internal;
import java.util.List;

/**
 * A policy by its name, and every policy's numbers. Immutable.
 *
 * @param policy such as {@code peak-ewma}
 * @param leastRequest numbers of {@code least-request}
 * @param hashing numbers of {@code ring-hash} and {@code maglev}
 * @param orca numbers of {@code orca}
 * @param prequal numbers of {@code prequal}
 */
@Internal
public record BalancerSettings(String policy, LeastRequest leastRequest, Hashing hashing, Orca orca, Prequal prequal) {

    private static final long SECOND = 1_000_000_000L;

    /**
     * A policy with the numbers that are each one's default.
     *
     * @param policy its name
     * @return the settings
     */
    public static BalancerSettings of(String policy) {
        return new BalancerSettings(
                policy,
                new LeastRequest(2, 1),
                new Hashing(1024, 8_388_608, 65_537, 0),
                new Orca(10 * SECOND, 180 * SECOND, SECOND, 1, List.of()),
                new Prequal(16, SECOND, 0.84, 1));
    }

    /**
     * Numbers of {@code least-request}.
     *
     * @param choices how many are compared, if all weights are equal
     * @param bias the exponent of the number of active calls, if they are not
     */
    public record LeastRequest(int choices, double bias) {}

    /**
     * Numbers of the hashing policies.
     *
     * @param minRing entries that a ring has at least
     * @param maxRing entries that it has at most
     * @param table entries of a Maglev table, a prime
     * @param balanceFactor the most that an endpoint takes, in per cent of the average; 0 for no bound
     */
    public record Hashing(int minRing, int maxRing, int table, int balanceFactor) {}

    /**
     * Numbers of {@code orca}.
     *
     * @param blackoutNanos how long an endpoint reports before it is believed
     * @param expiryNanos how long a report counts
     * @param updateNanos how often weights are computed
     * @param errorPenalty what a share of errors adds to the utilisation
     * @param metrics names whose highest value is the utilisation, if the application's is not reported
     */
    public record Orca(
            long blackoutNanos, long expiryNanos, long updateNanos, double errorPenalty, List<String> metrics) {}

    /**
     * Numbers of {@code prequal}.
     *
     * @param pool how many reports are remembered
     * @param maxAgeNanos how long each counts
     * @param hotQuantile above this share of the reported calls in flight an endpoint is hot
     * @param reportsPerCall how many reports come in for each call: one with its response, and those of probes
     */
    public record Prequal(int pool, long maxAgeNanos, double hotQuantile, double reportsPerCall) {}
}
